#!/bin/bash
# Frequent misspellings of English words in code, comments and documents. Usage: spelling_en.sh ROOT
# words-en.txt holds what codespell takes for one and is none: Polish words, and names in small letters. Names with a
# capital inside (onText) and abbreviations are not looked at.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
command -v codespell >/dev/null || { echo "skipped: no codespell"; exit 4; }
# README.md is Polish; pictures, fonts and translations hold no English.
find src ui tests installer .github -type f \
    \( -name '*.cpp' -o -name '*.h' -o -name '*.sh' -o -name '*.md' -o -name '*.txt' -o -name '*.cmake' -o -name run \) \
    -not -name 'words-*.txt' -print0 |
    xargs -0 codespell --quiet-level 2 --ignore-words "$here/words-en.txt" \
        --ignore-regex '\b\w*[a-z][A-Z]\w*\b|\b[A-Z]{2,}\b'
