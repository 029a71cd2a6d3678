# commit [-f qcow2|vmdk] [-b BASE] [-q] [--output ..] FILE
format=qcow2
base=
quiet=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; one_of "$2" 'qcow2 vmdk'; format=$2; shift 2 ;;
    -b) valued "$@"; base=$2; shift 2 ;;
    -q) quiet=1; shift ;;
    --output) valued "$@"; one_of "$2" 'human json'; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1

[ "$format" = qcow2 ] || [ -n "$base" ] || fail 'committing a vmdk needs -b'
qemu_img commit -q -f "$format" ${base:+-b "$base"} "$operand1" || exit
[ -n "$quiet" ] || echo 'Image committed.'
