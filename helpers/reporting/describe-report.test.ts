import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { describeReport } from './describe-report.ts';

const folder = temporaryFolder();
const described = (text: string) => describeReport(place(join(folder, 'parity.json'), text));
const report = (candidate: unknown) => JSON.stringify({ started: '2026-11-21T13:33:59.000Z', candidate });

afterEach(() => vi.unstubAllEnvs());

test('a report is told by its time and its candidate', () => {
  vi.stubEnv('TZ', 'UTC');
  expect(described(report({ dialect: 'qemu-img', path: null, self_check: true }))).toBe(
    'that of 2026-11-21 13:33, self-check',
  );
  expect(described(report({ dialect: 'instar', path: '/a/instar', self_check: false }))).toBe(
    'that of 2026-11-21 13:33, instar at /a/instar',
  );
});

test('the time is that of the clock on the wall', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata');
  expect(described(report({ self_check: true }))).toBe('that of 2026-11-21 19:03, self-check');
});

test.for(['', '{', 'null', '[]', '3', '{"started":"soon"}', '{"candidate":{"self_check":true}}', report(3)])(
  'what is no report is told as such: %s',
  (text) => {
    expect(described(text)).toBe('one of another form');
  },
);

test('where there is none, there is nothing to tell', () => {
  expect(describeReport(join(folder, 'gone.json'))).toBeUndefined();
});
