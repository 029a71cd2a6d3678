import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { faultsPage } from './helpers/testing/faults-plugin.ts';
import { HeaviestFirst } from './helpers/testing/heaviest-first.ts';
import { parity } from './helpers/vitest/plugin.ts';

const atOnce = Math.max(2, availableParallelism());
const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  plugins: [parity({ root, suites: 'parity', harness: 'harness' }), faultsPage({ root, harness: 'harness' })],
  test: {
    sequence: { sequencer: HeaviestFirst },
    // Modules are transformed when they have changed, and not in every run (measured: 1.2 s of CPU).
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'parity',
          pool: 'forks',
          // A worker plays suite after suite, with what they import read once (measured: 3 s of CPU of 58).
          isolate: false,
          include: ['suites/**/*.test.ts'],
          // Every step of a case has a time limit of its own, so a test always ends.
          testTimeout: 0,
          // What is made of all baselines of a suite at its end takes as long as the machine needs.
          hookTimeout: 0,
          // Two suites at a time, since starting programs keeps a process from everything else (measured: 40 s for 48 s);
          // together they play little more than a cell a core, which bounds the scratch space.
          maxWorkers: 2,
          maxConcurrency: Math.ceil(atOnce / 2) + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'harness',
          include: ['helpers/**/*.test.ts'],
          // The test of a skeleton has much to do, and is played where it is written to.
          exclude: ['helpers/testing/project/**', 'helpers/dialects/skeleton/template.test.ts'],
          globalSetup: ['helpers/testing/global-setup.ts'],
          // A worker plays many files, with what they import read once.
          isolate: false,
          setupFiles: ['helpers/testing/after-each-file.ts'],
          // Generous, for a busy machine: whatever a test or a hook starts has a time limit of its own.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // More than cores, since many of these wait for something (measured with 2 cores: 372 s with 2, 332 s with 4).
          maxWorkers: atOnce + 1,
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
