# check [--qemu-version X.Y] [--output ..] [--unsafe-quirks] [--chain] [--repair[=leaks|all]] IMAGE
output=human
repair=
while [ $# -gt 0 ]; do
  case $1 in
    --qemu-version) valued "$@"; release_word "$2"; shift 2 ;;
    --output) valued "$@"; one_of "$2" 'human json'; output=$2; shift 2 ;;
    --unsafe-quirks | --chain) shift ;;
    --repair) repair='-r leaks'; shift ;;
    --repair=*) one_of "${1#*=}" 'leaks all'; repair="-r ${1#*=}"; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1

said=$(qemu_img_of_release check $repair --output="$output" "$operand1")
code=$?
if [ "$output" = json ] && quirk check-chain-errors; then
  said=$(printf '%s\n' "$said" | sed '1s/^{$/{\n    "chain-errors": 0,/')
fi
[ -z "$said" ] || printf '%s\n' "$said"
exit $code
