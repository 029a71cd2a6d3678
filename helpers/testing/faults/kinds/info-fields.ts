import { escapeRegExp } from '../../../text/pattern.ts';
import type { Cells, Fault } from '../fault.ts';
import { printsInfo, rewriteInfo } from './info.ts';

interface Field {
  readonly key: string;
  /** what the object is called that it stands in: it tells same-named fields apart by their indentation */
  readonly in: keyof typeof INDENT;
  readonly type: 'number' | 'string' | 'boolean';
  /** its path in a report, where that is not `in` and `key` */
  readonly path?: string;
}

/** Blanks in front of a field in qemu-img's own rendering, by the object that it stands in. */
const INDENT = {
  top: 4,
  'children[0]': 12,
  'format-specific.data': 12,
  'children[0].info': 16,
  'format-specific': 8,
  'format-specific.data.extents[0]': 20,
  'children[0].info.format-specific': 20,
} as const;

/** Every field that counts, wherever it can stand. */
const COMPARED: readonly Field[] = [
  { key: 'virtual-size', in: 'top', type: 'number' },
  { key: 'filename', in: 'top', type: 'string' },
  { key: 'cluster-size', in: 'top', type: 'number' },
  { key: 'format', in: 'top', type: 'string' },
  { key: 'type', in: 'format-specific', type: 'string' },
  { key: 'compat', in: 'format-specific.data', type: 'string' },
  { key: 'compression-type', in: 'format-specific.data', type: 'string' },
  { key: 'lazy-refcounts', in: 'format-specific.data', type: 'boolean' },
  { key: 'refcount-bits', in: 'format-specific.data', type: 'number' },
  { key: 'corrupt', in: 'format-specific.data', type: 'boolean' },
  { key: 'extended-l2', in: 'format-specific.data', type: 'boolean' },
  { key: 'create-type', in: 'format-specific.data', type: 'string' },
  { key: 'filename', in: 'format-specific.data.extents[0]', type: 'string' },
  { key: 'virtual-size', in: 'format-specific.data.extents[0]', type: 'number' },
  { key: 'cluster-size', in: 'format-specific.data.extents[0]', type: 'number' },
  { key: 'format', in: 'format-specific.data.extents[0]', type: 'string' },
  { key: 'name', in: 'children[0]', type: 'string' },
  { key: 'filename', in: 'children[0].info', type: 'string' },
  { key: 'format', in: 'children[0].info', type: 'string' },
  { key: 'type', in: 'children[0].info.format-specific', type: 'string' },
];

/** Those of an image that has a backing file. */
const BACKING: readonly Field[] = [
  { key: 'backing-filename', in: 'top', type: 'string' },
  { key: 'full-backing-filename', in: 'top', type: 'string' },
  { key: 'backing-filename-format', in: 'top', type: 'string' },
];

/** Fields of which only the value is nobody's business. */
const MASKED: readonly Field[] = [
  { key: 'actual-size', in: 'top', type: 'number' },
  { key: 'dirty-flag', in: 'top', type: 'boolean' },
  { key: 'actual-size', in: 'children[0].info', type: 'number' },
  { key: 'virtual-size', in: 'children[0].info', type: 'number' },
  { key: 'dirty-flag', in: 'children[0].info', type: 'boolean' },
  { key: 'cid', in: 'format-specific.data', type: 'number' },
  { key: 'parent-cid', in: 'format-specific.data', type: 'number' },
];

const VALUE = { number: '[0-9]*', string: '"[^"]*"', boolean: '[a-z]*' } as const;

function pathOf(field: Field): string {
  return field.in === 'top' ? field.key : `${field.in}.${field.key}`;
}

/** sed: what stands in front of a field's value, and the value. */
function place({ key, in: object, type }: Field): string {
  return `\\(\\n {${INDENT[object]}}"${key}": \\)\\(${VALUE[type]}\\)`.replace(/ \{(\d+)\}/, (_, count) =>
    ' '.repeat(Number(count)),
  );
}

function cellsWith({ key, in: object }: Field): Cells {
  return new RegExp(`\\n {${INDENT[object]}}"${key}": `);
}

/** Another value of the same type. */
function change(field: Field): string {
  switch (field.type) {
    case 'number':
      return `s/${place(field)}/\\1\\21/`;
    case 'string':
      return `s/${place(field)}/\\1"!\\2/; s/"!"/"!/`;
    case 'boolean':
      return `s/${place(field)}/\\1!\\2/; s/!true/false/; s/!false/true/`;
  }
}

