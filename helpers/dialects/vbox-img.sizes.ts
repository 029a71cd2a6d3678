const SECTOR = 512;

/** Cylinders, heads and sectors of a track. */
interface Geometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
}

/**
 * The geometry that a VHD of a size gets: the largest that is not larger (Virtual Hard Disk Image Format Specification,
 * appendix "CHS Calculation", for less than 127 GiB).
 */
function geometryOf(bytes: number): Geometry {
  const total = Math.floor(bytes / SECTOR);
  let sectors = 17;
  let tracks = Math.floor(total / sectors);
  let heads = Math.max(4, Math.ceil(tracks / 1024));
  if (tracks >= heads * 1024 || heads > 16) {
    [sectors, heads] = [31, 16];
    tracks = Math.floor(total / sectors);
  }
  if (tracks >= heads * 1024) {
    [sectors, heads] = [63, 16];
    tracks = Math.floor(total / sectors);
  }
  return { cylinders: Math.floor(tracks / heads), heads, sectors };
}

/** What a release reads that goes by the geometry of a VHD, bytes. @param bytes what the disk was made with */
export function inGeometry(bytes: number): number {
  const { cylinders, heads, sectors } = geometryOf(bytes);
  return cylinders * heads * sectors * SECTOR;
}

/** Whole cylinders of the geometry that a VHD was made with, bytes. @param start what it was made with */
export function inCylindersOf(start: number, bytes: number): number {
  const { heads, sectors } = geometryOf(start);
  const cylinder = heads * sectors * SECTOR;
  return Math.floor(bytes / cylinder) * cylinder;
}

/** Whole grains of a VMDK, bytes. */
export function inGrains(bytes: number): number {
  const GRAIN = 64 * 1024;
  return Math.ceil(bytes / GRAIN) * GRAIN;
}
