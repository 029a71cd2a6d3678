# What a VHDX has of its disk, read from its block allocation table ([MS-VHDX] 2.2.3, 2.5 and 2.6).

# little_endian FILE OFFSET SIZE TYPE: prints a field of a file, as od prints its type.
little_endian() {
  od -A n -v --endian=little -t "$4" -j "$2" -N "$3" "$1" | tr -d ' '
}

# entry_of FILE OFFSET COUNT GUID: prints where the entry of a table stands that begins with a GUID, told by its first
# field; entries are 32 bytes long.
entry_of() {
  at=$2
  for _ in $(seq "$3"); do
    [ "$(little_endian "$1" "$at" 4 x4)" != "$4" ] || { echo "$at"; return; }
    at=$((at + 32))
  done
  return 1
}

# present_blocks FILE DISK BLOCK: prints the number of each block that is present, given the sizes of disk and block.
present_blocks() {
  regions=196608
  count=$(little_endian "$1" $((regions + 8)) 4 u4)
  bat=$(entry_of "$1" $((regions + 16)) "$count" 2dc27766) || return
  bat=$(little_endian "$1" $((bat + 16)) 8 u8)
  metadata=$(entry_of "$1" $((regions + 16)) "$count" 8b7ca206) || return
  metadata=$(little_endian "$1" $((metadata + 16)) 8 u8)
  count=$(little_endian "$1" $((metadata + 10)) 2 u2)
  sector=$(entry_of "$1" $((metadata + 32)) "$count" 8141bf1d) || return
  sector=$(little_endian "$1" $((sector + 16)) 4 u4)
  sector=$(little_endian "$1" $((metadata + sector)) 4 u4)

  # A bitmap of sectors is for so many blocks, and has its entry behind theirs.
  chunk=$((8388608 * sector / $3))
  blocks=$((($2 + $3 - 1) / $3))
  entries=$((blocks + (blocks - 1) / chunk))
  block=0
  since=0
  od -A n -v --endian=little -t x8 -w8 -j "$bat" -N $((8 * entries)) "$1" | while read -r entry; do
    if [ $since -eq $chunk ]; then
      since=0
      continue
    fi
    # The state is in the lowest three bits: 6 is present, 7 present in part.
    case $entry in *[67ef]) echo $block ;; esac
    block=$((block + 1))
    since=$((since + 1))
  done
}

# write_present_blocks FILE DISK BLOCK RAW: makes a raw image with data where the VHDX has blocks, and holes elsewhere.
write_present_blocks() {
  numbers=$(present_blocks "$1" "$2" "$3") && truncate -s "$2" "$4" || return
  for number in $numbers; do
    dd if=/dev/zero of="$4" bs="$3" seek="$number" count=1 conv=notrunc status=none || return
  done
  # The last block may reach beyond the disk.
  truncate -s "$2" "$4"
}
