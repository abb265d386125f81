#!/bin/bash
# Installs what is missing, builds, runs the tests. The last lines are ctest's summary; the exit code is ctest's.
#
#   installer/test.sh              every test
#   installer/test.sh -L fast      only the fast ones: all arguments go to ctest (-L LABEL, -R REGEX, ...)
#
# With CI=true a test that skips is an error too: a machine that has every package of installer/packages.txt can run
# all of them but those with the label corpus, which need the photographs of ../shared, and those with the label e2e,
# which fetch the driver of the browser from npm.
set -euo pipefail
cd "$(dirname "$0")/.."
bash installer/setup.sh
echo "test: configures and builds (20 to 30 minutes the first time on two cores, little after a small change)"
cmake --preset dev
cmake --build --preset dev
echo "test: runs the tests (all of them take about 12 minutes on two cores, the fast ones about 3)"
log=build/test.log
ctest --preset dev --parallel "$(nproc)" "$@" | tee "$log"

[ "${CI:-}" = true ] || exit 0
# ctest's closing list says "12 - name (Skipped)".
skipped=$(sed -nE 's/^[[:space:]]*[0-9]+ - (.*) \(Skipped\)$/\1/p' "$log" |
    grep -vxFf <(ctest --preset dev -N -L 'corpus|e2e' | sed -nE 's/^ *Test +#[0-9]+: //p') || true)
[ -z "$skipped" ] || {
    echo "test: these tests were skipped, although only those that need ../shared or npm may be:" >&2
    echo "$skipped" >&2
    echo "test: name what they need in installer/packages.txt, or mend what forbids it on this machine" >&2
    exit 1
}
