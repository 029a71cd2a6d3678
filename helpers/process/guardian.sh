# Watches over a process, its owner, and ends what that has started once it is gone: also where it was killed and could
# not do so itself. The kernel tells of that by closing the pipe that is this program's standard input.
#
# usage: sh guardian.sh OWNER MARK [FOLDER yes|no]
#   OWNER   process id
#   MARK    how an entry in the environment of everything begins that the owner has started
#   FOLDER  scratch directory to make, PARENT/run-ID: locked while the owner lives, removed when it is gone;
#           what runs have left that nobody holds goes first, yes: with what they have kept (PARENT/kept-ID)
#
# Prints "ready", or ends with a line of standard error that says what failed.

owner=$1 mark=$2 folder=$3 kept=$4
trap '' INT TERM HUP

# A cgroup knows what is below it, whatever that has done to its environment and its session (cgroups(7), version 2).
# It is there for whoever may make one: as a rule that is root, outside of containers.
group=
while read -r _ mounted type _; do
  [ "$type" = cgroup2 ] && break
done </proc/mounts
if [ "$type" = cgroup2 ]; then
  while IFS=: read -r number _ path; do
    [ "$number" = 0 ] && group=$mounted${path%/}/instar-parity-$owner-$$
  done <"/proc/$owner/cgroup"
fi 2>/dev/null
if [ -n "$group" ] && mkdir "$group" 2>/dev/null; then
  { [ -e "$group/cgroup.kill" ] && echo "$owner" >"$group/cgroup.procs"; } 2>/dev/null ||
    { rmdir "$group"; group=; }
else
  group=
fi

# Also what was locked against its owner. What cannot be removed stays.
remove() {
  rm -rf "$1" 2>/dev/null || { chmod -R u+rwx "$1"; rm -rf "$1"; } 2>/dev/null
}

# A lock on a directory goes with the last process that holds it, in whatever container that was.
if [ -n "$folder" ]; then
  parent=${folder%/*}
  tries=5
  # Whoever ends last removes the parent, which may be between any two of these.
  until mkdir -p -m 700 "$parent" && command exec 8<"$parent" && flock 8 && mkdir -m 700 "$folder"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || exit 1
  done
  command exec 9<"$folder" && flock -n 9 || exit 1
  # Its own is among them, so that there always is one: of a name that is not there flock would make a file.
  for left in "$parent"/run-*; do
    chmod u+rx "$left" && flock -n "$left" true && remove "$left"
  done 2>/dev/null
  for left in "$parent"/kept-*; do
    [ "$kept" = yes ] && [ ! -e "$parent/run-${left##*/kept-}" ] && remove "$left"
  done
  command exec 8<&-
fi

echo ready
exec 2>/dev/null
while read -r _; do :; done

# The pipe is closed a moment before the owner has ended, which is to end as it would have without us.
rounds=500
while read -r state <"/proc/$owner/stat" && [ $rounds -gt 0 ]; do
  case $state in *") Z "*) break ;; esac
  rounds=$((rounds - 1))
  sleep 0.01
done

[ -n "$group" ] && echo 1 >"$group/cgroup.kill"
# Whoever forks faster than it is killed is met again. What grep answers is its output: it fails for every environment that
# is somebody else's.
rounds=100
while pids=$(grep -slaz "^$mark" /proc/[0-9]*/environ); [ -n "$pids" ] && [ $rounds -gt 0 ]; do
  for path in $pids; do
    path=${path#/proc/}
    kill -9 "${path%/environ}" 2>/dev/null
  done
  rounds=$((rounds - 1))
  sleep 0.02
done
# A group is there as long as anything in it is still about to die.
rounds=100
while [ -n "$group" ] && [ -e "$group" ] && [ $rounds -gt 0 ]; do
  find "$group" -depth -type d -exec rmdir {} \;
  rounds=$((rounds - 1))
  sleep 0.02
done
if [ -n "$folder" ]; then
  remove "$folder"
  rmdir "$parent" 2>/dev/null
fi
