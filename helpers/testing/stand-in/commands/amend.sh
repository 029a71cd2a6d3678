# amend [-f qcow2] (-o ..)+ [-q] FILE
quiet=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; one_of "$2" qcow2; shift 2 ;;
    -o) valued "$@"; option "$2"; shift 2 ;;
    -q) quiet=1; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1
[ -n "$options" ] || usage 'a required argument is missing: -o'

before=$(cksum <"$operand1")
qemu_img amend -q -f qcow2 -o "$options" "$operand1" || exit
[ -n "$quiet" ] || if [ "$before" = "$(cksum <"$operand1")" ]; then echo 'No change.'; else echo 'Image amended.'; fi
