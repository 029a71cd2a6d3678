import type { Reasons } from '../helpers/reporting/coverage/reasons.ts';

const HELP = { '-h': 'prints a text, and does nothing with an image' };
const PROBED = { '-f': 'the format is probed, as it is where nobody names it' };
const IMAGE_OPTS = {
  '--image-opts': 'would take operations that name a chain of block drivers; those of here name files',
};
const OBJECT = {
  '--object':
    'defines secrets and limits for encrypted (luks), throttled or network images; would take fixtures of these',
};
const QUIET = { '-q': 'leaves out what is printed for people' };
const PROGRESS = { '-p': 'prints how far it is, which is another text with every run' };
const SHARED = { '-U': 'is of use while another program writes to the image; in a case nobody else does' };
const RATE = { '-r': 'decides how long it takes, and nothing else' };
const CACHE = 'decides how the host caches, and not what a guest reads';
const SPEED = 'decides how fast it is, and not what a guest reads';

/** What every command takes but `create`, which opens no image that is there. */
const OF_MOST = { ...HELP, ...IMAGE_OPTS, ...OBJECT };

/** What no case uses of the newest release that is recorded. */
export const reasons: Reasons = {
  amend: {
    ...OF_MOST,
    '-t': CACHE,
    '--force': 'lets keys of encrypted images (luks) be erased; would take fixtures of these',
    ...PROGRESS,
    ...QUIET,
  },
  bench: 'measures how long requests take, and writes for that alone',
  bitmap: {
    ...OF_MOST,
    '--remove-all':
      'older releases do not have it, so that there is next to nothing to hold a candidate against',
    '-b': 'would take a fixture of two images with bitmaps',
    '-F': 'goes with -b',
  },
  check: {
    ...OF_MOST,
    ...PROBED,
    '-T': CACHE,
    '-r': 'would take cases in which a broken image fixture is repaired, and read again',
    ...SHARED,
    ...QUIET,
  },
  commit: {
    ...OF_MOST,
    ...PROBED,
    '-t': CACHE,
    '-d': 'is implied by -b; would take cases that look at what is left in the overlay',
    ...RATE,
    ...PROGRESS,
    ...QUIET,
  },
  compare: {
    ...OF_MOST,
    ...PROBED,
    '-F': 'the format is probed, as for -f',
    '-s': 'would take two images that differ in nothing but their sizes',
    '-T': CACHE,
    ...SHARED,
    ...PROGRESS,
    ...QUIET,
  },
  convert: {
    ...OF_MOST,
    ...PROBED,
    '-T': CACHE,
    '-l': 'would take a case that converts the snapshot of an image, and holds it against what the snapshot held',
    '--bitmaps': 'would take a case that looks at the bitmaps of the target',
    '--skip-broken-bitmaps': 'goes with --bitmaps',
    '--salvage': 'would take a source that cannot be read in places, which no file is',
    '--target-image-opts': 'would take operations that name a chain of block drivers, as for --image-opts',
    '-t': CACHE,
    '-b': 'would take a target that is made over a backing file',
    '-F': 'goes with -b',
    '-S': 'decides what is allocated in the target; would take a comparison of that',
    '-n': 'would take a target that is there before',
    '--target-is-zero': 'goes with -n',
    ...SHARED,
    ...RATE,
    '-m': SPEED,
    '-C': SPEED,
    '-W': SPEED,
    ...PROGRESS,
    ...QUIET,
  },
  create: {
    ...HELP,
    '-b': 'fixtures name a backing file by -o backing_file',
    '-B': 'fixtures name the format of a backing file by -o backing_fmt',
    '-u': 'would take an overlay over a file that is not there',
    ...QUIET,
    ...OBJECT,
  },
  dd: { ...OF_MOST, ...SHARED },
  info: {
    ...OF_MOST,
    ...PROBED,
    '--backing-chain': 'would take a comparison of a list of images by field',
    '-t': CACHE,
    ...SHARED,
    '--limits': 'tells of the file system that the image lies on, and only newer releases have it',
  },
  map: {
    ...OF_MOST,
    ...PROBED,
    '-s': 'would take cases of a part of an image, and a comparison of the extents in it alone',
    '-l': 'as for -s',
    ...SHARED,
  },
  measure: {
    ...OF_MOST,
    ...PROBED,
    '-l': 'would take a case that measures the snapshot of an image',
    ...SHARED,
  },
  rebase: {
    ...OF_MOST,
    ...PROBED,
    '-t': CACHE,
    '-T': CACHE,
    '-c': 'would take an overlay into which data is copied',
    ...SHARED,
    ...PROGRESS,
    ...QUIET,
  },
  resize: { ...OF_MOST, ...QUIET },
  snapshot: { ...OF_MOST, ...PROBED, ...SHARED, ...QUIET },
};
