import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { DIALECTS } from '../finding/load-dialect.ts';

/** The dialect that skeletons are made of: a module like any other, with its list and its test, so that it cannot rot. */
const TEMPLATE = 'template';
const HERE = import.meta.dirname;

/** Endings of the files that a dialect is made of. */
const FILES = ['.ts', '.known.ts', '.test.ts'] as const;

/**
 * The skeleton of a dialect: what files of the folder of dialects it has, by name, with their texts.
 *
 * @param name of the dialect
 */
export function skeletonOf(name: string): Record<string, string> {
  const texts = FILES.map((ending) => {
    const text = readFileSync(join(HERE, `${TEMPLATE}${ending}`), 'utf8');
    return [`${name}${ending}`, renamed(moved(text), name)] as const;
  });
  return Object.fromEntries(texts);
}

/** A module's text with its imports as they are from the folder of dialects. */
function moved(text: string): string {
  return text.replace(/ from '(\.[^']+)'/g, (_, path: string) => {
    const target = resolve(HERE, path);
    const from = dirname(target) === HERE ? HERE : DIALECTS;
    const there = relative(from, target);
    return ` from '${there.startsWith('.') ? there : `./${there}`}'`;
  });
}

function renamed(text: string, name: string): string {
  return text.replaceAll(`'${TEMPLATE}'`, `'${name}'`).replaceAll(`'./${TEMPLATE}.`, `'./${name}.`);
}
