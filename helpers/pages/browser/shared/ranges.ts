/** Places of releases as ranges: `5.2.0–7.2.22, 10.0.2`. */
export function rangesOf(places: readonly number[], versions: readonly string[]): string {
  const runs: number[][] = [];
  for (const place of places) {
    const open = runs.at(-1);
    if (open && open.at(-1) === place - 1) open.push(place);
    else runs.push([place]);
  }
  return runs
    .map(([first = 0, ...more]) => {
      const last = more.at(-1);
      return last === undefined ? versions[first] : `${versions[first]}–${versions[last]}`;
    })
    .join(', ');
}
