# What the faults are made of. A launcher (launcher.ts) sets REAL to a qemu-img and sources this; the fault's own
# script comes after it.

# The real program, with its standard output through a filter and its own exit code.
printing() {
  filter=$1
  shift
  code=$({ { "$REAL" "$@"; echo $? >&3; } | eval "$filter" >&4; } 3>&1) 4>&1
  exit "$code"
}

# The real program, then something else; the exit code is the program's.
then_do() {
  action=$1
  shift
  "$REAL" "$@"
  code=$?
  eval "$action"
  exit $code
}

# The real program without the words of its command line that match a pattern.
without() {
  pattern=$1
  shift
  left=$#
  while [ $left -gt 0 ]; do
    word=$1
    shift
    left=$((left - 1))
    # shellcheck disable=SC2254 # a pattern is meant
    case $word in $pattern) ;; *) set -- "$@" "$word" ;; esac
  done
  exec "$REAL" "$@"
}

# The real program, one creation option of which is left out: from `-o a=1,b=2` or `-o a=1`.
without_option() {
  key=$1
  shift
  left=$#
  while [ $left -gt 0 ]; do
    word=$1
    shift
    left=$((left - 1))
    case $word in
      -o)
        kept=$(printf '%s\n' "$1" | tr , '\n' | grep -v "^$key=" | paste -s -d , -)
        [ -z "$kept" ] || set -- "$@" -o "$kept"
        shift
        left=$((left - 1))
        ;;
      *) set -- "$@" "$word" ;;
    esac
  done
  exec "$REAL" "$@"
}

