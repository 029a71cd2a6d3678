import { SourceMap, type SourceMapPayload } from 'node:module';
import { type CallFrame, type Maps, type Site, siteOf } from './profile-places.ts';

/** V8's CPU profile of one process (Profiler.Profile of the inspector's protocol), as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** ids of nodes, in which each sample was taken */
  readonly samples: readonly number[];
  /** microseconds since the sample before */
  readonly timeDeltas: readonly number[];
  /** URL of a bundle -> its source map */
  readonly maps: Readonly<Record<string, SourceMapPayload>>;
}

/** Where time was spent, seconds. */
export interface Spent {
  /** on top of the stack */
  readonly self: number;
  /** the same, and what Node and V8 have done for it */
  readonly answered: number;
}

export interface SelfTimes {
  /** all that is no waiting, seconds */
  readonly total: number;
  /** by place, what is answered for most first */
  readonly places: ReadonlyMap<string, Spent>;
  /** `name  file:line` -> seconds on top of the stack, most first; what Node does has its caller behind it */
  readonly functions: ReadonlyMap<string, number>;
}

/** Time in which the process waits is no work. */
const WAITING = ['(idle)', '(root)'];

/**
 * Adds up the times of processes.
 *
 * @param root folder of the project
 */
export function selfTimes(profiles: readonly CpuProfile[], root: string): SelfTimes {
  const self = new Map<string, number>();
  const answered = new Map<string, number>();
  const functions = new Map<string, number>();
  for (const profile of profiles) {
    for (const { name, site, caller, time } of nodeTimes(profile, root)) {
      add(self, site.place, time);
      add(answered, caller?.site.place ?? site.place, time);
      const from = caller && caller.site !== site ? ` < ${caller.name} ${caller.site.line}` : '';
      add(functions, `${`${name}  ${site.line}`.trimEnd()}${from}`, time);
    }
  }
  const places = [...new Set([...self.keys(), ...answered.keys()])].map(
    (place) => [place, { self: self.get(place) ?? 0, answered: answered.get(place) ?? 0 }] as const,
  );
  return {
    total: [...self.values()].reduce((sum, time) => sum + time, 0),
    places: new Map(places.sort(([, a], [, b]) => b.answered - a.answered || b.self - a.self)),
    functions: new Map([...functions].sort(([, a], [, b]) => b - a)),
  };
}

interface Named {
  readonly name: string;
  readonly site: Site;
}

interface NodeTime extends Named {
  /** the nearest function up the stack, or itself, that answers for it; none where there is none */
  readonly caller: Named | undefined;
  /** seconds */
  readonly time: number;
}

function nodeTimes({ nodes, samples, timeDeltas, maps: payloads }: CpuProfile, root: string): NodeTime[] {
  const maps: Maps = new Map(Object.entries(payloads).map(([url, map]) => [url, new SourceMap(map)]));
  const named = new Map<number, Named>(
    nodes.map(({ id, callFrame }) => [
      id,
      { name: callFrame.functionName || '(anonymous)', site: siteOf(callFrame, root, maps) },
    ]),
  );
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const callerOf = (start: number): Named | undefined => {
    for (let id: number | undefined = start; id !== undefined; id = parents.get(id)) {
      const one = named.get(id);
      if (one?.site.answers) return one;
    }
    return undefined;
  };
  const times = new Map<number, number>();
  for (const [at, id] of samples.entries()) add(times, id, (timeDeltas[at + 1] ?? 0) / 1e6);
  return [...times].flatMap(([id, time]) => {
    const node = named.get(id);
    return node === undefined || WAITING.includes(node.name) ? [] : [{ ...node, caller: callerOf(id), time }];
  });
}

function add<Key>(times: Map<Key, number>, key: Key, time: number): void {
  times.set(key, (times.get(key) ?? 0) + time);
}
