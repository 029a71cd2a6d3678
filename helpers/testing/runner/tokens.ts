/** A part of an expression of GitHub Actions. */
export type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string };

const PARTS =
  /\s*(?:'(?<text>(?:[^']|'')*)'|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w-]*)|(?<sign>==|!=|&&|\|\||[!().,]))/y;

/** @throws Error for what is no expression, or has something in it that no workflow of ours uses */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    PARTS.lastIndex = at;
    const groups = PARTS.exec(source)?.groups;
    if (!groups) throw new Error(`"${source.slice(at).trim()}" is not understood in: ${source}`);
    at = PARTS.lastIndex;
    const { text, number, name, sign } = groups;
    if (text !== undefined) found.push({ kind: 'text', value: text.replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) found.push({ kind: 'name', value: name });
    else found.push({ kind: 'sign', value: sign ?? '' });
  }
  return found;
}
