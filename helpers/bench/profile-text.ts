import { columns } from '../text/columns.ts';
import type { SelfTimes } from './profile-times.ts';

/** How many functions are told. */
const FUNCTIONS = 40;
/** Share of the time below which a place is not told. */
const LEAST = 0.002;

/** Lines that tell where the processes of one role have spent their time. */
export function profileLines(role: string, processes: number, times: SelfTimes): string[] {
  const { total } = times;
  const share = (time: number) => `${((100 * time) / (total || 1)).toFixed(1)} %`;
  const places = [...times.places].filter(
    ([, { self, answered }]) => Math.max(self, answered) >= LEAST * total,
  );
  const functions = [...times.functions].slice(0, FUNCTIONS);
  return [
    `${role}: ${processes} process${processes === 1 ? '' : 'es'}, ${total.toFixed(1)} s`,
    '',
    ...columns(
      [
        ['self', '', 'with Node', '', 'place'],
        ...places.map(([place, { self, answered }]) => [
          `${self.toFixed(2)} s`,
          share(self),
          answered === 0 ? '' : `${answered.toFixed(2)} s`,
          answered === 0 ? '' : share(answered),
          place,
        ]),
      ],
      'rrrr',
    ),
    '',
    ...columns(
      [
        ['self', '', 'function'],
        ...functions.map(([name, time]) => [`${time.toFixed(2)} s`, share(time), name]),
      ],
      'rr',
    ),
  ];
}
