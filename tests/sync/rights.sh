#!/usr/bin/env bash
# rights.sh CLI SERVER DESKTOP FOLDER: whatever the programs make, no other user of the computer can read it, even when
# the person's own setting (umask 022) would let everybody. DESKTOP may be "-".
set -u
cli=$1 server=$2 desktop=$3 folder=$4
rm -rf "$folder" && mkdir -p "$folder" || exit 1
. "$(dirname "$0")/lib.sh"
trap stop_server EXIT
umask 022

# closed WHAT PATH...: nothing in these places that others may touch.
closed() {
  local what=$1; shift
  [ -e "$1" ] || die "$what: there is nothing to look at"
  local open
  open=$(find "$@" ! -type l -perm /077 -printf '%m %p\n')
  [ -z "$open" ] || { echo "$open"; die "$what can be read by others"; }
}

"$cli" demo "$folder/places/demo" >/dev/null 2>&1 || die "no demo school"
closed "the demo school" "$folder/places"
demo=$folder/places/demo

# The README's first command, before any other has made the folder.
"$server" --data "$folder/city/server" school add "$demo/school.json" >"$folder/school" 2>/dev/null || die "school add"
school=$(tail -n 1 "$folder/school")
closed "the server's folder" "$folder/city"
mv "$folder/city/server" "$folder/server"
start_server 127.0.0.1 --log "$folder/server/server.log"

office home/o1 init --school "$demo/school.json" 2>/dev/null || die "init"
closed "a new office" "$folder/home"
office home/o1 import students "$demo/students.csv" >/dev/null 2>&1
office home/o1 import photos "$demo/photos" --as accepted >/dev/null 2>&1
office home/o1 cards issue --all-ready >"$folder/batch" 2>/dev/null || die "cards issue"
batch=$(office home/o1 --json cards batches 2>/dev/null | sed -n 's/.*"id": "\([0-9a-f-]*\)".*/\1/p' | head -n 1)
[ -n "$batch" ] || batch=$(grep -oE '[0-9a-f]{8}-[0-9a-f-]{27}' "$folder/batch" | head -n 1)
mkdir "$folder/exports"
for format in pdf sheet vendor sio; do
  office home/o1 cards export "$batch" --format $format --out "$folder/exports/$format" >/dev/null 2>"$folder/export.err" ||
    { cat "$folder/export.err"; die "export $format"; }
done
photo=$(find "$demo/photos" -name '*.jpg' | head -n 1)
office home/o1 photo crop "$photo" --out "$folder/exports/crop.jpg" >/dev/null 2>&1 || die "photo crop"
office home/o1 backup "$folder/exports/backup" >/dev/null 2>&1 || die "backup"
"$server" --data "$folder/server" backup "$folder/exports/server-backup" >/dev/null 2>&1 || die "the server's backup"
chmod 700 "$folder/exports" # made above, by this script
closed "exports" "$folder/exports"
find "$folder/home/o1/cache/print" -type f | grep -q . || die "the print cache is empty"
"$cli" --data "$folder/home/back" restore "$folder/exports/backup" >/dev/null 2>&1 || die "restore"

ESEK_CODE=$(invite o1) office home/o1 enroll --server "$url" >/dev/null || die "enroll o1"
office home/o1 sync >/dev/null || die "sync o1"
ESEK_CODE=$(invite o2) office home/o2 enroll --server "$url" >/dev/null || die "enroll o2"
for moment in 2 4 6 8; do
  office home/o2 sync >/dev/null 2>&1 & pid=$!
  sleep "0.$moment"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  closed "a sync that was killed" "$folder/home"
done
office home/o2 sync >/dev/null || die "sync o2"
if [ "$desktop" != - ]; then
  "$(dirname "$0")/../ui/under_display.sh" "$desktop" --data "$folder/home/o1" \
    --screenshot "$folder/exports/window.png" >/dev/null 2>&1 || die "the desktop does not start"
fi
closed "the offices" "$folder/home"
closed "the server" "$folder/server"

# What an older version or a copy left open is closed by the next command, and a stranger's file stays as it is.
chmod -R go+rX "$folder/home/o1" "$folder/server"
office home/o1 students list >/dev/null 2>"$folder/told" || die "students list"
[ -s "$folder/told" ] && { cat "$folder/told"; die "something was said though all was closed"; }
"$server" --data "$folder/server" school list >/dev/null 2>&1
closed "a folder that was open" "$folder/home/o1" "$folder/server"
chmod -R go+rX "$folder/home/o1"
echo "not ours" >"$folder/home/o1/notes.txt"
office home/o1 students list >/dev/null 2>&1
[ "$(stat -c %a "$folder/home/o1/notes.txt" "$folder/home/o1" | tr '\n' ' ')" = "644 755 " ] || die "a stranger's file was touched"
closed "our things beside a stranger's" "$folder/home/o1/replica.sqlite" "$folder/home/o1/blobs" "$folder/home/o1/cache"
echo "all closed"
