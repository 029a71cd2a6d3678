# resize [-f F] [--shrink] [--preallocation M] [-q] [--output ..] FILE [+-]SIZE
format=
shrink=
preallocation=
quiet=
while [ $# -gt 0 ]; do
  case $1 in
    -f) valued "$@"; format_word "$2"; format=$2; shift 2 ;;
    --shrink) shrink=--shrink; shift ;;
    --preallocation)
      valued "$@"; one_of "$2" 'off metadata falloc full'
      preallocation=--preallocation=$2
      shift 2
      ;;
    -q) quiet=1; shift ;;
    --output) valued "$@"; one_of "$2" 'human json'; shift 2 ;;
    -[0-9]*) operand 2 "$1"; shift ;;
    -*) usage "unexpected argument '$1'" ;;
    *) operand 2 "$1"; shift ;;
  esac
done
required 2
file=$operand1

if [ "$preallocation" = --preallocation=metadata ] && quirk resize-prealloc-metadata; then
  fail 'preallocation=metadata is not supported'
fi

case $format in
  vpc | vhdx | vmdk)
    # qemu-img resizes none of these: through raw and back. A fixed VHD has no copy of its footer in front.
    case $format,$(head -c 8 "$file" | tr -d '\0') in
      vpc,conectix) options=force_size=on ;;
      vpc,*) options=force_size=on,subformat=fixed ;;
    esac
    raw=${TMPDIR:-/tmp}/stand-in-$$.raw
    qemu_img convert -f "$format" -O raw "$file" "$raw" &&
      qemu_img resize -q -f raw $shrink $preallocation "$raw" "$operand2" &&
      qemu_img convert -f raw -O "$format" ${options:+-o "$options"} "$raw" "$file"
    code=$?
    rm -f "$raw"
    [ $code -eq 0 ] || exit $code
    ;;
  *)
    qemu_img resize -q ${format:+-f "$format"} $shrink $preallocation "$file" "$operand2" || exit
    if [ "$format" = qcow2 ] && quirk resize-compat-v2; then
      # The version is the second big-endian word of the header.
      [ "$(head -c 8 "$file" | tail -c 1 | tr '\002' 2)" != 2 ] ||
        qemu_img amend -q -f qcow2 -o compat=1.1 "$file" || exit
    fi
    ;;
esac
[ -n "$quiet" ] || echo 'Image resized.'
