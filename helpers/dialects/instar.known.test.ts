import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { triplesOf } from '../baselines/layout.ts';
import { fingerprint, readTriple, recordedVersions } from '../baselines/store.ts';
import { FIXTURES } from '../images/image-files.ts';
import { loadManifest, selectImages } from '../images/manifest.ts';
import { unpackImages } from '../images/unpack.ts';
import { type KnownDivergence, matchesCase } from '../pipeline/known-divergence.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Row } from '../pipeline/row.ts';
import { rowKey } from '../pipeline/row.ts';
import { makeScratch } from '../plan/scratch.ts';
import { readSettings } from '../plan/settings.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import { ROOT } from '../testing/faults/proving-ground.ts';
import { highest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { factsOf, type ImageFacts } from '../testing/stand-in/image-facts.ts';
import { selectVersions } from '../versions/select.ts';
import { knownDivergences } from './instar.known.ts';

/** What an entry gives as its reason, and the cases that this reason is true of, told without looking at the list. */
interface Reason {
  /** how the reason begins */
  readonly says: string;
  readonly isTrueOf: (row: Row) => boolean;
}

const OF_CASES: readonly Reason[] = [
  {
    says: 'compat=0.10 is taken',
    // Of these commands it is documented, whoever has made the image.
    isTrueOf: (row) =>
      ['create', 'resize'].includes(row.suite) && row.steps.some(creates({ option: 'compat=0.10' })),
  },
  {
    says: 'compression_type=zstd is taken',
    isTrueOf: (row) => played(row, creates({ option: 'compression_type=zstd' })),
  },
  { says: 'the virtual size is exact', isTrueOf: (row) => played(row, creates({ format: 'vhd' })) },
  {
    says: 'the default block size',
    isTrueOf: (row) =>
      played(row, (step) => creates({ format: 'vhdx' })(step) && !creates({ option: 'block_size=' })(step)) ||
      played(row, (step) => cutsOutVhdx(step) && !isEmptyWindow(step)),
  },
  {
    says: 'the image of an empty window',
    isTrueOf: (row) => played(row, (step) => cutsOutVhdx(step) && isEmptyWindow(step)),
  },
  {
    says: 'the errors of the chain are counted',
    isTrueOf: ({ suite, outputs }) =>
      suite === 'check' && outputs.some(({ type }) => type.name === 'check-json'),
  },
  {
    says: 'preallocation=metadata is refused',
    isTrueOf: (row) =>
      played(row, ({ operation }) => operation.op === 'resize' && operation.preallocation === 'metadata'),
  },
];

const facts = new Map<string, ImageFacts>();

// For a raw target all of an image counts anyway, so only its size can differ.
const OF_IMAGES: readonly Reason[] = [
  {
    says: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they count',
    isTrueOf: (row) => isFor('qcow2', row) && factsAbout(row).holesTell,
  },
  {
    says: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they are mapped',
    isTrueOf: (row) => row.suite === 'map' && factsAbout(row).holesAreMapped,
  },
  {
    says: 'only the image itself is mapped',
    isTrueOf: (row) => row.suite === 'map' && factsAbout(row).hasBacking,
  },
  {
    says: 'compressed clusters are not told',
    isTrueOf: (row) => isJson(row) && row.suite === 'map' && factsAbout(row).isCompressed,
  },
  {
    says: 'only the image itself is measured',
    isTrueOf: (row) => isFor('qcow2', row) && factsAbout(row).hasBacking,
  },
  {
    says: 'the virtual size is read from the footer',
    isTrueOf: (row) => row.suite === 'measure' && factsAbout(row).footerDiffers,
  },
  {
    says: 'blocks that are not present',
    isTrueOf: (row) => isFor('qcow2', row) && factsAbout(row).lacksBlocks,
  },
  {
    says: 'a disk with several partitions',
    isTrueOf: (row) => isFor('qcow2', row) && factsAbout(row).isPartitioned,
  },
];

const WITHOUT_PROFILE = 'measure takes no --qemu-version';

type Step = Row['steps'][number];

/** Whether the candidate plays such a step. */
function played(row: Row, isSuch: (step: Step) => boolean): boolean {
  return row.steps.some((step) => step.role !== 'fixture' && isSuch(step));
}

function creates({ format, option = '' }: { format?: string; option?: string }): (step: Step) => boolean {
  return ({ operation }) =>
    operation.op === 'create' &&
    (format === undefined || operation.format === format) &&
    (option === '' || operation.options.some((given) => given.includes(option)));
}

function cutsOutVhdx({ operation }: Step): boolean {
  return operation.op === 'dd' && operation.outputFormat === 'vhdx';
}

function isEmptyWindow({ operation }: Step): boolean {
  return operation.op === 'dd' && operation.operands.includes('count=0');
}

function isJson({ outputs }: Row): boolean {
  return outputs.every(({ type }) => type.comparison.includes('json'));
}

function isFor(target: Extract<Operation, { op: 'measure' }>['target'], row: Row): boolean {
  return row.steps.some(({ operation }) => operation.op === 'measure' && operation.target === target);
}

function factsAbout({ image }: Row): ImageFacts {
  const found = facts.get(image?.id ?? '');
  if (!found) throw new Error(`nothing is known of ${image?.id}`);
  return found;
}

const rows = SUITES.flatMap((suite) => suite.rows);

/** The cases of all entries that give a reason. */
function listed(says: string, among: readonly Row[], entries: readonly KnownDivergence[] = knownDivergences) {
  const matching = entries.filter(({ reason }) => reason.startsWith(says));
  return among.filter((row) => matching.some((entry) => matchesCase(entry, row))).map(rowKey);
}

const settings = readSettings(ROOT);
const { folder: scratch } = await makeScratch(settings.scratch, 'leave');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

beforeAll(async () => {
  if (!highest) return;
  const manifest = await loadManifest(FIXTURES);
  const images = selectImages(manifest, ['safe']).filter((image) => !image.skip_qemu_img);
  const unpacked = await unpackImages({ ...manifest, images }, FIXTURES, scratch);
  for (const image of unpacked) {
    if (image.status === 'ready') facts.set(image.id, await factsOf(image.path, highest.program, scratch));
  }
}, 120_000);

test('every entry gives one of the reasons that are held here', () => {
  const held = [...OF_CASES, ...OF_IMAGES].map(({ says }) => says).concat(WITHOUT_PROFILE);
  const number = ({ reason }: KnownDivergence) => held.filter((says) => reason.startsWith(says)).length;
  expect(knownDivergences.filter((entry) => number(entry) !== 1)).toEqual([]);
  expect(held.filter((says) => !knownDivergences.some(({ reason }) => reason.startsWith(says)))).toEqual([]);
});

// What a check says of such an image is that release's own; the others depend on what an image has allocated, which
// no output tells.
test('a value is left open only where the reason does not tell it', () => {
  const open = knownDivergences.filter(({ fields }) => Object.values(fields).includes('any'));
  expect(open.map(({ suite, target, case: pattern }) => `${suite}/${target}/${pattern}`)).toEqual([
    'dd/vhdx/1M-raw-count0-vhdx',
    'dd/vhdx/1M-raw-count0-vhdx',
    'map/qcow2/chain-middle-qcow2 *',
    'map/qcow2/chain-top-qcow2 *',
    'map/qcow2/qcow2-backing-json *',
    'map/qcow2/qcow2-backing-loop-lower *',
    'map/qcow2/qcow2-backing-nbd *',
    'map/qcow2/qcow2-backing-outside *',
    'map/qcow2/qcow2-cluster-beyond-file *',
    'map/qcow2/qcow2-max-cluster *',
    'map/qcow2/qcow2-overlay-chain *',
    'map/qcow2/qcow2-overlay-unaligned *',
    'map/qcow2/qcow2-prealloc-metadata *',
    'map/qcow2/qcow2-truncated-data *',
    'map/raw/raw-fat-no-partition *',
    'map/raw/raw-gpt-partitioned *',
    'map/raw/raw-islands *',
    'map/raw/raw-mbr-partitioned *',
    'map/raw/raw-sparse-empty *',
    'map/raw/raw-unaligned-size *',
    'map/raw/raw-zeros-1mb *',
    'map/vdi/vdi-static *',
    'map/vhd/vhd-fixed *',
    'map/vmdk/vmdk-v3 json',
    'measure/qcow2/chain-middle-qcow2__qcow2 *',
    'measure/qcow2/chain-top-qcow2__qcow2 *',
    'measure/qcow2/qcow2-backing-absolute__qcow2 *',
    'measure/qcow2/qcow2-backing-json__qcow2 *',
    'measure/qcow2/qcow2-backing-loop-lower__*',
    'measure/qcow2/qcow2-backing-nbd__*',
    'measure/qcow2/qcow2-backing-outside__qcow2 *',
    'measure/qcow2/qcow2-cluster-beyond-file__qcow2 *',
    'measure/qcow2/qcow2-max-cluster__qcow2 *',
    'measure/qcow2/qcow2-overlay-chain__qcow2 *',
    'measure/qcow2/qcow2-overlay-unaligned__qcow2 *',
    'measure/vhdx/qemu-vhdx__qcow2 *',
    'measure/vhdx/vhdx-dynamic__qcow2 *',
    'measure/vhdx/vhdx-fixed__qcow2 *',
    'measure/vhdx/vhdx-log-garbage__qcow2 *',
    'measure/vhdx/vhdx-table-beyond-file__qcow2 *',
  ]);
});

test.for(OF_CASES)('$says: all cases that it is true of, and no other', ({ says, isTrueOf }) => {
  expect(listed(says, rows)).toEqual(rows.filter(isTrueOf).map(rowKey));
});

test.for(OF_IMAGES)('$says: all images that it is true of, and no other', ({ says, isTrueOf }, context) => {
  if (!highest) return context.skip(WITHOUT_RELEASE);
  // Images that were not fetched are neither looked at nor asked for.
  const there = rows.filter(({ image }) => image !== undefined && facts.has(image.id));
  expect(listed(says, there)).toEqual(there.filter(isTrueOf).map(rowKey));
});

const measure = SUITES.find(({ command }) => command === 'measure');
const releases = recordedVersions(settings.expectedOutputs, 'measure-human');

const newest = releases.at(-1) ?? '';
const ofNewest = new Map<Row, string[]>();

/** What a release measured in a case, by type. */
function measured(row: Row, version: string): string[] {
  return triplesOf(row, version).map((key) => {
    const stored = readTriple(settings.expectedOutputs, key);
    return stored.kind === 'whole' ? fingerprint(stored.triple, key.type) : stored.kind;
  });
}

test.for(releases)('measure takes no --qemu-version: all that %s measured in another way', (release) => {
  const entries = knownDivergences.filter(
    (entry) => entry.releases === 'all' || selectVersions([release], entry.releases).ok,
  );
  // What the release's build lacks is not recorded.
  const found = new Map((measure?.rows ?? []).map((row) => [row, measured(row, release)]));
  const played = [...found.keys()].filter((row) => !found.get(row)?.includes('absent'));
  const changed = played.filter((row) => {
    const now = ofNewest.get(row) ?? measured(row, newest);
    ofNewest.set(row, now);
    return `${found.get(row)}` !== `${now}`;
  });
  expect(listed(WITHOUT_PROFILE, played, entries)).toEqual(changed.map(rowKey));
});
