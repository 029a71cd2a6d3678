import type { Feature } from './feature.ts';
import type { Format } from './formats.ts';
import type { Json } from './json.ts';
import type { CaseImage, Operation, ProbedImage } from './operation.ts';
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

/**
 * Files of a case's directory that printed text may name, with what stands for them in a baseline: `$FILENAME`, `$BASE`,
 * `$NEXT`, the name that a file has where it is recorded, or nothing where it is the same.
 */
export type CaseFiles = { readonly [name: string]: string | null };

/**
 * How two outputs of a kind are judged. `info-json`: by field, after the whitelist. `json-text`: to the byte, explained
 * by field. `text`: to the byte, explained by line. `info-text`: the same, but for the disk size. `snapshot-list`: the
 * same, but for when a snapshot was made.
 */
export type Comparison = 'info-json' | 'json-text' | 'text' | 'info-text' | 'snapshot-list';

/** One kind of baseline: a folder of expected-outputs/. */
export interface OutputType {
  readonly name: string;
  readonly comparison: Comparison;
  /** name of a triple inside profiles/<profile>/, where all targets share one folder */
  readonly profileStem: 'target-case' | 'case';
}

/** What one observed step prints, and the kind of baseline that it is kept as. */
export interface Output {
  readonly type: OutputType;
  /** name of the observed step */
  readonly step: string;
}

/** What is asked of a candidate that carries out what the reference refused. */
export type OnRejection =
  | { readonly kind: 'reject too' }
  /** every reader must see the image at the size that was asked for, and it must be clean where there is a check */
  | { readonly kind: 'requested size'; readonly size: RequestedSize }
  /** the reference's refusal says nothing about the operation; the cell is skipped for this reason */
  | { readonly kind: 'skip'; readonly reason: string };

/** An image that the subject writes. */
export interface ProducedImage extends CaseImage {
  /** its data are to be compressed, which is seen where a check counts clusters */
  readonly compressed?: true;
}

/** An image that a guest reads as another. */
export interface HeldContent extends CaseImage {
  /** an image of the fixture; a reference's product of the same name, where nothing is said */
  readonly as?: ProbedImage;
  /** id of an internal snapshot: the image as it is once that is gone back to */
  readonly snapshot?: string;
}

/** The size that an operation gives an image. */
export interface RequestedSize extends CaseImage {
  /** what the fixture was created with */
  readonly start: string;
  /** as it was asked for; relative ends count from what the fixture really has */
  readonly end: string;
  /** bytes behind the guest's data that `info` counts where it does not probe the format (fixed VHD: 512) */
  readonly footer: number;
}

/** The image fixture of a row. */
export interface ImageOfRow {
  readonly id: string;
  /** another that is held against it */
  readonly beside?: string | undefined;
  readonly safety: Safety;
  /** what reads them, and what they are backed by, has to have been built with */
  readonly needs: readonly Feature[];
  /** names of its files in the case's directory, by their names in the manifest, where they are others */
  readonly names?: Readonly<Record<string, string>>;
}

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
  readonly files: CaseFiles;
  readonly steps: readonly Step[];
  readonly outputs: readonly Output[];
  /** images that the subject writes; a reference checks them (formats that have a check) */
  readonly produces: readonly ProducedImage[];
  /** those from which a guest must read what it reads from a reference's; all, where nothing is said */
  readonly sameContent?: readonly HeldContent[];
  /** what is observed must equal what a reference makes of an identical fixture, beside what is recorded */
  readonly roundTrip?: true;
  readonly onRejection: OnRejection;
  /** the image fixture that the row reads */
  readonly image?: ImageOfRow;
}

/** One command: its output types and its rows. */
export interface Suite {
  readonly command: string;
  readonly outputTypes: readonly OutputType[];
  readonly rows: readonly Row[];
  /** the entry of the suite's table that comes to such steps, where there is a table and it can say them */
  readonly entryOf?: (steps: readonly Step[]) => TableEntry | undefined;
}

/** An entry of a case table, and the row that it is spelled out as. */
export interface TableEntry {
  /** the list that it belongs to, where the table has one for each format */
  readonly list?: Format;
  readonly entry: object;
  readonly row: Row;
}

export function stepsOf(row: Row, role: Role): Step[] {
  return row.steps.filter((step) => step.role === role);
}

/** The image fixtures that a row reads; what they are backed by comes with them. */
export function imageIds({ image }: Pick<Row, 'image'>): string[] {
  return image === undefined ? [] : [image.id, ...(image.beside === undefined ? [] : [image.beside])];
}

/** Whether a row reads no image that may do harm. */
export function isSafe({ image }: Pick<Row, 'image'>): boolean {
  return image === undefined || image.safety === 'safe';
}

/** `create/qcow2/1G-cs-4k`: a row among all suites. */
export function rowKey(row: Row): string {
  return `${row.suite}/${row.target}/${row.title}`;
}

/** The rows of a suite that a run asks for: images of other safeties are left out. */
export function chosenRows(rows: readonly Row[], safeties: readonly Safety[]): Row[] {
  return rows.filter(({ image }) => image === undefined || safeties.includes(image.safety));
}
