#!/bin/bash
# Every word of the Polish translations stands in the dictionary, or in words-pl.txt beside this script (names, formats,
# words of the command line). Abbreviations in capital letters are not looked at. Usage: spelling_pl.sh ROOT
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
hunspell -d pl_PL -l </dev/null >/dev/null 2>&1 || { echo "skipped: no hunspell with Polish (hunspell-pl)"; exit 4; }
# Only the translations, without placeholders, line ends and the marks of keys ("&Zapisz").
texts() {
    msgcat --no-wrap --use-first resources/locale/pl/*.po | sed '1,/^$/d' |
        sed -nE 's/^msgstr(\[[0-9]\])? "(.*)"$/\2/p' | sed -E 's/\{[^}]*\}|\\n|\\t|<[^>]*>/ /g; s/--[a-z-]+/ /g; s/&//g'
}
unknown=$(texts | LC_ALL=C.UTF-8 hunspell -d pl_PL -l -i utf-8 | sort -u | grep -vxE '[A-Z]{2,}' |
    grep -vxFf "$here/words-pl.txt" || true)
[ -z "$unknown" ] || {
    echo "Words that the Polish dictionary does not know; mend them, or add a name to tests/lint/words-pl.txt:"
    echo "$unknown"
    exit 1
}
