/**
 * Why an archive gives nothing, and what to do about it, out of what `apt-get update` printed about this one archive.
 *
 * Tried with apt 2.2, 2.6, 3.0 and 3.3, of which the last two have signatures checked by sqv.
 *
 * @param otherwise what apt said last
 */
export function archiveRefusal(output: string, otherwise: string): string {
  const find = (pattern: RegExp) => pattern.exec(output)?.[1]?.trim();
  const unknown = find(/NO_PUBKEY (\w+)/) ?? find(/Missing key (\w+)/);
  if (unknown !== undefined)
    return `it is signed with key ${unknown}, which is none of the keys for it; --keyring FILE gives the right one`;
  const invalid = find(/signatures? (?:were|was|is|are) invalid: ([^\n]*)/);
  if (invalid !== undefined)
    return `its signature is not valid (${invalid}); whoever keeps it has to sign it anew`;
  const expired = find(/is expired \(([^)]*)\)/);
  if (expired !== undefined)
    return `its Release file is expired (${expired}); [check-valid-until=no] takes one whose time has passed`;
  const future = find(/is not valid yet \(([^)]*)\)/);
  if (future !== undefined)
    return `its Release file is not valid yet (${future}); set the clock, or [check-date=no] takes it as it is`;
  const method = find(/^E: (The method driver [^\n]*)/m);
  if (method !== undefined) return `apt cannot ask it: ${method}`;
  // "Err:5 <uri> <suite> Release" is followed by an indented line with the reason.
  const reason = find(/^Err:\d+ [^\n]*\n +([^\n]*)/m);
  if (
    /does not have a Release file/.test(output) &&
    (reason === undefined || /404|No such file/.test(reason))
  )
    return `there is no such suite (${reason ?? 'no Release file'}); look at its URI and suite`;
  if (reason !== undefined) return `it cannot be fetched: ${reason}; look at its URI, and at the server`;
  if (/is not (?:yet )?signed/.test(output))
    return 'it is not signed, and what nobody has signed is not installed; whoever keeps it has to sign it';
  const component = find(/doesn't have the component '([^']*)'/);
  if (component !== undefined) return `it has no component ${component}`;
  return otherwise;
}
