import { groupBy } from '../files/group-by.ts';
import { inlineCode } from '../text/inline-code.ts';
import type { Fact } from './fact.ts';

const LINE_WIDTH = 80;

/**
 * What two texts say otherwise. A line that is put in between moves all those behind it, so lines are not held against
 * each other by their number but by what they begin with: `disk size: 4 KiB` is about `disk size`.
 */
export function lineFacts(before: string, after: string): Fact[] {
  const [was, is] = [before, after].map((text) => text.split('\n'));
  if (!was || !is) return [];
  const gone = groupBy(without(was, is), topicOf);
  const fresh = groupBy(without(is, was), topicOf);
  if (gone.size + fresh.size === 0) return [{ kind: 'changes', subject: 'the order or the ends of lines' }];
  return [...new Set([...gone.keys(), ...fresh.keys()])].map((topic): Fact => {
    const [old, now] = [gone.get(topic), fresh.get(topic)];
    const subject = topic === '' ? 'empty lines' : inlineCode(topic, LINE_WIDTH);
    if (!old) return { kind: 'appears', subject, after: said(now, topic) };
    if (!now) return { kind: 'goes', subject, before: said(old, topic) };
    const isPair = old.length === 1 && now.length === 1;
    const [before, after] = isPair ? [said(old, topic), said(now, topic)] : [];
    // What is told has one blank where a line may have several.
    if (isPair && before === after) return { kind: 'changes', subject: `the spacing of ${subject}` };
    return { kind: 'changes', subject, ...(isPair ? { before, after } : {}) };
  });
}

/** Lines of one text that another does not have as often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map([...groupBy(others, (line) => line)].map(([line, same]) => [line, same.length]));
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** The words before a colon; of a line without one, all of it, without its numbers. */
function topicOf(line: string): string {
  const label = /^\s*([^:]*[^:\s])\s*:(?:\s|$)/.exec(line)?.[1];
  const words = label ?? line.trim().replace(/\b(?:0x[\da-f]+|\d+)\b/gi, 'N');
  return words.replace(/\s+/g, ' ');
}

/** What one line says of its topic; undefined where there are several, or it is nothing but its topic. */
function said(lines: readonly string[] | undefined, topic: string): string | undefined {
  const [line = '', ...more] = (lines ?? []).map((each) => each.trim().replace(/\s+/g, ' '));
  if (more.length > 0 || line === topic || line === '') return undefined;
  const value = line.startsWith(topic) ? line.slice(topic.length).replace(/^\s*:\s*/, '') : line;
  return value === '' ? undefined : inlineCode(value, LINE_WIDTH);
}
