import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundle as makeBundle } from '../bundling/bundle.ts';
import { discoverReferences } from '../references/discover.ts';
import type { Reference } from '../references/reference.ts';
import { bundleConfig } from './bundle-config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** folder in which runs of the fixture project share what their modules were transformed to */
    readonly moduleCache: string;
    /** folder in which test files share recordings of the fixture project (record-tiny.ts) */
    readonly recordings: string;
    /** the fixture project's config as one module */
    readonly fixtureConfig: string;
    /** the project's own config as one module */
    readonly ownConfig: string;
    /** the provisioner's command as one module that Node runs */
    readonly provisioner: string;
    /** the releases of this machine, in version order */
    readonly installed: readonly Reference[];
  }
}

const REPOSITORY = resolve(import.meta.dirname, '../..');

/**
 * Does once for all of the harness's tests what many need: asks the releases who they are, and makes a folder for
 * modules and the configs that runs of Vitest load. The tests start Vitest well over a hundred times on the same ones, and
 * transforming them was a third of what such a run costs (measured: 3.4 s of CPU with both shared, 2.4 s). The provisioner,
 * which they start some forty times, takes 0.2 s of CPU as one module and 0.9 from its sources; `cli.test.ts` starts these.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'parity-modules-'));
  const fixtureConfig = join(folder, 'fixture-config.mjs');
  const ownConfig = join(folder, 'own-config.mjs');
  const provisioner = join(folder, 'provisioner.mjs');
  const bundle = async () => {
    await bundleConfig(join(import.meta.dirname, 'project/vitest.config.ts'), fixtureConfig);
    await bundleConfig(join(REPOSITORY, 'vitest.config.ts'), ownConfig);
    writeFileSync(provisioner, (await makeBundle(join(REPOSITORY, 'helpers/provision/cli.ts'))).text);
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const binaries = resolve(REPOSITORY, process.env.QEMU_IMG_BINARIES || 'qemu-img-binaries');
  const [{ references }] = await Promise.all([discoverReferences(binaries), bundle()]).catch((error) => {
    remove();
    throw error;
  });
  project.provide('installed', references);
  const recordings = join(folder, 'recordings');
  project.provide('moduleCache', folder);
  project.provide('recordings', recordings);
  project.provide('fixtureConfig', fixtureConfig);
  project.provide('ownConfig', ownConfig);
  project.provide('provisioner', provisioner);
  project.onTestsRerun(async () => {
    rmSync(recordings, { recursive: true, force: true });
    await bundle();
  });
  return remove;
}
