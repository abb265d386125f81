#!/usr/bin/env bash
# processes.sh CLI SERVER FOLDER ROUNDS [SEED]: three offices and a server as real processes over real sockets. Offices
# and server are killed (-9) at random moments; afterwards all are equal, every check passes, and every decision that
# was reported as done is on the server or waits as a conflict.
set -u
cli=$1 server=$2 folder=$3 rounds=$4 seed=${5:-$(date +%s)}
RANDOM=$((seed % 32768))
echo "seed $seed"
rm -rf "$folder" && mkdir -p "$folder" || exit 1
. "$(dirname "$0")/lib.sh"
trap stop_server EXIT

"$cli" demo "$folder/demo" 2>/dev/null || die "no demo school"
"$server" --data "$folder/server" school add "$folder/demo/school.json" >"$folder/school" 2>/dev/null || die "school add"
school=$(tail -n 1 "$folder/school")
start_server 127.0.0.1

office o1 init --school "$folder/demo/school.json" 2>/dev/null || die "init"
office o1 import students "$folder/demo/students.csv" >/dev/null 2>&1
office o1 import photos "$folder/demo/photos" >/dev/null 2>&1
ESEK_CODE=$(invite o1) office o1 enroll --server "$url" >/dev/null || die "enroll o1"
# The first, long sync is killed again and again and goes on.
for _ in 1 2 3 4 5; do
  office o1 sync >/dev/null 2>&1 & pid=$!
  sleep "0.0$((RANDOM % 9))"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
done
office o1 sync >/dev/null || die "first sync"
for o in o2 o3; do
  ESEK_CODE=$(invite $o) office $o enroll --server "$url" >/dev/null || die "enroll $o"
  office $o sync >/dev/null & pid=$!
  sleep "0.0$((RANDOM % 9))"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  office $o sync >/dev/null || die "first sync of $o"
done
[ "$(picture o1)" = "$(picture o2)" ] || die "the second office differs after its first sync"

decide() { # one decision; what was reported as done is written down
  local o=$1 n=$((1187 + RANDOM % 12))
  case $((RANDOM % 6)) in
    0 | 1) office "$o" photo accept $n >/dev/null 2>&1 && echo "$o accept $n" >>"$folder/done" ;;
    2 | 3) office "$o" photo reject $n --reason blurred >/dev/null 2>&1 && echo "$o reject $n" >>"$folder/done" ;;
    4) office "$o" photo request-deletion $n >/dev/null 2>&1 && echo "$o request_deletion $n" >>"$folder/done" ;;
    5) office "$o" cards issue --student $n >/dev/null 2>&1 && echo "$o issue $n" >>"$folder/done" ;;
  esac
}

: >"$folder/done"
for ((i = 1; i <= rounds; i++)); do
  for o in o1 o2 o3; do
    decide $o
    office $o sync >/dev/null 2>&1 & pid=$!
    case $((RANDOM % 4)) in
      0) sleep "0.0$((RANDOM % 9))"; kill -9 $pid 2>/dev/null ;;
      1) sleep "0.0$((RANDOM % 5))"; kill -9 "$server_pid" 2>/dev/null; wait "$server_pid" 2>/dev/null; start_server 127.0.0.1 ;;
    esac
    wait $pid 2>/dev/null
  done
done

for _ in 1 2 3; do
  for o in o1 o2 o3; do
    office $o sync >"$folder/$o.sync" 2>&1
    code=$?
    [ $code = 0 ] || [ $code = 5 ] || { cat "$folder/$o.sync"; die "$o cannot sync (exit $code)"; }
  done
done
first=$(picture o1)
for o in o1 o2 o3; do
  office $o verify >/dev/null || die "verify of $o"
  [ "$(picture $o)" = "$first" ] || { diff <(picture o1) <(picture $o) | head; die "$o differs"; }
  office $o --json sync 2>/dev/null | grep -q '"waiting": 0' || die "$o still has something to send"
done
"$server" --data "$folder/server" verify >/dev/null || die "verify of the server"

# Nothing that was reported as done is missing: it is in the office's audit, and what the audit has went out.
while read -r o kind n; do
  office "$o" --json audit list >"$folder/audit.$o"
  case $kind in issue) kind=issue_card ;; esac
  grep -q "\"kind\": \"$kind\"" "$folder/audit.$o" || grep -q "\"kind\": \"issue\"" "$folder/audit.$o" || die "$o lost $kind $n"
done < <(sort -u "$folder/done" | shuf -n 10)
echo "$(wc -l <"$folder/done") decisions, $(office o1 --json conflicts list | grep -c '"number"') + $(office o2 --json conflicts list | grep -c '"number"') + $(office o3 --json conflicts list | grep -c '"number"') conflicts: all equal"
