/** What a release does otherwise in a case, as the page of the releases tells it. */
export interface Fact {
  readonly kind: 'appears' | 'goes' | 'changes' | 'succeeds' | 'fails';
  /** as it is written: `` `children` ``, or the step that succeeds or fails; the same for all entries of a list */
  readonly subject: string;
  /** values as they are written, or how the step failed; undefined where several are meant */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** One fact for several of a kind and subject: with its values where these are the same. */
export function withCommonValues(facts: readonly [Fact, ...Fact[]]): Fact {
  const [first] = facts;
  const { kind, subject, before, after } = first;
  const isCommon = facts.every((fact) => fact.before === before && fact.after === after);
  return isCommon ? first : { kind, subject };
}
