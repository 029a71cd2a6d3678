/** Which entries of the known divergences each quirk of the stand-in accounts for, as `suite/target/case`. */
export const QUIRKS: Readonly<Record<string, readonly string[]>> = {
  'create-compat-v2': ['create/qcow2/1G-compat-v2'],
  'create-zstd': ['create/qcow2/1G-zstd'],
  'create-vhd-exact-size': ['create/vhd/*'],
  'create-vhdx-block-size': ['create/vhdx/*-default'],
  'resize-compat-v2': ['resize/qcow2/1M-to-64M-compat-v2'],
  'resize-prealloc-metadata': ['resize/qcow2/1M-to-4M-prealloc-metadata'],
  'dd-vhdx-block-size': ['dd/vhdx/1M-raw-whole-vhdx', 'dd/vhdx/1M-raw-bs1000-count3-vhdx'],
  'dd-vhdx-empty': ['dd/vhdx/1M-raw-count0-vhdx'],
  'measure-raw-holes': ['measure/raw/raw-sparse-empty__qcow2 *'],
  'measure-chain': [
    'measure/qcow2/chain-middle-qcow2__qcow2 *',
    'measure/qcow2/chain-top-qcow2__qcow2 *',
    'measure/qcow2/qcow2-overlay-chain__qcow2 *',
  ],
  'measure-vhd-footer': ['measure/vhd/virtualpc-vhd__*'],
  'measure-vhdx-absent': ['measure/vhdx/qemu-vhdx__qcow2 *'],
  'measure-vmdk-grains': ['measure/vmdk/vmdk-multi-partition__qcow2 *'],
};
