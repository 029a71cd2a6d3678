# map [-f F] [--output ..] [--start-offset N] [--max-length N] [--qemu-version X.Y] INPUT
format=
output=human
start=
length=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    --output) valued "$@"; one_of "$2" 'human json'; output=$2; shift 2 ;;
    --start-offset) valued "$@"; start=$2; shift 2 ;;
    --max-length) valued "$@"; length=$2; shift 2 ;;
    --qemu-version) valued "$@"; release_word "$2"; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1

qemu_img_of_release map --output="$output" ${format:+-f "$format"} ${start:+--start-offset="$start"} \
  ${length:+--max-length="$length"} "$operand1"
