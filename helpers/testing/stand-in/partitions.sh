# has_partitions SECTOR: whether a disk's first sector, given as a file, is an MBR with more than one partition.
has_partitions() {
  set -- $(od -A n -v -t x1 -j 446 -N 66 "$1")
  # Four entries of 16 bytes, the fifth of which is the type, 0 where there is no partition; then the signature.
  [ $# -eq 66 ] || return
  partitions=0
  for _ in 1 2 3 4; do
    [ "$5" = 00 ] || partitions=$((partitions + 1))
    shift 16
  done
  [ "$1$2" = 55aa ] && [ $partitions -gt 1 ]
}
