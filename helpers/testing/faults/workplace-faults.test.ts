import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Surroundings } from '../../cells/surroundings.ts';
import { rowKey } from '../../pipeline/row.ts';
import { temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { results, told } from './try-faults.ts';

const CREATE = 'create/qcow2/1M-default';
const MEASURE = 'measure/qcow2/qcow2-overlay-chain__qcow2 human';

const { ground, rows } = await groundFor([CREATE, MEASURE]);

/** What a candidate does to its workplace when it has done its work, by which command, and what must be said of it. */
const FAULTS: readonly (readonly [fault: string, on: 'create' | 'info', script: string, says: string])[] = [
  ['removes its folder', 'create', 'rm -rf "$PWD"', 'the operation removed its folder work/'],
  ['removes the whole workplace', 'create', 'cd ..; rm -rf "$PWD"', 'the operation removed its folder ../'],
  ['moves its folder away', 'create', 'cd ..; mv work elsewhere', 'the operation removed its folder work/'],
  [
    'puts another folder in the place of its own',
    'create',
    'mv "$PWD" "$PWD.old"; mkdir "$PWD"; cp image.* "$PWD"',
    'the operation replaced its folder work/ by another folder',
  ],
  [
    'replaces its folder by a link to another',
    'create',
    'rm -rf "$PWD"; ln -s /etc "$PWD"',
    'the operation replaced its folder work/ by a link to /etc',
  ],
  [
    'replaces its folder by a link to itself',
    'create',
    'rm -rf "$PWD"; ln -s work "$PWD"',
    'the operation replaced its folder work/ by a link to work',
  ],
  ['locks its folder', 'create', 'chmod 0 "$PWD"', 'the operation locked its folder work/ (mode 000)'],
  ['locks its home', 'create', 'chmod 0 "$HOME"', 'the operation locked its folder home/ (mode 000)'],
  ['removes its temporary folder', 'create', 'rmdir "$TMPDIR"', 'the operation removed its folder tmp/'],
  [
    'replaces its home by a link to the system',
    'create',
    'rmdir "$HOME"; ln -s /usr "$HOME"',
    'the operation replaced its folder home/ by a link to /usr',
  ],
  [
    'replaces the image by a link',
    'create',
    'rm image.*; ln -s /etc/passwd image.qcow2',
    'the operation replaced work/image.qcow2 by a link to /etc/passwd',
  ],
  [
    'replaces the image by a link that leads nowhere',
    'create',
    'rm image.*; ln -s nowhere image.qcow2',
    'the operation replaced work/image.qcow2 by a link to nowhere',
  ],
  [
    'replaces the image by a fifo',
    'create',
    'rm image.*; mkfifo image.qcow2',
    'the operation replaced work/image.qcow2 by a fifo',
  ],
  [
    'replaces the image by a folder',
    'create',
    'rm image.*; mkdir image.qcow2',
    'the operation replaced work/image.qcow2 by a folder',
  ],
  [
    'leaves 2,000 files',
    'create',
    'i=0; while [ $i -lt 2000 ]; do : >"left-$((i + 1000))"; i=$((i + 1)); done',
    'the operation changed or left behind work/left-1000, work/left-1001, work/left-1002, work/left-1003, work/left-1004, 1,995 more files',
  ],
  [
    'leaves folders 4,000 deep',
    'create',
    'deep=$(printf "d/%.0s" $(seq 500)); for i in 1 2 3 4 5 6 7 8; do mkdir -p x/$deep; [ ! -e d ] || mv d x/$deep; mv x d; done',
    'the operation changed or left behind work/d',
  ],
  [
    'leaves names of more than one line',
    'create',
    ': >"two\nlines"; : >"$(printf "\\\\377")"',
    'the operation changed or left behind work/\\udcff, work/two\\nlines',
  ],
  ['removes its folder', 'info', 'rm -rf "$PWD"', 'reading removed its folder work/'],
  [
    'replaces the image by a fifo',
    'info',
    'rm image.*; mkfifo image.qcow2',
    'reading replaced work/image.qcow2 by a fifo',
  ],
  [
    'changes the image and sets its times back',
    'info',
    'f=$(echo image.*); touch -r $f "$TMPDIR/t"; printf x | dd of=$f bs=1 seek=600 conv=notrunc status=none; touch -r "$TMPDIR/t" $f; rm "$TMPDIR/t"',
    'reading changed or left behind work/image.qcow2',
  ],
];

test.for(FAULTS)('a candidate that %s (%s)', async ([fault, on, script, says], context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const name = `${fault} ${on}`;
  const program = writeLauncher(ground.folder, name, ground.reference.program, {
    on,
    script: `then_do '${script}' "$@"`,
  });
  const scratch = temporaryFolder();
  const images = { originals: () => new Map(), folders: () => [], restore: () => Promise.resolve() };
  const kept = join(scratch, 'kept');
  const surroundings = new Surroundings({ scratch, kept, images });
  const verdicts = await ground.judge(program, rows, { scratch, kept, surroundings });
  const verdict = verdicts.get(CREATE);
  expect(results(verdicts), told(verdict)).toEqual(
    Object.fromEntries(rows.map((row) => [rowKey(row), rowKey(row) === CREATE ? 'error' : 'match'])),
  );
  const judgements = verdict && 'judgements' in verdict ? verdict.judgements : [];
  const reasons = judgements.flatMap((judgement) =>
    judgement.result === 'error' ? [`${judgement.reader}: ${judgement.reason}`] : [],
  );
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toContain(`candidate: ${says}`);
  // What the twins of the ground have made goes with the ground.
  const twins = 4;
  expect(readdirSync(scratch).length).toBeLessThanOrEqual(twins);
  tried(context, {
    of: "the candidate's workplace",
    fault: `a candidate ${fault}`,
    how: `${on} does so when it has done its work`,
    outcome: reasons[0] ?? '',
  });
});
