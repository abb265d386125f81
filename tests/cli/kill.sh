#!/usr/bin/env bash
# kill.sh CLI FOLDER TIMES [SEED]: imports, reviews and exports on a demo school and is killed (-9) at random moments.
# After each kill `verify` must pass, and everything that a command reported as done must be there.
set -u
cli=$1 folder=$2 times=$3 seed=${4:-$(date +%s)}
RANDOM=$((seed % 32768))
echo "seed $seed"
rm -rf "$folder" && mkdir -p "$folder" || exit 1
done_log=$folder/done
out=$folder/cards.pdf
fail() { echo "FAILED (seed $seed, kill $i): $1"; exit 1; }

"$cli" demo "$folder/demo" 2>/dev/null || { echo "cannot write the demo school"; exit 1; }

new_school() {
  rm -rf "$folder/replica" "$out"
  : >"$done_log"
  "$cli" --data "$folder/replica" init --school "$folder/demo/school.json" 2>/dev/null
}

# One clerk's day. A line goes to the log only after the command has ended with success.
work() {
  "$cli" --data "$folder/replica" import students "$folder/demo/students.csv" >/dev/null 2>&1 && echo "students" >>"$done_log"
  "$cli" --data "$folder/replica" import photos "$folder/demo/photos" >/dev/null 2>&1 && echo "photos" >>"$done_log"
  # Not in register order, so that every restart goes on with others.
  for n in $(seq 1187 1246 | shuf --random-source=<(yes "$1")); do
    "$cli" --data "$folder/replica" photo accept "$n" >/dev/null 2>&1 && echo "accepted $n" >>"$done_log"
    if ((n % 7 == 0)); then
      batch=$("$cli" --data "$folder/replica" cards issue --all-ready 2>/dev/null | head -n 1)
      if [ -n "$batch" ]; then
        echo "batch $batch" >>"$done_log"
        "$cli" --data "$folder/replica" cards export "$batch" --format pdf --out "$out" >/dev/null 2>&1 &&
          echo "pdf" >>"$done_log"
      fi
    fi
  done
}

new_school
for ((i = 1; i <= times; i++)); do
  set -m
  work "$i" & job=$!
  set +m
  sleep "0.$(printf '%03d' $((RANDOM % 700)))"
  kill -9 -- "-$job" 2>/dev/null
  wait "$job" 2>/dev/null

  "$cli" --data "$folder/replica" verify >/dev/null 2>"$folder/problems" || fail "verify: $(cat "$folder/problems")"
  listed=$("$cli" --data "$folder/replica" photo list --status accepted --json) || fail "photo list"
  while read -r what id; do
    case $what in
    accepted) grep -q "\"registerNumber\": \"$id\"" <<<"$listed" || fail "accepted photo of $id is gone" ;;
    students) [ "$("$cli" --data "$folder/replica" students list --json | grep -c '"surname"')" -eq 60 ] || fail "pupils are gone" ;;
    batch) "$cli" --data "$folder/replica" cards batches --json | grep -q "$id" || fail "batch $id is gone" ;;
    pdf) tail -c 32 "$out" | grep -q '%%EOF' || fail "the PDF is not whole" ;;
    esac
  done < <(sort -u "$done_log")
  # A part of a file under the final name would look like a finished batch.
  [ ! -e "$out" ] || tail -c 32 "$out" | grep -q '%%EOF' || fail "half a PDF"
  if [ "$(grep -c '^accepted' "$done_log")" -gt 45 ]; then new_school; fi
done
echo "$times kills, nothing lost"
