import { useEffect, useState } from 'preact/hooks';
import { detailsElement } from '../../report-data.ts';

const unpacked = new Map<string, Promise<unknown>>();

/** What the cells of a suite open to: unpacked when it is first asked for, undefined until then. */
export function useDetails<Details>(suite: string | undefined): Details | undefined {
  const [details, setDetails] = useState<Details>();
  useEffect(() => {
    if (suite !== undefined) detailsOf(suite).then((found) => setDetails(found as Details));
  }, [suite]);
  return details;
}

function detailsOf(suite: string): Promise<unknown> {
  const known = unpacked.get(suite) ?? unpack(suite);
  unpacked.set(suite, known);
  return known;
}

async function unpack(suite: string): Promise<unknown> {
  const text = document.getElementById(detailsElement(suite))?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}