# Runs something with the command line, the last word of which is replaced.
instead_of_last() {
  new=$1 action=$2
  shift 2
  left=$#
  while [ $left -gt 1 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  shift
  eval "$action \"\$@\" \"\$new\""
  exit
}

# Sets `last` to the last word of a command line: the image, for most commands.
last_of() {
  for last in "$@"; do :; done
}

# Makes a file of zeros of a file.
blank() {
  bytes=$(stat -c %s "$1")
  truncate -s 0 "$1"
  truncate -s "$bytes" "$1"
}

# Drops the first sector of a file, and puts another at its end.
lose_first_sector() {
  tail -c +513 "$1" >"$TMPDIR/rest"
  head -c 512 "$TMPDIR/rest" >>"$TMPDIR/rest.end"
  cat "$TMPDIR/rest" "$TMPDIR/rest.end" >"$1"
  rm "$TMPDIR/rest" "$TMPDIR/rest.end"
}

# Makes zeros of a sector that a guest reads: FILE OFFSET, of a qcow2 image.
lose_sector() {
  "${REAL%img}io" -f qcow2 -c "write -z $2 512" "$1" >/dev/null
}

# One cluster more at the end of a qcow2 image of 64 KiB clusters, which is counted and which nothing uses: FILE.
leak_cluster() {
  clusters=$((($(stat -c %s "$1") + 65535) / 65536))
  truncate -s $(((clusters + 1) * 65536)) "$1"
  patch "$1" $((0x20000 + 2 * clusters)) '\0\1'
}

# Makes zeros of the first sector that a snapshot of a qcow2 image holds: SNAPSHOT FILE. The image itself has to hold another.
lose_of_snapshot() {
  cp "$2" "$TMPDIR/copy"
  "$REAL" snapshot -a "$1" "$TMPDIR/copy"
  at=$("$REAL" map --output=json "$TMPDIR/copy" | sed -n 's/^\[{ "start": 0,.*"offset": \([0-9]*\).*/\1/p')
  rm "$TMPDIR/copy"
  dd if=/dev/zero of="$2" bs=512 count=1 seek="$at" oflag=seek_bytes conv=notrunc status=none
}

# Forgets the zeros that a qcow2 image notes over what its base holds: FILE, of which only data stay.
forget_zeros() {
  data=$("$REAL" map --output=json "$1" |
    sed -n 's/.*"start": \([0-9]*\), "length": \([0-9]*\), "depth": 0,.*"data": true.*/\1 \2/p')
  "$REAL" convert -f qcow2 -O raw "$1" "$TMPDIR/raw"
  "$REAL" create -q -f qcow2 -b "$(backing_of "$1")" -F "$(backing_format_of "$1")" "$1" "$(size_of "$1")"
  echo "$data" | while read -r start length; do
    [ -n "$length" ] || continue
    dd if="$TMPDIR/raw" of="$TMPDIR/part" bs=512 skip=$((start / 512)) count=$((length / 512)) status=none
    "${REAL%img}io" -f qcow2 -c "write -s $TMPDIR/part $start $length" "$1" >/dev/null
  done
  rm -f "$TMPDIR/raw" "$TMPDIR/part"
}

# Sets `input` and `output` to the last two words of a command line: the images of most commands that have two.
images_of() {
  for word in "$@"; do input=${output-}; output=$word; done
}

# `convert` of another image; the last word of a command line is the output, the one before it the input.
convert_instead() {
  new=$1
  shift
  images_of "$@"
  left=$#
  while [ $left -gt 2 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  shift 2
  "$REAL" "$@" "$new" "$output"
  code=$?
  rm "$new"
  exit $code
}

# Virtual size of an image, bytes.
size_of() {
  "$REAL" info --output=json "$1" | sed -n 's/^    "virtual-size": \([0-9]*\).*/\1/p'
}

# Name of the backing file of an image.
backing_of() {
  "$REAL" info --output=json "$1" | sed -n 's/^    "backing-filename": "\(.*\)".*/\1/p'
}

# Format of the backing file of an image.
backing_format_of() {
  "$REAL" info --output=json "$1" | sed -n 's/^    "backing-filename-format": "\(.*\)".*/\1/p'
}

# `dd` with an input of the same size that holds nothing.
dd_of_zeros() {
  truncate -s 1M "$TMPDIR/zeros"
  left=$#
  while [ $left -gt 0 ]; do
    word=$1
    shift
    left=$((left - 1))
    case $word in
      if=*) word=if=$TMPDIR/zeros ;;
      -f)
        shift
        left=$((left - 1))
        set -- "$@" -f
        word=raw
        ;;
    esac
    set -- "$@" "$word"
  done
  "$REAL" "$@"
  code=$?
  rm "$TMPDIR/zeros"
  exit $code
}

# Puts a new image of the same format and virtual size in the place of `image.*`.
empty_image() {
  "$REAL" create -q -f "$1" image.* "$(size_of image.*)"
}

# Whether the raw or qcow2 image at hand holds other than zeros at its start.
holds_data() {
  case $1 in raw | qcow2) ;; *) return 1 ;; esac
  ! "${REAL%img}io" -r -f "$1" -c 'read -P 0 0 512' image.* >/dev/null 2>&1
}

# Resizes an image whose format qemu-img does not resize, by way of a raw one of the size that was asked for.
resize_through_raw() {
  format=$3
  for word in "$@"; do before=${last-}; last=$word; done
  image=$before
  end=$last
  case $format,$(head -c 8 "$image" | tr -d '\0') in
    vpc,conectix) options='-o force_size=on' ;;
    vpc,*) options='-o force_size=on,subformat=fixed' ;;
    *) options= ;;
  esac
  "$REAL" convert -f "$format" -O raw "$image" "$TMPDIR/raw" &&
    { [ -z "${empty-}" ] || blank "$TMPDIR/raw"; } &&
    "$REAL" resize -q -f raw "$TMPDIR/raw" "$end" &&
    # shellcheck disable=SC2086 # several words
    "$REAL" convert -f raw -O "$format" $options "$TMPDIR/raw" "$image"
  code=$?
  rm -f "$TMPDIR/raw"
  exit $code
}

# Overwrites bytes of a file: FILE OFFSET, then octal escapes.
patch() {
  printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
