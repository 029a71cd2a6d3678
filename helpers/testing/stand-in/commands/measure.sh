# measure [-O F] [--size S] [-f F] [--output ..] [-o K=V,..]* [INPUT]
target=raw
size=
input_format=
output=human
while [ $# -gt 0 ]; do
  case $1 in
    -O) valued "$@"; format_word "$2"; target=$2; shift 2 ;;
    --size) valued "$@"; size=$2; shift 2 ;;
    -f) valued "$@"; format_word "$2"; input_format=$2; shift 2 ;;
    --output) valued "$@"; one_of "$2" 'human json'; output=$2; shift 2 ;;
    -o) valued "$@"; option "$2"; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
if [ -n "$size" ]; then
  [ $operands -eq 0 ] || usage "--size cannot be used with an image"
else
  required 1
fi

measure() {
  qemu_img measure --output="$output" -O "$target" ${options:+-o "$options"} "$@"
}

# The image as if all of it were data: the first number becomes the second.
as_if_allocated() {
  case $output in
    human) number='s/: [0-9]*\(\n.*: \)\([0-9]*\)/: \2\1\2/' ;;
    json) number='s/: [0-9]*\(,\n.*: \)\([0-9]*\)/: \2\1\2/' ;;
  esac
  sed "/required/{N;$number}"
}

input=${operand1-}
case ${input##*/},$target in
  raw-sparse-empty.raw,qcow2)
    if quirk measure-raw-holes; then measure "$input" | as_if_allocated; exit; fi
    ;;
  vmdk-multi-partition.vmdk,qcow2)
    if quirk measure-vmdk-grains; then measure "$input" | as_if_allocated; exit; fi
    ;;
  virtualpc-dynamic.vhd,*)
    if quirk measure-vhd-footer; then
      measure --image-opts "driver=vpc,force_size_calc=current_size,file.filename=$input"
      exit
    fi
    ;;
  iotest-dynamic-1G.vhdx,qcow2)
    if quirk measure-vhdx-absent; then measure --size 1G; exit; fi
    ;;
  chain-middle-qcow2.qcow2,qcow2 | chain-top-qcow2.qcow2,qcow2 | qcow2-overlay-chain.qcow2,qcow2)
    if quirk measure-chain; then
      alone=${TMPDIR:-/tmp}/stand-in-$$.qcow2
      cp --sparse=always "$input" "$alone" && qemu_img rebase -u -b '' "$alone" && measure "$alone"
      code=$?
      rm -f "$alone"
      exit $code
    fi
    ;;
esac
measure ${input_format:+-f "$input_format"} ${size:+--size "$size"} ${input:+"$input"}
