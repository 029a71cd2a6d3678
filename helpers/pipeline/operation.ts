import type { Format } from './formats.ts';

/** For whom a command prints: values of `--output`. */
export const RENDERINGS = ['human', 'json'] as const;
export type Rendering = (typeof RENDERINGS)[number];

/** An image of a case's directory. */
export interface CaseImage {
  readonly file: string;
  readonly format: Format;
}

/**
 * One abstract disk-image operation. Files are names inside the case's own directory: every tool runs there. Sizes
 * are texts in qemu's grammar, passed on as they are.
 */
export type Operation =
  | {
      readonly op: 'create';
      readonly format: Format;
      readonly file: string;
      readonly size: string;
      /** one `-o` per element */
      readonly options: readonly string[];
    }
  | { readonly op: 'info'; readonly file: string; readonly output: Rendering }
  | {
      readonly op: 'measure';
      readonly input: { readonly size: string } | { readonly file: string };
      readonly target: Format;
      readonly options: readonly string[];
      readonly output: Rendering;
    }
  | {
      readonly op: 'resize';
      readonly format: Format;
      readonly file: string;
      /** new size: absolute, `+N` or `-N` */
      readonly end: string;
      readonly shrink: boolean;
      readonly preallocation?: string | undefined;
    }
  | {
      readonly op: 'dd';
      readonly inputFormat: Format;
      readonly outputFormat: Format;
      readonly input: string;
      readonly output: string;
      /** `bs=`, `count=`, `skip=` */
      readonly operands: readonly string[];
    }
  | {
      readonly op: 'commit';
      readonly format: Format;
      readonly file: string;
      readonly base?: string | undefined;
    }
  | { readonly op: 'check'; readonly format: Format; readonly file: string }
  | { readonly op: 'compare'; readonly a: CaseImage; readonly b: CaseImage }
  /** writes guest data with qemu-io, by its commands */
  | {
      readonly op: 'write';
      readonly format: Format;
      readonly file: string;
      readonly commands: readonly string[];
    };
