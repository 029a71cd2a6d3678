import { accessSync, constants } from 'node:fs';
import { type StepResult, succeeded } from '../pipeline/play.ts';
import { said } from './said.ts';

let accessible: boolean | undefined;

/** Whether this user can start a guest; asked once. */
function kvmIsAccessible(): boolean {
  if (accessible === undefined) {
    try {
      accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
      accessible = true;
    } catch {
      accessible = false;
    }
  }
  return accessible;
}

/**
 * Says that a step failed for want of /dev/kvm. Asked only after a failure: what runs without a
 * guest, as the stand-in does, needs no KVM.
 */
export function kvmProblem(results: readonly StepResult[]): string | undefined {
  const failed = results.find((result) => result.needsKvm && !succeeded(result));
  if (!failed || kvmIsAccessible()) return undefined;
  return `${failed.name} needs /dev/kvm, which this user cannot open: ${said(failed)}`;
}
