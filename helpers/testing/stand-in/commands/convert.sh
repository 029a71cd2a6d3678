# convert [-O F] [-c] [--cluster-size N] [--subformat S] .. IN OUT
format=raw
compress=
while [ $# -gt 0 ]; do
  case $1 in
    -O) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    -c) compress=-c; shift ;;
    --cluster-size) valued "$@"; option "cluster_size=$2"; shift 2 ;;
    --subformat) valued "$@"; option "subformat=$2"; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 2 "$1"; shift ;;
  esac
done
required 2

qemu_img convert $compress -O "$format" ${options:+-o "$options"} "$operand1" "$operand2"
