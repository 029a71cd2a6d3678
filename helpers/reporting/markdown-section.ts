import { fitting } from '../text/fitting.ts';
import { plural } from '../text/plural.ts';

/** Blocks of Markdown under one heading. */
export interface Section {
  /** a whole line, `### 3 likely causes`; nothing for none */
  readonly heading: string;
  readonly blocks: readonly string[];
  /** bytes that the blocks may have */
  readonly room: number;
  /** what a block is, for those that there is no room for */
  readonly noun: string;
  /** where all of them are */
  readonly all: string;
}

/** Blocks below a heading; what there is no room for is counted. Nothing where there are none. */
export function markdownSection({ heading, blocks, room, noun, all }: Section): string {
  if (blocks.length === 0) return '';
  const shown = fitting(blocks, room);
  const more = blocks.length - shown.length;
  const left = more > 0 ? ['', `and ${plural(more, `more ${noun}`)} (${all})`] : [];
  return [...(heading === '' ? [] : [heading, '']), ...shown, ...left, ''].join('\n');
}
