/**
 * The fields of `info --output=json` that may differ between any two runs, by place.
 *
 * A place is a path: `*` is any array element, `**` any depth, `[type=a|b]` holds where the object under that key
 * has one of these `type`s. A whitelisted field is masked, not deleted: that it is there, and of which JSON type,
 * still counts. A field of the same name at another place is compared.
 */
export interface Allowance {
  readonly place: string;
  /** only values of this form are masked; others at the place are compared */
  readonly form?: RegExp;
  readonly why: string;
}

const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

export const WHITELIST: readonly Allowance[] = [
  { place: 'actual-size', why: 'file system allocation' },
  { place: 'dirty-flag', why: 'tells of the last writer, not of the image' },
  { place: 'children.*.info.actual-size', why: 'file system allocation' },
  { place: 'children.*.info.dirty-flag', why: 'tells of the last writer, not of the image' },
  { place: 'children.*.info.virtual-size', why: 'length of the file: a layout choice of its writer' },
  { place: 'format-specific[type=vmdk].data.cid', why: 'random' },
  { place: 'format-specific[type=vmdk].data.parent-cid', why: 'random, copied from the parent' },
  { place: 'format-specific[type=vhdx].data.log-size', why: "writer's choice" },
  { place: 'format-specific[type=vhdx|vdi|parallels|luks].data.**', form: UUID, why: 'random' },
  { place: '**.refcount-block-cache-size', why: 'hint' },
  { place: '**.l2-cache-size', why: 'hint' },
  { place: '**.l2-cache-entry-size', why: 'hint' },
  { place: '**.cache-clean-interval', why: 'hint' },
  { place: 'snapshots.*.date-sec', why: 'clock' },
  { place: 'snapshots.*.date-nsec', why: 'clock' },
];

/** Lists that mean sets: put in order before they are compared. */
export const UNORDERED: readonly { readonly place: string; readonly key?: string; readonly why: string }[] = [
  { place: 'format-specific[type=qcow2].data.bitmaps', key: 'name', why: 'bitmaps have names, not an order' },
  { place: 'format-specific[type=qcow2].data.bitmaps.*.flags', why: 'flags are a set' },
];
