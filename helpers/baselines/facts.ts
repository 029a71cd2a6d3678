import { COMPARATORS } from '../comparison/comparators.ts';
import { type Difference, type Location, writeLocation } from '../comparison/difference.ts';
import type { Json } from '../pipeline/json.ts';
import type { OutputType } from '../pipeline/row.ts';
import { inlineCode } from '../text/inline-code.ts';
import { type CaseChange, differencesOf } from './case-changes.ts';
import { type Fact, withCommonValues } from './fact.ts';
import { lineFacts } from './line-facts.ts';
import { type Refusal, refusalOf } from './refusal.ts';

const VALUE_WIDTH = 60;
const SAID_WIDTH = 100;

/** What differs in a case. Of a case that is refused, before or now, this is the refusal alone: all else follows from it. */
export function factsOf(change: CaseChange, type: OutputType): Fact[] {
  const [before, after] = [refusalOf(change.old), refusalOf(change.now)];
  if (before && !after && change.old.stdout === '') {
    return [{ kind: 'succeeds', subject: inlineCode(before.step), before: refusalText(before) }];
  }
  if (after && !before && change.now.stdout === '') {
    return [{ kind: 'fails', subject: inlineCode(after.step), after: refusalText(after) }];
  }
  const differences = differencesOf(change, type);
  const isOfText = differences.some(({ location }) => location.kind === 'line');
  // What is not told of a document is of the kinds that are.
  const others = differences.filter(({ location: { kind } }) => kind !== 'line' && kind !== 'untold');
  const { shown } = COMPARATORS[type.comparison];
  return [
    ...oneOfEach(others.map(factOf)),
    ...(isOfText ? lineFacts(shown(change.old.stdout), shown(change.now.stdout)) : []),
  ];
}

function factOf({ location, expected, actual }: Difference): Fact {
  const subject = subjectOf(location);
  if (expected === undefined) return { kind: 'appears', subject, after: valueText(actual) };
  if (actual === undefined) return { kind: 'goes', subject, before: valueText(expected) };
  return { kind: 'changes', subject, before: valueText(expected), after: valueText(actual) };
}

/** What is true of several entries of a list is told once, with its values where they are the same. */
function oneOfEach(facts: readonly Fact[]): Fact[] {
  const told = new Map<string, Fact>();
  for (const fact of facts) {
    const key = `${fact.kind} ${fact.subject}`;
    told.set(key, withCommonValues([told.get(key) ?? fact, fact]));
  }
  return [...told.values()];
}

/** A place, the same for all entries of a list: `` `format` of `extents` ``. */
function subjectOf(location: Location): string {
  switch (location.kind) {
    case 'field':
      return fieldSubject(location.keys);
    case 'extent': {
      const { keys, field } = location;
      const list = keys.length === 0 ? 'extents' : `extents of ${fieldSubject(keys)}`;
      return field === undefined ? list : `${inlineCode(field)} of ${list}`;
    }
    case 'bytes':
      return 'the layout';
    case 'line':
    case 'exit code':
    case 'failure':
    case 'check':
    case 'guest content':
    case 'file':
    case 'untold':
      return `the ${writeLocation(location)}`;
  }
}

function fieldSubject(keys: readonly (string | number)[]): string {
  const at = keys.findLastIndex((key) => typeof key === 'number');
  const own = keys.slice(at + 1);
  const name =
    own.length === 0 && at >= 0 ? 'an entry' : inlineCode(writeLocation({ kind: 'field', keys: own }));
  return at < 0 ? name : `${name} of ${fieldSubject(keys.slice(0, at))}`;
}

function refusalText({ code: exit, said: [first] }: Refusal): string {
  return `exit code ${exit}${first === undefined ? '' : ` (${inlineCode(first, SAID_WIDTH)})`}`;
}

function valueText(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? '';
  if (text.length <= VALUE_WIDTH || typeof value === 'string') return inlineCode(text, VALUE_WIDTH);
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}
