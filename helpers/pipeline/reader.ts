/** Who reads a produced image back with `info`. */
export const IMAGE_READERS = ['candidate', 'reference'] as const;
export type ImageReader = (typeof IMAGE_READERS)[number];

/** Who notices a difference: a reader of the produced image, or one of the reference's own examinations of it. */
export const READERS = [...IMAGE_READERS, 'check', 'compare'] as const;
export type Reader = (typeof READERS)[number];

/** Which readers a run wants: the values of PARITY_READER. */
export const READER_CHOICES = [...IMAGE_READERS, 'both'] as const;
export type ReaderChoice = (typeof READER_CHOICES)[number];

/** Whether a choice of readers includes this one. */
export function wants(choice: ReaderChoice, reader: ImageReader): boolean {
  return choice === 'both' || choice === reader;
}
