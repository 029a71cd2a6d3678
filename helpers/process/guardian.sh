# Watches over a process, its owner, and ends what that has started once it is gone: also where it was killed and could
# not do so itself. The kernel tells of that by closing the pipe that is this program's standard input.
#
# usage: sh guardian.sh OWNER MARK
#        flock FOLDER sh guardian.sh OWNER MARK FOLDER FAREWELL
#   OWNER     process id
#   MARK      how an entry in the environment of everything begins that the owner has started
#   FOLDER    what the owner holds as long as it lives, or until it says "release"
#   FAREWELL  POSIX shell, by which the folder is cleared away; `$1` is the folder
#
# Prints "ready", or ends with 76 where the folder is not there any more.

owner=$1 mark=$2 folder=$3 farewell=$4
trap '' INT TERM HUP
[ -z "$folder" ] || [ -d "$folder" ] || exit 76

# Whoever is started by an owner that is in a group of its own is born there, and would be killed with it.
while IFS=: read -r number _ path; do
  [ "$number" = 0 ] && own=$path
done <"/proc/$owner/cgroup" 2>/dev/null
while read -r _ mounted type _; do
  [ "$type" = cgroup2 ] && break
done </proc/mounts 2>/dev/null
[ "$type" = cgroup2 ] || mounted=
case $own in
  */instar-parity-$owner-*) [ -n "$mounted" ] && echo $$ >"$mounted${own%/*}/cgroup.procs" ;;
esac 2>/dev/null

# A cgroup knows what is below it, whatever that has done to its environment and its session (cgroups(7), version 2).
# It is there for whoever may make one: as a rule that is root, outside of containers.
group=
[ -z "$folder" ] && [ -n "$mounted" ] && [ -n "$own" ] && group=$mounted${own%/}/instar-parity-$owner-$$
if [ -n "$group" ] && mkdir "$group" 2>/dev/null; then
  { [ -e "$group/cgroup.kill" ] && echo "$owner" >"$group/cgroup.procs"; } 2>/dev/null ||
    { rmdir "$group"; group=; }
else
  group=
fi

echo ready
exec >/dev/null 2>&1
released=
while read -r word; do released=$word; done

if [ -z "$released" ]; then
  # The pipe is closed a moment before the owner has ended, which is to end as it would have without us.
  rounds=500
  while read -r state <"/proc/$owner/stat" && [ $rounds -gt 0 ]; do
    case $state in *") Z "*) break ;; esac
    rounds=$((rounds - 1))
    sleep 0.01
  done

  [ -n "$group" ] && echo 1 >"$group/cgroup.kill"
  # Whoever forks faster than it is killed is met again. What grep answers is its output: it fails for every environment
  # that is somebody else's.
  rounds=100
  while pids=$(grep -slaz "^$mark" /proc/[0-9]*/environ); [ -n "$pids" ] && [ $rounds -gt 0 ]; do
    for path in $pids; do
      path=${path#/proc/}
      kill -9 "${path%/environ}"
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
fi
[ -z "$folder" ] || sh -c "$farewell" sh "$folder"
