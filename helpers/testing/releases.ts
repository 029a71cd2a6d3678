import { inject } from 'vitest';
import type { Reference } from '../references/reference.ts';

/**
 * The releases installed on this machine, in version order. Which they are differs from machine to machine, so a test
 * takes the first and the last and never names one.
 */
export const installed: readonly Reference[] = inject('installed');

export const lowest = installed[0];
export const highest = installed.at(-1);

/** Why tests that need a real qemu-img are skipped, where they are. */
export const WITHOUT_RELEASE = 'no qemu-img release is installed (npm run provision)';
export const WITHOUT_TWO = 'fewer than two qemu-img releases are installed (npm run provision)';
