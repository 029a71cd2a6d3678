import type { SourceMap } from 'node:module';

/** A function as V8's CPU profile names it. */
export interface CallFrame {
  readonly functionName: string;
  /** URL or path of the module; empty for what is no JavaScript */
  readonly url: string;
  /** counted from 0 */
  readonly lineNumber: number;
  /** counted from 0 */
  readonly columnNumber: number;
}

/** URL of a bundle -> its source map. */
export type Maps = ReadonlyMap<string, SourceMap>;

/** Where a function stands. */
export interface Site {
  /**
   * In words of the project's map: `helpers/<room>`, `suites/<command>`, `package <name>`, `node:<module>`, or, for what
   * is no JavaScript, `native`, `(program)`, `(garbage collector)`.
   */
  readonly place: string;
  /** `<file>:<line>`, seen from the project or from node_modules; empty for what is no JavaScript */
  readonly line: string;
  /** whether it is ours or a package's, and so answers for what it has Node do */
  readonly answers: boolean;
}

/** @param root folder of the project */
export function siteOf(frame: CallFrame, root: string, maps: Maps): Site {
  const { functionName, url, lineNumber, columnNumber } = frame;
  if (url === '')
    return { place: /^\(.*\)$/.test(functionName) ? functionName : 'native', line: '', answers: false };
  const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
  const mapped = entry !== undefined && 'originalSource' in entry ? entry : undefined;
  const path = pathOf(mapped?.originalSource ?? url, root);
  const line = `${path.replace(/.*node_modules\//, '')}:${1 + (mapped?.originalLine ?? lineNumber)}`;
  if (path.startsWith('node:')) return { place: path.split('/', 2).join('/'), line, answers: false };
  const packageName = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (packageName !== undefined) return { place: `package ${packageName}`, line, answers: true };
  const [top = '', room] = path.split('/');
  if (top === '') return { place: 'elsewhere', line, answers: true };
  // What is preloaded here stands between a program's start and who starts it.
  return { place: room === undefined ? top : `${top}/${room}`, line, answers: room !== 'bench' };
}

/**
 * Paths of a source map of Vite's are seen from the bundle, two folders below the project; ours are whole. Vitest runs what
 * it transforms under its path, Node under its URL; some have a query.
 */
function pathOf(url: string, root: string): string {
  const path = decodeURI(url.replace(/^file:\/\//, '').replace(/\?.*$/, ''));
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path.replace(/^(\.\.\/)+/, '');
}
