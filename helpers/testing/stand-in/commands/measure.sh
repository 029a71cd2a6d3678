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

if [ -n "$size" ]; then
  measure --size "$size"
  exit
fi

input=$operand1
about=$(qemu_img info --output=json ${input_format:+-f "$input_format"} "$input" 2>/dev/null)

# A member of what info says of the image itself: its children's stand further to the right.
member() {
  printf '%s\n' "$about" | sed -n "s/^    \"$1\": \"\{0,1\}\([^\",]*\).*/\1/p"
}

format=$(member format)
if [ -z "$format" ]; then
  # It cannot be opened, which measure is to say.
  measure ${input_format:+-f "$input_format"} "$input"
  exit
fi

scratch=${TMPDIR:-/tmp}/stand-in-$$
# Beside the image, so that it finds the files that the image names.
copy=$input.stand-in-$$
trap 'rm -f "$scratch" "$copy"' EXIT

if [ "$format,$target" = vhdx,qcow2 ] && quirk measure-vhdx-absent; then
  . "$here/vhdx-blocks.sh"
  write_present_blocks "$input" "$(member virtual-size)" "$(member cluster-size)" "$scratch" ||
    fail 'the block allocation table cannot be read'
  measure -f raw "$scratch"
  exit
fi

opened=
if quirk measure-chain; then opened=', "backing": null'; fi
if [ "$format" = vpc ] && quirk measure-vhd-footer; then
  opened="$opened, \"force_size_calc\": \"current_size\""
fi
file=$input
if quirk measure-holes; then
  cp --sparse=never "$input" "$copy" || exit
  file=$copy
fi
said=$(measure "$(by_itself "$format" "$opened" "$file")") || exit

# Makes the first number, what is required, the second, what is required for a disk without a hole.
all_is_data() {
  sed '/required/{N;s/: [0-9]*\(,\{0,1\}\n.*: \)\([0-9]*\)/: \2\1\2/}'
}

if [ "$format,$target" = vmdk,qcow2 ] && quirk measure-vmdk-partitions; then
  . "$here/partitions.sh"
  qemu_img dd -f vmdk -O raw bs=512 count=1 if="$input" of="$scratch" || exit
  if has_partitions "$scratch"; then said=$(printf '%s\n' "$said" | all_is_data); fi
fi
printf '%s\n' "$said"
