/** Commands that image-driven suites ask of images; each is the name of its suite. */
export const IMAGE_COMMANDS = ['info', 'check', 'map', 'measure', 'compare', 'convert'] as const;

export type ImageCommand = (typeof IMAGE_COMMANDS)[number];

/**
 * Commands that an image is not put to, each with the reason in one line: some release comes to no end with it, wants
 * more than a machine has, or answers with what is the machine's own. Nobody is asked then, of no release.
 */
export type Withheld = { readonly [command in ImageCommand]?: string };

/** Whether the suite of a name may ask for an image. */
export function isAsked(image: { readonly withheld?: Withheld }, suite: string): boolean {
  return !Object.hasOwn(image.withheld ?? {}, suite);
}
