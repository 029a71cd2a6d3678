const UNITS = 'BKMGTPE';

/**
 * Reads a size in qemu's grammar: bytes, or a number with one of B, K, M, G, T, P, E (powers of 1024, either case).
 * A fraction needs a unit above B; hexadecimal takes none.
 *
 * Measured with 5.2.0, 7.2.22 and 11.1.3 (`measure --size`, `resize`): `1b` is one byte, `1.5K` is 1536, `0x10` is
 * 16, `1kb`, `1.5`, `1.5b` and `1M ` are refused. What 5.2.0 alone took is not
 * read here: exponents, and a unit after a hexadecimal number.
 *
 * @returns bytes, or undefined where the text is no size
 */
export function parseSize(text: string): bigint | undefined {
  const hex = /^\s*\+?(0x[\da-f]+)$/i.exec(text)?.[1];
  if (hex !== undefined) return BigInt(hex);
  const match = /^\s*\+?(\d+)(?:\.(\d+))?([bkmgtpe])?$/i.exec(text);
  if (!match?.[1]) return undefined;
  const [, whole, fraction, unit = 'B'] = match;
  const power = UNITS.indexOf(unit.toUpperCase());
  if (fraction !== undefined && power === 0) return undefined;
  const factor = 1024n ** BigInt(power);
  const part = fraction === undefined ? 0n : (BigInt(fraction) * factor) / 10n ** BigInt(fraction.length);
  return BigInt(whole) * factor + part;
}

/** Like parseSize, for a text that has to be a size. @throws RangeError where it is none */
export function sizeOf(text: string): bigint {
  const bytes = parseSize(text);
  if (bytes === undefined) throw new RangeError(`"${text}" is not a size`);
  return bytes;
}

/**
 * The size that `resize` asks for.
 *
 * @param start bytes before
 * @param end `4M` absolute, `+63M` or `-32M` relative to the start
 * @throws RangeError for an end that is no size, or that shrinks below nothing
 */
export function resizedTo(start: bigint, end: string): bigint {
  const sign = /^[+-]/.exec(end)?.[0];
  const amount = sizeOf(sign ? end.slice(1) : end);
  const result = sign === undefined ? amount : sign === '+' ? start + amount : start - amount;
  if (result < 0n) throw new RangeError(`"${end}" takes more than the ${start} bytes there are`);
  return result;
}
