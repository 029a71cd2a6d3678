import instar from '../../dialects/instar.ts';
import type { Row } from '../../pipeline/row.ts';

/** `--flag`, `-f`, and `key=value`, which is an operand of `dd` or one of the values of `-o`. */
const OPTION = /^-\D\S*|^[a-z_]+(?==)/;

/** What the candidate is given in a row that is no file: options without their values; and the kinds of output. */
export function optionsOf({ steps, outputs }: Row, release: string): string[] {
  const words = steps.flatMap(({ role, operation }) => {
    const command = role === 'fixture' ? undefined : instar.command(operation, release);
    return command && 'args' in command ? command.args : [];
  });
  return [
    ...words.flatMap((word) => word.split(',').flatMap((part) => OPTION.exec(part) ?? [])),
    ...outputs.map(({ type }) => type.name),
  ];
}
