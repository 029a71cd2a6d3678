import type { Format } from './formats.ts';
import type { Json } from './json.ts';
import type { Operation } from './operation.ts';
import type { Safety } from './safety.ts';

/**
 * Who plays a step. `fixture`: always the reference. `subject`: the operation under test. `observe`: reads the
 * result, once by every reader. Steps come in this order; the first that fails ends the pipeline.
 */
export type Role = 'fixture' | 'subject' | 'observe';

export interface Step {
  /** prefix of the step's keys in meta.json; unique in its row */
  readonly name: string;
  readonly role: Role;
  readonly operation: Operation;
}

export type Placeholder = '$FILENAME' | '$BASE' | '$NEXT';

export type Comparison = 'info-json' | 'text';

/** One kind of baseline: a folder of expected-outputs/. */
export interface OutputType {
  readonly name: string;
  readonly comparison: Comparison;
  /** name of a triple inside profiles/<profile>/, where all targets share one folder */
  readonly profileStem: 'target-case' | 'case';
}

/** A resize that is judged by its result alone. */
export interface Consistency {
  readonly file: string;
  /** the new size as it was asked for; relative ends count from what the fixture really has */
  readonly end: string;
  /** bytes behind the guest's data that `info` counts where it does not probe the format (fixed VHD: 512) */
  readonly footer: number;
}

/** What is asked of a candidate that carries out what the reference refused. */
export type OnRejection =
  | 'must reject too'
  /** every reader must see the image at the size that was asked for, and it must be clean where there is a check */
  | Consistency
  /** the reference's refusal says nothing about the operation; the cell is skipped for this reason */
  | { readonly skip: string };

/** One case of a suite, spelled out: what is played, where its baseline lies, how it is judged. Data only. */
export interface Row {
  readonly suite: string;
  /** folder under `<type>/`: a format, or `_size` */
  readonly target: string;
  /** stem of the triple */
  readonly stem: string;
  /** name of the test; differs from the stem where one case has several output types */
  readonly title: string;
  /** the case's parameters, under their names in meta.json */
  readonly parameters: { readonly [key: string]: Json };
  /** files of the case's directory that printed text may name, with what stands for them in a baseline */
  readonly files: { readonly [name: string]: Placeholder | null };
  readonly steps: readonly Step[];
  /** output type -> name of the observed step */
  readonly outputs: { readonly [type: string]: string };
  /** images that the subject writes; the reference checks them (formats that have a check) */
  readonly produces: readonly { readonly file: string; readonly format: Format }[];
  /** images whose guest-visible content must equal what the reference makes of an identical fixture */
  readonly sameContent?: readonly { readonly file: string; readonly format: Format }[];
  readonly onRejection: OnRejection;
  /** the image fixture that the row reads */
  readonly image?: { readonly id: string; readonly safety: Safety };
}

/** One command: its output types and its rows. */
export interface Suite {
  readonly command: string;
  readonly outputTypes: readonly OutputType[];
  readonly rows: readonly Row[];
}
