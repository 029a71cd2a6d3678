import { machine } from 'node:os';

/** The folder of this machine's releases under `qemu-img-binaries/`: the architecture as `uname -m` prints it. */
export function hostArch(): string {
  return machine();
}
