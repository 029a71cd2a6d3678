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

map() {
  qemu_img_of_release map --output="$output" ${start:+--start-offset="$start"} \
    ${length:+--max-length="$length"} "$@"
}

input=$operand1
probed=$(qemu_img info --output=json ${format:+-f "$format"} "$input" 2>/dev/null |
  sed -n 's/^    "format": "\([^"]*\)".*/\1/p')
if [ -z "$probed" ]; then
  # It cannot be opened, which map is to say.
  map ${format:+-f "$format"} "$input"
  exit
fi

# Beside the image, so that it finds the files that the image names.
copy=$input.stand-in-$$
trap 'rm -f "$copy"' EXIT
file=$input
if quirk map-holes; then
  cp --sparse=never "$input" "$copy" || exit
  file=$copy
fi
opened=
if quirk map-chain; then opened=', "backing": null'; fi
compressed='"compressed": true'
if quirk map-compressed; then compressed='"compressed": false'; fi

said=$(map "$(by_itself "$probed" "$opened" "$file")")
code=$?
# The copy is no file that anybody else knows.
[ -z "$said" ] || printf '%s\n' "$said" | sed "s/\.stand-in-$$//g; s/\"compressed\": true/$compressed/g"
exit $code
