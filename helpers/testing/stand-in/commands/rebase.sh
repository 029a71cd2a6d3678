# rebase -b B|"" [-f] [-F F] [-u] [-q] FILE
format=
backing=
backing_format=
named=
unsafe=
quiet=
while [ $# -gt 0 ]; do
  case $1 in
    -b) valued "$@"; backing=$2; named=1; shift 2 ;;
    -f) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    -F) valued "$@"; format_word "$2"; backing_format=$2; shift 2 ;;
    -u) unsafe=-u; shift ;;
    -q) quiet=1; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1
[ -n "$named" ] || usage 'a required argument is missing: -b'

qemu_img rebase -q $unsafe ${format:+-f "$format"} -b "$backing" ${backing_format:+-F "$backing_format"} \
  "$operand1" || exit
[ -n "$quiet" ] || if [ -n "$backing" ]; then echo 'Image rebased.'; else echo 'Image detached.'; fi
