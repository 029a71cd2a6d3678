import { which as find } from 'zx';

/** Path of a program on PATH; undefined where there is none. */
export async function which(name: string): Promise<string | undefined> {
  return (await find(name, { nothrow: true })) ?? undefined;
}
