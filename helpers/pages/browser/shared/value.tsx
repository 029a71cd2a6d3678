import { printable } from '../../../text/printable.ts';

/** How much of a value is shown. */
const SHOWN = 2000;

/** A JSON value, or that there is none; what the eye misses is spelled out. */
export function Value({ value }: { readonly value: unknown }) {
  if (value === undefined) return <span class="absent">(absent)</span>;
  const json = JSON.stringify(value);
  const text = printable(typeof value === 'string' ? json.replace(/ (?=(?:\\n)?"$)/g, '␠') : json);
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
  return <code class="value">{cut}</code>;
}
