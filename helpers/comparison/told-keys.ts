import { toldText } from './told-text.ts';

/** Characters of a key, and of all keys of a place, that are told as they are. */
const KEY = 100;
const ALL = 1_000;

/** The keys of a place as its location carries them: never long, and never the same for two places. */
export function toldKeys(keys: readonly (string | number)[]): readonly (string | number)[] {
  const told = keys.map((key) => (typeof key === 'string' && key.length > KEY ? toldText('key', key) : key));
  let room = ALL;
  const end = told.findIndex((key) => {
    room -= String(key).length;
    return room < 0;
  });
  return end < 0 ? told : [...told.slice(0, end), toldText('keys', JSON.stringify(keys.slice(end)))];
}
