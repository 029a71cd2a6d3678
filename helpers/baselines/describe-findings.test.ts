import { expect, test } from 'vitest';
import { describeFindings } from './describe-findings.ts';
import type { Finding } from './finding.ts';
import type { Means, Recording } from './recording.ts';

const VERSIONS = ['7.2.22', '8.0.0', '8.1.0', '9.0.0'];
const MEANS: Means = { given: {}, installed: ['7.2.22', '8.0.0'], recorded: ['7.2.22', '8.0.0'] };

test('a finding is told with what mends it, under the settings of the run', () => {
  const given = { EXPECTED_OUTPUTS: '/eo' };
  const remove = { kind: 'remove', path: '/eo/a' } as const;
  const record = { kind: 'record', suite: 'tiny', releases: [] } as const;
  const found = [remove, record].map((mend) => ({ where: 'a', what: 'is wrong', mend }));
  expect(describeFindings(found, { ...MEANS, given })).toBe(
    'a: is wrong\n    mend: rm /eo/a\n' +
      'a: is wrong\n    mend: PARITY_VERSIONS=8.0.0 EXPECTED_OUTPUTS=/eo npx vitest run -u suites/tiny',
  );
});

test('a case that is missing at several releases is told once, with one command', () => {
  const missing = (version: string): Finding => ({
    where: `tiny-info-json/raw/${version}/1M`,
    what: 'is not recorded',
    mend: { kind: 'record', suite: 'tiny', releases: [version] },
  });
  const means = { ...MEANS, installed: VERSIONS, recorded: VERSIONS };
  expect(describeFindings(['9.0.0', '8.0.0', '8.1.0'].map(missing), means)).toBe(
    'tiny-info-json/raw/*/1M: is not recorded (3 releases: 8.0.0-9.0.0)\n' +
      '    mend: PARITY_VERSIONS=8.0.0,8.1.0,9.0.0 npx vitest run -u suites/tiny',
  );
});

test('what git may still have of several releases is restored by one command', () => {
  const lost = (version: string): Finding => {
    const files = [`tiny-info-json/raw/${version}/1M.meta.json`];
    const mend: Recording = {
      kind: 'record',
      suite: 'tiny',
      releases: [version],
      restore: { root: '/eo', files },
    };
    return { where: `tiny-info-json/raw/${version}/1M`, what: 'is half', mend };
  };
  const text = describeFindings(['8.0.0', '7.2.22'].map(lost), MEANS);
  expect(text.split('\n')).toHaveLength(3);
  expect(text).toContain('raw/8.0.0/1M.meta.json');
  expect(text).toContain('raw/7.2.22/1M.meta.json');
});

test('findings that say something else, or are mended in another way, stay apart', () => {
  const where = (version: string) => `tiny-info-json/raw/${version}/1M`;
  const record = (version: string) => ({ kind: 'record', suite: 'tiny', releases: [version] }) as const;
  const found: Finding[] = [
    { where: where('7.2.22'), what: 'is gone', mend: record('7.2.22') },
    { where: where('8.0.0'), what: 'is half', mend: record('8.0.0') },
    { where: where('8.0.0'), what: 'is half', mend: { kind: 'remove', path: '/a' } },
    { where: where('8.0.0'), what: 'is half', mend: { kind: 'by hand', what: 'look' } },
  ];
  expect(describeFindings(found, MEANS).split('\n')).toHaveLength(8);
});

test('the files of a case that are to go are one finding, at all releases', () => {
  const stray = (version: string, ending: string): Finding => ({
    where: `tiny-info-json/raw/${version}/1M${ending}`,
    what: 'belongs to no case',
    mend: { kind: 'remove', path: `/${version}${ending}` },
  });
  const [stdout, meta] = ['.stdout.txt', '.meta.json'];
  expect(describeFindings([stray('8.0.0', stdout), stray('8.0.0', meta)], MEANS)).toBe(
    'tiny-info-json/raw/8.0.0/1M: belongs to no case\n    mend: rm /8.0.0.meta.json /8.0.0.stdout.txt',
  );
  expect(describeFindings([stray('8.0.0', stdout), stray('7.2.22', stdout)], MEANS)).toBe(
    'tiny-info-json/raw/*/1M: belongs to no case (2 releases: 7.2.22-8.0.0)\n' +
      '    mend: rm /7.2.22.stdout.txt /8.0.0.stdout.txt',
  );
});

test('of very many the first are told, and how many more there are', () => {
  const found = Array.from(
    { length: 60 },
    (_, at): Finding => ({
      where: `${at}`,
      what: 'is wrong',
      mend: { kind: 'by hand', what: 'look' },
    }),
  );
  const lines = describeFindings(found, MEANS).split('\n');
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toBe('and 10 more');
});
