import { expect, test } from 'vitest';
import type { OutputType, Row } from '../pipeline/row.ts';
import { stepResult } from '../testing/step-result.ts';
import {
  composeTriples,
  exitCodes,
  type Finished,
  metaText,
  parseMeta,
  stableMeta,
  stderrByStep,
} from './triple.ts';

const step = (name: string, role: 'fixture' | 'subject' | 'observe') =>
  ({ name, role, operation: { op: 'info', file: 'image.qcow2', holds: 'qcow2', output: 'json' } }) as const;

const outputType = (name: string): OutputType => ({ name, comparison: 'text', profileStem: 'case' });

const row: Row = {
  suite: 'resize',
  target: 'qcow2',
  stem: '1M-to-4M-default',
  title: '1M-to-4M-default',
  parameters: { start_size_str: '1M', end_spec: '4M', options: [], preallocation: null },
  files: { 'image.qcow2': '$FILENAME' },
  steps: [step('create', 'fixture'), step('resize', 'subject'), step('info', 'observe')],
  outputs: [{ type: outputType('resize-info-json'), step: 'info' }],
  produces: [],
  onRejection: { kind: 'reject too' },
};

const created = stepResult('create', { stdout: 'Formatting $FILENAME\n', stderr: 'warning: é' });
const resized = stepResult('resize', { stdout: 'Image resized.\n', stderr: 'note\n' });
const observed = stepResult('info', { stdout: '{"format": "qcow2"}\n' });

function compose(...results: Finished[]) {
  const triple = composeTriples(row, '7.2.22', results).get('resize-info-json');
  if (!triple) throw new Error('no triple');
  return triple;
}

test('stdout is that of the observed step', () => {
  expect(compose(created, resized, observed).stdout).toBe('{"format": "qcow2"}\n');
});

test('stderr is that of all steps, each after the first under its name', () => {
  expect(compose(created, resized, observed).stderr).toBe(
    'warning: é\n---RESIZE STDERR---\nnote\n---INFO STDERR---\n',
  );
  expect(compose(stepResult('create'), stepResult('resize'), stepResult('info')).stderr).toBe(
    '---RESIZE STDERR---\n---INFO STDERR---\n',
  );
});

test('what each step said is read back', () => {
  expect([...stderrByStep(compose(created, resized, observed))]).toEqual([
    ['create', 'warning: é\n'],
    ['resize', 'note\n'],
    ['info', ''],
  ]);
  const quiet = compose(stepResult('create'), stepResult('resize', { stderr: 'qemu-img: no\n' }));
  expect([...stderrByStep(quiet)]).toEqual([
    ['create', ''],
    ['resize', 'qemu-img: no\n'],
  ]);
});

test('a step that did not run has no marker, no keys, and nothing is observed', () => {
  const refused = stepResult('resize', {
    ending: { kind: 'exited', code: 1 } as const,
    stderr: 'qemu-img: no\n',
  });
  const { stdout, stderr, meta } = compose(created, refused);
  expect(stdout).toBe('');
  expect(stderr).toBe('warning: é\n---RESIZE STDERR---\nqemu-img: no\n');
  expect(meta).not.toHaveProperty('info_return_code');
  expect([...exitCodes(meta)]).toEqual([
    ['create', 0],
    ['resize', 1],
  ]);
});

test('the meta has its keys in their order, byte counts, and the steps as they were played', () => {
  const { meta } = compose(created, resized, observed);
  expect(JSON.stringify(meta, null, 1)).toBe(
    JSON.stringify(
      {
        schema: 1,
        command: 'resize',
        target: 'qcow2',
        case: '1M-to-4M-default',
        qemu_version: '7.2.22',
        start_size_str: '1M',
        end_spec: '4M',
        options: [],
        preallocation: null,
        create_return_code: 0,
        create_stdout_bytes: 21,
        create_stderr_bytes: 11,
        create_timed_out: false,
        resize_return_code: 0,
        resize_stdout_bytes: 15,
        resize_stderr_bytes: 5,
        resize_timed_out: false,
        info_return_code: 0,
        info_stdout_bytes: 20,
        info_stderr_bytes: 0,
        info_timed_out: false,
        steps: [
          { name: 'create', argv: ['qemu-img', 'create', '$FILENAME'], stdout: 'Formatting $FILENAME\n' },
          { name: 'resize', argv: ['qemu-img', 'resize', '$FILENAME'], stdout: 'Image resized.\n' },
          { name: 'info', argv: ['qemu-img', 'info', '$FILENAME'] },
        ],
      },
      null,
      1,
    ),
  );
});

test.for(['resize_return_code', 'info_return_code'])('a meta whose %s is null is none to go by', (key) => {
  const { meta } = compose(created, resized, observed);
  const step = key.replace('_return_code', '');
  expect(parseMeta(metaText(meta))).toEqual({ meta });
  expect(parseMeta(metaText({ ...meta, [key]: null }))).toEqual({
    problem: `${step} has no return code: it was killed or timed out when this was recorded`,
  });
});

test('an output that tells how long it took does not belong into a baseline', () => {
  const seed = stepResult('create', {
    argv: ['qemu-io', '-c', 'write'],
    stdout: 'wrote 1/1\n',
    isTimed: true,
  });
  expect(compose(seed).meta.steps).toEqual([{ name: 'create', argv: ['qemu-io', '-c', 'write'] }]);
});

test('a row of one command has plain keys', () => {
  const single: Row = {
    ...row,
    steps: [step('measure', 'observe')],
    outputs: [{ type: outputType('measure-human'), step: 'measure' }],
  };
  const results = [stepResult('measure', { stdout: 'required size: 1\n' })];
  const meta = composeTriples(single, '7.2.22', results).get('measure-human')?.meta;
  expect(meta).toMatchObject({ return_code: 0, stdout_bytes: 17, stderr_bytes: 0, timed_out: false });
  expect(meta && [...exitCodes(meta)]).toEqual([['measure', 0]]);
  expect(parseMeta(JSON.stringify({ ...meta, return_code: null }))).toHaveProperty('problem');
});

test('two outputs share their meta and stderr', () => {
  const outputs = [
    { type: outputType('commit-overlay-info-json'), step: 'resize' },
    { type: outputType('commit-backing-info-json'), step: 'info' },
  ];
  const triples = composeTriples({ ...row, outputs }, '7.2.22', [created, resized, observed]);
  expect([...triples.keys()]).toEqual(outputs.map(({ type }) => type.name));
  expect(triples.get('commit-overlay-info-json')?.stdout).toBe('Image resized.\n');
  expect(triples.get('commit-backing-info-json')?.stdout).toBe('{"format": "qcow2"}\n');
  expect(new Set([...triples.values()].map(({ stderr }) => stderr)).size).toBe(1);
});

test('the size of an observed text is no reason to record again, every other key is', () => {
  const { meta } = compose(created, resized, observed);
  expect(stableMeta({ ...meta, info_stdout_bytes: 99 }, row)).toEqual(stableMeta(meta, row));
  expect(stableMeta({ ...meta, resize_stdout_bytes: 99 }, row)).not.toEqual(stableMeta(meta, row));
});
