/** A name that qemu gives a node of its block graph by itself: a counter, and two digits that are random (util/id.c). */
const GENERATED = /#block\d+/g;

/** A text in which names of nodes are alike: who reads two of them is not to find that the dice have fallen otherwise. */
export function withoutNodeNames(text: string): string {
  return text.replace(GENERATED, '#block');
}
