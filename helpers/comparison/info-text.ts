import { maskedText } from './masked-text.ts';

/** What `info` prints for people. How much of the disk a file takes is the file system's doing, of children as well. */
export const infoText = maskedText((text) => text.replace(/^( *)disk size: .+$/gm, '$1disk size: <size>'));
