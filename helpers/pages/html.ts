import { gzipSync } from 'node:zlib';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** by name of its element: what the script reads when it begins */
  readonly data: Readonly<Record<string, unknown>>;
  /** the same, of what is read when it is asked for: it is packed, and comes behind what is painted */
  readonly packed: ReadonlyMap<string, unknown>;
}

/** A whole page in one file, which asks no network for anything. */
export function html({ title, style, script, data, packed }: PageParts): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing is loaded, from nowhere: not even what a candidate might have smuggled into a value.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    `<title>${escapeText(title)}</title>`,
    `<style>\n${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript>This page needs JavaScript; parity.json beside it says the same.</noscript>',
    ...Object.entries(data).map(([id, value]) => dataElement(id, 'application/json', inScript(value))),
    `<script>${script.replaceAll('</script', '<\\/script')}</script>`,
    ...[...packed].map(([id, value]) => dataElement(id, 'application/gzip', pack(value))),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function dataElement(id: string, type: string, text: string): string {
  return `<script type="${type}" id="${escapeText(id)}">${text}</script>`;
}

/** JSON that no HTML parser takes for an end of its element, or for a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function pack(value: unknown): string {
  return gzipSync(JSON.stringify(value), { level: 6 }).toString('base64');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
