# snapshot [-l|-c N|-a S|-d S] [-f qcow2] [-q] [--qemu-version X.Y] FILE
action=-l
name=
while [ $# -gt 0 ]; do
  case $1 in
    -l) action=-l; shift ;;
    -c | -a | -d) valued "$@"; action=$1; name=$2; shift 2 ;;
    -f) valued "$@"; one_of "$2" qcow2; shift 2 ;;
    -q) shift ;;
    --qemu-version) valued "$@"; release_word "$2"; shift 2 ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1

qemu_img_of_release snapshot $action ${name:+"$name"} "$operand1"
