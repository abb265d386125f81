#!/bin/bash
# clang-tidy over every file of src/ and ui/ (about an hour on two cores), then the other tests with the label lint.
# Asks nothing, changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
bash installer/setup.sh
cmake --preset dev -DESEK_LINT=ON
code=0
bash tests/lint/tidy.sh "$PWD" "$PWD/build/dev" all || code=1
ctest --preset dev -L lint -E 'clang-tidy' || code=1
exit $code
