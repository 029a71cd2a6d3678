import { expect, test } from 'vitest';
import type { Format } from '../pipeline/formats.ts';
import { Findings, findingOf } from './finding.ts';
import type { Generated } from './generated.ts';
import type { Symptom } from './symptoms.ts';

const symptom = (path: string): Symptom => ({
  kind: path,
  reader: 'candidate',
  what: { path, expected: 1, actual: 2 },
});

function resized(format: Format, ...options: string[]): Generated {
  const file = `image.${format}`;
  return {
    fixture: [{ op: 'create', format, file, size: '1M', options }],
    subject: [{ op: 'resize', format, file, start: '1M', end: '4M', shrink: false }],
    observe: [{ op: 'info', file, holds: format, output: 'json' }],
  };
}

const found = (pipeline: Generated, ...paths: string[]) =>
  findingOf(pipeline, paths.map(symptom), { found: 1, state: 'smallest' }, []);

test('a finding accounts for pipelines that have all in them that its own has', () => {
  const findings = new Findings();
  findings.add(found(resized('qcow2', 'compat=0.10'), 'compat'));
  const unexplained = (pipeline: Generated, path: string) =>
    findings.unexplained(pipeline, [symptom(path)]).length;
  expect(unexplained(resized('qcow2', 'compat=0.10', 'cluster_size=4k'), 'compat')).toBe(0);
  expect(unexplained(resized('qcow2', 'cluster_size=4k'), 'compat')).toBe(1);
  expect(unexplained(resized('vmdk', 'compat=0.10'), 'compat')).toBe(1);
  expect(unexplained(resized('qcow2', 'compat=0.10'), 'virtual-size')).toBe(1);
});

test('one thing that goes wrong everywhere is looked into in some pipelines only', () => {
  const findings = new Findings();
  const formats: Format[] = ['qcow2', 'vmdk', 'vhd', 'vhdx'];
  const told = formats.map((format) => findings.add(found(resized(format), 'guest content')));
  expect(told.map(({ alike }) => alike)).toEqual([null, 1, 1, 1]);
  expect(findings.unexplained(resized('raw'), [symptom('guest content')])).toEqual([]);
  expect(findings.unexplained(resized('raw'), [symptom('virtual-size')])).toHaveLength(1);
});

test('it is of the last operation that changes something', () => {
  expect(found(resized('vhd'), 'virtual-size')).toMatchObject({
    operation: 'resize',
    format: 'vhd',
    maybe: null,
  });
});

test('what the candidate declares for such cases is told with it', () => {
  const known = [
    {
      suite: 'resize',
      target: 'qcow2',
      case: '1M-to-64M-compat-v2',
      releases: 'all',
      reader: 'any',
      fields: { 'format-specific.*': 'any' },
      origin: 'documented',
      reason: 'compat=0.10 is taken for 1.1',
      link: '',
    },
  ] as const;
  const reason = (pipeline: Generated, ...paths: string[]) =>
    findingOf(pipeline, paths.map(symptom), { found: 1, state: 'smallest' }, known).maybe;
  expect(reason(resized('qcow2'), 'format-specific.data.compat')).toBe('compat=0.10 is taken for 1.1');
  expect(reason(resized('qcow2'), 'info_2: format-specific.data.compat')).toBe(
    'compat=0.10 is taken for 1.1',
  );
  expect(reason(resized('vmdk'), 'format-specific.data.compat')).toBeNull();
  expect(reason(resized('qcow2'), 'format-specific.data.compat', 'virtual-size')).toBeNull();
});
