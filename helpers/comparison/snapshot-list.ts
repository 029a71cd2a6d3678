import { maskedText } from './masked-text.ts';

/**
 * What `snapshot -l` prints. When a snapshot was made is the clock's doing, so date and time of day are masked; the words
 * have the width of what they stand for (qemu prints `%Y-%m-%d %H:%M:%S`), so that the columns are still compared.
 */
export const snapshotList = maskedText((text) =>
  text.replace(/(?<=\s)\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?=\s)/g, '<date and time>'.padEnd(19)),
);
