/**
 * The first of many texts, as many as there is room for.
 *
 * @param room bytes, with a line break behind each text
 */
export function fitting(texts: readonly string[], room: number): string[] {
  let left = room;
  const end = texts.findIndex((text) => {
    left -= Buffer.byteLength(text) + 1;
    return left < 0;
  });
  return texts.slice(0, end === -1 ? texts.length : end);
}
