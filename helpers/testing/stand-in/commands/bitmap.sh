# bitmap (--add|--remove|--clear|--enable|--disable|--merge SRC).. [-g N] [-f F] FILE BITMAP
actions=
source=
granularity=
format=
while [ $# -gt 0 ]; do
  case $1 in
    --add | --remove | --clear | --enable | --disable) actions="$actions $1"; shift ;;
    --merge) valued "$@"; source=$2; shift 2 ;;
    -g) valued "$@"; granularity=$2; shift 2 ;;
    -f) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 2 "$1"; shift ;;
  esac
done
required 2
[ -n "$actions$source" ] || usage 'an action is required'

qemu_img bitmap $actions ${source:+--merge "$source"} ${granularity:+-g "$granularity"} \
  ${format:+-f "$format"} "$operand1" "$operand2"
