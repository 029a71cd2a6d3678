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
 * An image whose format nobody tells qemu-img. The case knows it all the same: a tool may have to be told, or know files
 * of it by their names alone.
 */
export interface FoundImage {
  readonly file: string;
  readonly holds: Format;
}

/** An image whose format may be left for the tool to find out. */
export interface ProbedImage {
  readonly file: string;
  readonly format?: Format;
  /** what it is, where the format is left out and the case knows */
  readonly holds?: Format;
}

/** What is done to a persistent bitmap. */
export type BitmapAction =
  | 'add'
  | 'remove'
  | 'clear'
  | 'enable'
  | 'disable'
  /** takes in the bits of another bitmap of the image */
  | { readonly merge: string };

/** What is done to the internal snapshots of an image: they are listed, or one is made, gone back to or removed. */
export type SnapshotAction =
  | 'list'
  | { readonly create: string }
  | { readonly apply: string }
  | { readonly delete: string };

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
  | ({ readonly op: 'info'; readonly output: Rendering } & FoundImage)
  | {
      readonly op: 'measure';
      readonly input: { readonly size: string } | FoundImage;
      readonly target: Format;
      readonly options: readonly string[];
      readonly output: Rendering;
    }
  | {
      readonly op: 'resize';
      readonly format: Format;
      readonly file: string;
      /** what the image was created with, for who takes absolute sizes alone (`resizedTo`) */
      readonly start: string;
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
  | ({ readonly op: 'check'; readonly output: Rendering } & ProbedImage)
  | { readonly op: 'compare'; readonly a: ProbedImage; readonly b: ProbedImage }
  | ({ readonly op: 'map'; readonly output: Rendering } & FoundImage)
  | {
      readonly op: 'rebase';
      readonly format: Format;
      readonly file: string;
      /** the new backing file; none: the image is to stand alone */
      readonly backing: CaseImage | undefined;
      /** only the name is changed, whatever a guest then reads */
      readonly unsafe: boolean;
    }
  | {
      readonly op: 'amend';
      readonly format: Format;
      readonly file: string;
      /** one `-o` per element */
      readonly options: readonly string[];
    }
  | {
      readonly op: 'bitmap';
      readonly format: Format;
      readonly file: string;
      readonly bitmap: string;
      /** done in this order */
      readonly actions: readonly BitmapAction[];
      /** bytes that one bit of a bitmap that is added stands for, in qemu's grammar */
      readonly granularity?: string;
    }
  | {
      readonly op: 'convert';
      readonly input: string;
      /** known to the case, and left for qemu-img to find out */
      readonly inputFormat: Format;
      readonly output: string;
      readonly outputFormat: Format;
      /** one `-o` per element */
      readonly options: readonly string[];
      readonly compress: boolean;
    }
  | {
      readonly op: 'snapshot';
      readonly format: Format;
      readonly file: string;
      readonly action: SnapshotAction;
    }
  /** writes guest data with qemu-io, by its commands */
  | {
      readonly op: 'write';
      readonly format: Format;
      readonly file: string;
      readonly commands: readonly string[];
    };
