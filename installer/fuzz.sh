#!/bin/bash
# Runs every fuzzer of tests/fuzz for a while, beginning with the inputs of the tests and with what earlier runs kept
# under build/fuzz/corpus.
#   installer/fuzz.sh [SECONDS [TARGET...]]     60 seconds each, all targets
# An input that breaks something is kept as build/fuzz/found/TARGET-crash-... and the exit code is 1. Make it a test in
# the suite of its module before mending the code.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  for file in tests/fuzz/[a-z]*.cpp; do
    name=${file##*/}
    targets+=("${name%.cpp}")
  done
fi
build=build/fuzz
mkdir -p "$build/found"
# Every library that the programs use is built with the sanitizers, so the folder is apart from the others.
cmake -S . -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Dev \
  -DESEK_FUZZ=ON -DESEK_UI=OFF -DESEK_BENCH=OFF >"$build/configure.log" || { tail -20 "$build/configure.log" >&2; exit 1; }
programs=("${targets[@]/#/fuzz_}")
cmake --build "$build" -j "${ESEK_JOBS:-$(nproc)}" --target fuzz_seeds "${programs[@]}"
rm -rf "$build/seeds"
"$build/bin/fuzz_seeds" "$build/seeds"
mkdir -p "$build/seeds/template"
cp resources/cards/*.json resources/cards/base/*.json "$build/seeds/template/"
failed=0
for target in "${targets[@]}"; do
  corpus=$build/corpus/$target
  mkdir -p "$corpus"
  log=$build/found/$target.log
  if "$build/bin/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/found/$target-" "$corpus" "$build/seeds/$target" >"$log" 2>&1; then
    echo "$target: $(awk '/number_of_executed_units/ { print $2 }' "$log") inputs, nothing found"
  else
    failed=1
    echo "$target: FOUND $(grep -m1 -E 'ERROR|broken rule|runtime error|SUMMARY' "$log" || true), see $log"
  fi
done
exit $failed
