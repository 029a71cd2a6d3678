/** A line of the one-line format of sources.list(5), taken apart: `type [option=value ...] uri suite component ...`. */
export interface SourcesLine {
  readonly type: string;
  /** as they are written: `name=value` */
  readonly options: readonly string[];
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

/**
 * Options of which an archive knows best, in the words of deb822: that its dates are old, and how it names its indexes.
 * Keys are another matter. `Trusted` is left out on purpose, as it turns the verification of signatures off.
 */
export const CARRIED = ['Check-Valid-Until', 'Check-Date', 'By-Hash'] as const;

const LINE = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s*)?([a-z][a-z0-9+.-]*:\S+)\s+([^\s#]+)([^#]*)(?:#.*)?$/i;

/** @returns undefined for what is no such line, as a comment is */
export function parseSourcesLine(line: string): SourcesLine | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, type = '', options = '', uri = '', suite = '', components = ''] = match;
  return { type, options: words(options), uri, suite, components: words(components) };
}

/** Words between blanks. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
