import { type Asked, evaluate, type Value } from './evaluate.ts';
import { type Expression, parseExpression } from './expression.ts';

const PLACE = /\$\{\{(.*?)\}\}/gs;

/** The expressions in a text. @throws Error for one that is none */
export function expressionsIn(text: string): Expression[] {
  return [...text.matchAll(PLACE)].map(([, source = '']) => parseExpression(source));
}

/** A text with what its expressions come to. */
export function interpolate(text: string, asked: Asked): string {
  return text.replace(PLACE, (_, source: string) => written(evaluate(parseExpression(source), asked)));
}

/** A condition, which may leave out its `${{ }}`. */
export function condition(text: string): Expression {
  const [, inner = text] = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(text) ?? [];
  return parseExpression(inner);
}

function written(value: Value): string {
  return value === null ? '' : String(value);
}
