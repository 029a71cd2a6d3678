/** A text as the part of a regular expression that matches just it. */
export function escapeRegExp(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether a whole text is meant by a pattern in which `*` stands for any run of characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const literals = pattern.split('*').map(escapeRegExp);
  return new RegExp(`^${literals.join('[^]*')}$`).test(text);
}
