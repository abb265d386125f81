#!/bin/bash
# Every source file looks as .clang-format says. Usage: format.sh ROOT
set -euo pipefail
cd "$1"
folders=()
for folder in src ui tests; do [ -d "$folder" ] && folders+=("$folder"); done
find "${folders[@]}" \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 -n 40 -P 2 clang-format --dry-run -Werror
