/** Imports the TypeScript module of a path, which Node 20 by itself cannot. */
export type Import = (path: string) => Promise<unknown>;

/** By who runs this module: it can where that is Vitest, or tsx. */
export const ownImport: Import = (path) => import(path);
