import { join } from 'node:path';
import { expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import type { StepResult } from '../pipeline/play.ts';
import { makeWorkplace } from '../pipeline/workplace.ts';
import { differs } from '../testing/differs.ts';
import { stepResult } from '../testing/step-result.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { compareRequestedSize, readStartSize, sizelessReason } from './requested-size.ts';

const MIB = 1024 * 1024;
const rule = { file: 'image.vhd', format: 'vhd', start: '1M', end: '+63M', footer: 0 } as const;
const info = (text: string) => [stepResult('info', { stdout: text })];
const shows = (size: number | string) => info(JSON.stringify({ 'virtual-size': size }));

test('an image is judged by the size that was asked for', () => {
  expect(compareRequestedSize(shows(64 * MIB), MIB, rule)).toEqual([]);
  expect(compareRequestedSize(shows(64 * MIB - 1), MIB, rule)).toEqual([
    differs('virtual-size', { expected: 64 * MIB, actual: 64 * MIB - 1 }),
  ]);
  expect(compareRequestedSize(shows(String(64 * MIB)), MIB, rule)).toEqual([
    differs('virtual-size', { expected: 64 * MIB }),
  ]);
  expect(compareRequestedSize(info('no JSON'), MIB, rule)).toHaveLength(1);
});

test('a footer behind the data may be counted or not', () => {
  const withFooter = { ...rule, footer: 512 };
  expect(compareRequestedSize(shows(64 * MIB), MIB + 512, withFooter)).toEqual([]);
  expect(compareRequestedSize(shows(64 * MIB + 512), MIB + 512, withFooter)).toEqual([]);
  expect(compareRequestedSize(shows(64 * MIB + 511), MIB + 512, withFooter)).toHaveLength(1);
});

function read(body: string) {
  const folder = temporaryFolder();
  const program = script(join(folder, 'qemu-img'), body);
  const tool = { dialect: qemuImg, program, companions: {}, release: '10.0.0' };
  const place = makeWorkplace(folder, { 'image.vhd': '$FILENAME' });
  return readStartSize({ kind: 'requested size', size: rule }, tool, place, { timeLimit: 30_000 });
}

test('the size that a relative one counts from is what the reference sees', async () => {
  expect(await read(`echo '{"virtual-size": 1048576}'`)).toEqual({ bytes: MIB });
});

test('one that nobody could read is not 0, and says why', async () => {
  expect(await read('echo no such driver >&2; exit 1')).toEqual({
    unknown: 'the size of image.vhd before the operation is unknown: info exited with code 1: no such driver',
  });
  expect(await read('echo x')).toHaveProperty('unknown');
});

test('a size is read of what a tool shows, and who shows none is not judged by it', () => {
  const worded = (shown: Record<string, unknown>) => [
    stepResult('info', { stdout: 'words', shown: shown as NonNullable<StepResult['shown']> }),
  ];
  expect(compareRequestedSize(worded({ 'virtual-size': 64 * MIB }), MIB, rule)).toEqual([]);
  expect(compareRequestedSize(worded({ 'virtual-size': MIB }), MIB, rule)).toHaveLength(1);
  expect(sizelessReason(worded({ 'virtual-size': MIB }))).toBeUndefined();
  expect(sizelessReason(worded({ format: 'vpc' }))).toBe('its info shows no virtual-size');
  // Words that nothing is found in are a finding.
  expect(sizelessReason(worded({}))).toBeUndefined();
  expect(sizelessReason(shows(MIB))).toBeUndefined();
});
