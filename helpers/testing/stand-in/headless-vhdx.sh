# A VHDX whose two headers carry another signature: qemu-img finds no valid header in it and cannot open it, and
# with the signature put back it is the image that it was.

is_headless() {
  [ "$(signature_at 0 8 "$1")" = vhdxfile ] && [ "$(signature_at 65536 4 "$1")" = lost ]
}

# signature_at OFFSET SIZE FILE: prints some letters of a file.
signature_at() {
  dd if="$3" bs="$2" skip=$(($1 / $2)) count=1 status=none 2>/dev/null | tr -d '\0'
}

# Writes a signature of four letters to both headers.
mark_heads() {
  for offset in 65536 131072; do
    printf %s "$1" | dd of="$2" bs=1 seek=$offset conv=notrunc status=none || exit 1
  done
}
