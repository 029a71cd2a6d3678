/** A text in which code stands between backticks. */
export function Marked({ text }: { readonly text: string }) {
  // Every other part is code, whatever is in it: what is quoted has no backticks of its own.
  return <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</>;
}