function retype(field: Field): string {
  return field.type === 'string' ? `s/${place(field)}/\\17/` : `s/${place(field)}/\\1"\\2"/`;
}

function drop(field: Field): string {
  // The last field of an object has no comma behind it, so it takes the one in front.
  return `s/${place(field)},//; s/,${place(field)}\\n/\\n/`;
}

type Way = 'changed' | 'of another type' | 'dropped' | 'added';

function fault(field: Field, way: Way, script: string): Fault {
  return {
    name: `info: ${pathOf(field)} is ${way}`,
    on: 'info',
    script: rewriteInfo(script),
    touches: cellsWith(field),
    result: 'diverged',
    says: reports(pathOf(field), way),
  };
}

const SCALAR = '(?:"[^"]*"|[\\w.]+)';

/** A difference of exactly this field; where an operation has two images, the path says which. */
function reports(path: string, way: Way): RegExp {
  const sides = {
    changed: `"expected":${SCALAR},"actual":${SCALAR}`,
    'of another type': `"expected":${SCALAR},"actual":${SCALAR}`,
    dropped: `"expected":${SCALAR}`,
    added: `"actual":${SCALAR}`,
  };
  return new RegExp(`{"path":"(?:\\w+: )?${escapeRegExp(path)}",${sides[way]}}`);
}

function added(object: keyof typeof INDENT, name: string): Fault {
  const field: Field = { key: name, in: object, type: 'string' };
  const indent = ' '.repeat(INDENT[object]);
  const anchor = { top: 'format', 'format-specific.data': 'compat', 'children[0].info': 'format' }[
    object as string
  ];
  return {
    name: `info: ${pathOf(field)} is added`,
    on: 'info',
    script: rewriteInfo(`s/\\(\\n${indent}\\)\\("${anchor}": \\)/\\1"${name}": "new",\\1\\2/`),
    touches: new RegExp(`\\n {${INDENT[object]}}"${anchor}": `),
    result: 'diverged',
    says: reports(pathOf(field), 'added'),
  };
}

/** Another value of a masked field. */
function otherValue(field: Field): Fault {
  return {
    name: `info: ${pathOf(field)} has another value`,
    on: 'info',
    script: rewriteInfo(change(field)),
    touches: cellsWith(field),
    result: 'match',
  };
}

function everyWay(field: Field): Fault[] {
  return [
    fault(field, 'changed', change(field)),
    fault(field, 'of another type', retype(field)),
    fault(field, 'dropped', drop(field)),
  ];
}

export const backingFieldFaults: readonly Fault[] = BACKING.flatMap(everyWay);

export const infoFieldFaults: readonly Fault[] = [
  ...COMPARED.flatMap(everyWay),
  ...MASKED.flatMap((field) => [
    otherValue(field),
    fault(field, 'of another type', retype(field)),
    fault(field, 'dropped', drop(field)),
  ]),
  added('top', 'new-field'),
  added('format-specific.data', 'new-field'),
  added('children[0].info', 'new-field'),
  // Names that a careless copy of an object loses.
  added('top', '__proto__'),
  added('format-specific.data', 'constructor'),
  // Masked elsewhere, so not here.
  added('format-specific.data', 'actual-size'),
  added('format-specific.data', 'cid'),
  added('top', 'log-size'),
  {
    name: 'info: children is null',
    on: 'info',
    script: rewriteInfo('s/"children": \\[\\n        {.*\\n    \\],\\n/"children": null,\\n/'),
    touches: /^ {4}"children": \[\n {8}\{/m,
    result: 'diverged',
    says: /"path":"(?:\w+: )?children/,
  },
  {
    name: 'info: a child too many',
    on: 'info',
    script: rewriteInfo('s/\\n    \\],/,\\n        {}\\n    ],/'),
    touches: /^ {4}"children": \[\n {8}\{/m,
    result: 'diverged',
    says: /"path":"(?:\w+: )?children\[1\]"/,
  },
  {
    name: 'info: a list for an object',
    on: 'info',
    script: 'printing "sed -z \'s/^/[/; s/$/]/\'" "$@"',
    touches: printsInfo,
    result: 'diverged',
  },
];
