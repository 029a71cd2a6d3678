import { type Expression, partsOf } from './expression.ts';

/** What an expression comes to; objects have no use but their members. */
export type Value = string | number | boolean | null;

/** What expressions can ask. */
export interface Asked {
  /** `github`, `steps` and so on, with their members */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** `success` and so on, with what they come to */
  readonly functions: Readonly<Record<string, (...args: readonly Value[]) => Value>>;
}

/** Functions by which a condition says that it is asked after a failure, too. */
const ABOUT_STATUS = ['success', 'failure', 'always', 'cancelled'];

/** @throws Error for a context or a function that there is not */
export function evaluate(expression: Expression, asked: Asked): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'path':
      return lookUp(expression.path, asked);
    case 'call': {
      const { name, args } = expression;
      const called = asked.functions[name];
      if (!called) throw new Error(`there is no function ${name}`);
      return called(...args.map((arg) => evaluate(arg, asked)));
    }
    case 'not':
      return !isTrue(evaluate(expression.of, asked));
    case 'both': {
      const { sign } = expression;
      const left = evaluate(expression.left, asked);
      const right = () => evaluate(expression.right, asked);
      switch (sign) {
        case '&&':
          return isTrue(left) ? right() : left;
        case '||':
          return isTrue(left) ? left : right();
        case '==':
          return areEqual(left, right());
        case '!=':
          return !areEqual(left, right());
      }
    }
  }
}

/** Whether a step or a job runs: where its condition asks for no status, only after success. */
export function holds(condition: Expression, asked: Asked): boolean {
  const asksStatus = partsOf(condition).some(
    (part) => part.kind === 'call' && ABOUT_STATUS.includes(part.name),
  );
  const status = asksStatus || isTrue(evaluate({ kind: 'call', name: 'success', args: [] }, asked));
  return status && isTrue(evaluate(condition, asked));
}

/** A member that is not there is null, but a context has to be there, and a step, a job or a member of `github`. */
function lookUp(path: readonly string[], { contexts }: Asked): Value {
  let found: unknown = contexts;
  for (const [at, name] of path.entries()) {
    const isThere = found !== null && typeof found === 'object' && Object.hasOwn(found, name);
    if (
      !isThere &&
      (at === 0 || (at === 1 && ['github', 'steps', 'needs', 'runner'].includes(path[0] ?? '')))
    )
      throw new Error(`there is no ${path.slice(0, at + 1).join('.')}`);
    found = isThere ? (found as Record<string, unknown>)[name] : null;
  }
  if (found === null || found === undefined) return null;
  if (typeof found === 'object') throw new Error(`${path.join('.')} is no value`);
  return found as Value;
}

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** Texts regardless of case; what is of different kinds as numbers. */
function areEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string')
    return left.toLowerCase() === right.toLowerCase();
  if (typeof left === typeof right) return left === right;
  return Number(left) === Number(right);
}
