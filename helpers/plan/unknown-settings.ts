import { editDistance } from '../text/edit-distance.ts';
import { quoted } from '../text/quoted.ts';
import { VARIABLES } from './settings.ts';

/** How the names of settings begin that nobody else is likely to have. */
const PREFIX = 'PARITY_';

/** Up to so many wrong letters a name is taken for a typing error: more where it can hardly be somebody else's. */
const TYPING_ERROR = 2;
const TYPING_ERROR_BEHIND_PREFIX = 3;

/** How many names are told. */
const TOLD = 5;

/**
 * What of the environment looks like a setting and is none, a line each: a typing error may turn a filter or a gate
 * off. No more than notes, since such names may belong to somebody else.
 */
export function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  const lines = Object.keys(env)
    .filter((name) => !VARIABLES.some((known) => known === name))
    .sort()
    .flatMap((name) => {
      const meant = nearest(name);
      if (meant === undefined && !name.startsWith(PREFIX)) return [];
      return [`${plain(name)} is no setting${meant === undefined ? '' : `; did you mean ${meant}?`}`];
    });
  const more = lines.length - TOLD;
  return [
    ...lines.slice(0, TOLD),
    ...(more > 0 ? [`and ${more} more names of ${PREFIX}* are no settings`] : []),
  ];
}

function nearest(name: string): string | undefined {
  const written = name.toUpperCase();
  const most = written.startsWith(PREFIX) ? TYPING_ERROR_BEHIND_PREFIX : TYPING_ERROR;
  // What is longer by so many letters has at least so many wrong ones.
  const near = VARIABLES.filter((known) => Math.abs(known.length - written.length) <= most)
    .map((known) => ({ known, distance: editDistance(written, known) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.known;
}

/** A name may have anything in it but `=`. */
function plain(name: string): string {
  return /^\w{1,60}$/.test(name) ? name : quoted(name);
}
