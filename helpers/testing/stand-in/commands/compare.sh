# compare [--output ..] [-s] [-q] A B
flags=
while [ $# -gt 0 ]; do
  case $1 in
    --output) valued "$@"; one_of "$2" 'human json'; shift 2 ;;
    -s | -q) flags="$flags $1"; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 2 "$1"; shift ;;
  esac
done
required 2

qemu_img compare $flags "$operand1" "$operand2"
