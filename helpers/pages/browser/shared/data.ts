import { DATA_ELEMENT } from '../../report-data.ts';

/** What a page shows at first. */
export function readData<T>(): T {
  return JSON.parse(document.getElementById(DATA_ELEMENT)?.textContent ?? 'null') as T;
}
