# create [-f F] [-b B] [-F F] [-u] [-q] [--output ..] [-o ..]* [--preallocation M] FILE [SIZE]
format=raw
backing=
backing_format=
unsafe=
quiet=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    -b) valued "$@"; backing=$2; shift 2 ;;
    -F) valued "$@"; format_word "$2"; backing_format=$2; shift 2 ;;
    -u) unsafe=-u; shift ;;
    -q) quiet=1; shift ;;
    --output) valued "$@"; one_of "$2" 'human json'; shift 2 ;;
    -o) valued "$@"; option "$2"; shift 2 ;;
    --preallocation) valued "$@"; option "preallocation=$2"; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 2 "$1"; shift ;;
  esac
done
required 1

case $format,$options in
  qcow2,*compat=0.10*) quirk create-compat-v2 && option compat=1.1 ;;
esac
case $format,$options in
  qcow2,*compression_type=zstd*) quirk create-zstd && option compression_type=zlib ;;
esac
if [ "$format" = vpc ] && quirk create-vhd-exact-size; then option force_size=on; fi
case $format,$options in
  vhdx,*block_size=*) ;;
  vhdx,*) quirk create-vhdx-block-size && option block_size=32M ;;
esac

qemu_img create -q -f "$format" $unsafe ${backing:+-b "$backing"} ${backing_format:+-F "$backing_format"} \
  ${options:+-o "$options"} "$operand1" ${operand2+"$operand2"} || exit
[ -n "$quiet" ] || echo "Created: $operand1 (format=$format, virtual_size=${operand2-}, unit_size=65536)"
