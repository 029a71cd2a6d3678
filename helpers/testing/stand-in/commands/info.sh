# info [--qemu-version X.Y] [--output human|json] [--unsafe-quirks] [--ignore-quirks] [--chain] IMAGE
output=human
chain=
while [ $# -gt 0 ]; do
  case $1 in
    --qemu-version) valued "$@"; release_word "$2"; shift 2 ;;
    --output) valued "$@"; one_of "$2" 'human json'; output=$2; shift 2 ;;
    --unsafe-quirks | --ignore-quirks) shift ;;
    --chain) chain=--backing-chain; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 1 "$1"; shift ;;
  esac
done
required 1

. "$here/headless-vhdx.sh"
if is_headless "$operand1"; then
  copy=${TMPDIR:-/tmp}/stand-in-$$
  mkdir "$copy" && cp --sparse=always "$operand1" "$copy" || exit 1
  name=${operand1##*/}
  mark_heads head "$copy/$name"
  # By its bare name, so that what is printed does not tell where the copy lies.
  (cd "$copy" && qemu_img_of_release info --output="$output" "$name")
  code=$?
  rm -r "$copy"
  exit $code
fi
qemu_img_of_release info --output="$output" $chain "$operand1"
