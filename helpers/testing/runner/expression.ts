import { type Token, tokens } from './tokens.ts';

/** What stands between `${{` and `}}`. */
export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  /** `steps.judge.outcome`, in its parts */
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'both';
      readonly sign: '==' | '!=' | '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
    };

/** From what binds least to what binds most. */
const SIGNS = [['||'], ['&&'], ['==', '!=']] as const;

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** @throws Error for what is no expression, or has something in it that no workflow of ours uses */
export function parseExpression(source: string): Expression {
  const left = tokens(source);
  const parsed = parseBoth(0);
  if (left.length > 0) throw unexpected();
  return parsed;

  function parseBoth(level: number): Expression {
    const signs: readonly ('==' | '!=' | '&&' | '||')[] | undefined = SIGNS[level];
    if (!signs) return parseOne();
    let expression = parseBoth(level + 1);
    for (let sign = signs.find(take); sign; sign = signs.find(take)) {
      expression = { kind: 'both', sign, left: expression, right: parseBoth(level + 1) };
    }
    return expression;
  }

  function parseOne(): Expression {
    if (take('!')) return { kind: 'not', of: parseOne() };
    if (take('(')) {
      const inner = parseBoth(0);
      demand(')');
      return inner;
    }
    const token = left.shift();
    if (token?.kind === 'text' || token?.kind === 'number') return { kind: 'value', value: token.value };
    if (token?.kind !== 'name') throw unexpected(token);
    if (take('(')) return { kind: 'call', name: token.value, args: parseArguments() };
    const word = WORDS[token.value];
    return word === undefined
      ? { kind: 'path', path: parsePath(token.value) }
      : { kind: 'value', value: word };
  }

  function parseArguments(): Expression[] {
    if (take(')')) return [];
    const args = [parseBoth(0)];
    while (take(',')) args.push(parseBoth(0));
    demand(')');
    return args;
  }

  function parsePath(first: string): string[] {
    const path = [first];
    while (take('.')) {
      const token = left.shift();
      if (token?.kind !== 'name') throw unexpected(token);
      path.push(token.value);
    }
    return path;
  }

  function take(sign: string): boolean {
    if (left[0]?.kind !== 'sign' || left[0].value !== sign) return false;
    left.shift();
    return true;
  }

  function demand(sign: string): void {
    if (!take(sign)) throw unexpected();
  }

  function unexpected(token: Token | undefined = left[0]): Error {
    return new Error(`${token ? `unexpected "${token.value}"` : 'something is missing'} in: ${source}`);
  }
}

/** Every expression in an expression, itself first. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'value':
    case 'path':
      return [expression];
    case 'call':
      return [expression, ...expression.args.flatMap(partsOf)];
    case 'not':
      return [expression, ...partsOf(expression.of)];
    case 'both':
      return [expression, ...partsOf(expression.left), ...partsOf(expression.right)];
  }
}
