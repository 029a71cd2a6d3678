import { type Limits, play, succeeded } from '../pipeline/play.ts';
import { type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { briefResult } from './brief-result.ts';
import type { Fixture } from './build-fixture.ts';
import { harmedFiles } from './harmed-files.ts';
import type { Outcome, Product } from './product.ts';
import { fileStates, touchedFiles } from './touched-files.ts';

/**
 * Lets a tool do the subject of a row on a fixture, which is used up by it.
 *
 * @param observing whether it goes on and observes what it made, before anybody looks at that
 */
export async function playSubject(
  row: Row,
  player: Tool,
  fixture: Fixture,
  limits: Limits,
  observing: boolean,
): Promise<Outcome> {
  const { place, results, startSize, given } = fixture;
  const steps = [...stepsOf(row, 'subject'), ...(observing ? stepsOf(row, 'observe') : [])];
  const before = fileStates(place);
  const played = await play(steps, player, place, limits);
  if (!played.ok) return { kind: 'unsupported', reason: `${player.dialect.name}: ${played.unsupported}` };
  const brief = played.results.map(briefResult);
  const subject = brief.filter(({ role }) => role === 'subject');
  const product: Product = {
    place,
    fixture: results,
    startSize,
    given,
    subject,
    ...(observing && subject.every(succeeded)
      ? { observed: brief.filter(({ role }) => role === 'observe') }
      : {}),
    touched: await touchedFiles(place, before, writtenBy(row), given),
    harmed: subject.every(succeeded) ? [] : await harmedFiles(place, given),
  };
  return { kind: 'product', product };
}

/** The files that the subject of a row writes. */
export function writtenBy({ produces }: Row): string[] {
  return produces.map(({ file }) => file);
}

/** A fixture that could not be built, on which nothing was played. */
export function unused({ place, results, startSize, given }: Fixture): Product {
  return {
    place,
    fixture: results,
    startSize,
    given,
    subject: [],
    touched: [],
    harmed: [],
  };
}
