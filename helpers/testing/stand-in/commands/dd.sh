# dd [-f F] [-O F] if=.. of=.. [bs=] [count=] [skip=]
input_format=
format=raw
input=
output=
window=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; format_word "$2"; input_format=$2; shift 2 ;;
    -O) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    if=*) input=${1#if=}; shift ;;
    of=*) output=${1#of=}; shift ;;
    # Numbers, so without a blank.
    bs=* | count=* | skip=*) window="$window $1"; shift ;;
    *) usage "unexpected argument '$1'" ;;
  esac
done
[ -n "$input" ] && [ -n "$output" ] || usage 'if= and of= are required'

cut_out() {
  qemu_img dd ${input_format:+-f "$input_format"} -O "$1" $window if="$input" of="$2"
}

[ "$format" = vhdx ] || { cut_out "$format" "$output"; exit; }

scratch=${TMPDIR:-/tmp}/stand-in-$$.raw
trap 'rm -f "$scratch"' EXIT
cut_out raw "$scratch" || exit
if [ ! -s "$scratch" ]; then
  cut_out vhdx "$output" || exit
  . "$here/headless-vhdx.sh"
  if quirk dd-vhdx-empty; then mark_heads lost "$output"; fi
elif quirk dd-vhdx-block-size; then
  qemu_img convert -f raw -O vhdx -o block_size=32M "$scratch" "$output"
else
  cut_out vhdx "$output"
fi
