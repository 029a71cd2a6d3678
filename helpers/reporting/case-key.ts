/** Equal for what is said of one case. */
export function caseKey({
  suite,
  target,
  case: name,
}: {
  readonly suite: string;
  readonly target: string;
  readonly case: string;
}): string {
  return [suite, target, name].join('\n');
}
