#!/usr/bin/env bash
# manual_test.sh PROGRAM PAGE: the manual names every verb and every option that the program's own help names.
set -u
program=$1 page=$2 failed=0
help=$("$program" --lang en --help) || exit 1
words=$(grep -oE '(^|[ ,])--[a-z-]+' <<<"$help" | tr -d ' ,' | sort -u
    awk '/^Subcommands:/ { on = 1; next } on && /^  [a-z]/ { print $1 }' <<<"$help")
[ "$(wc -l <<<"$words")" -gt 8 ] || { echo "the help of $program could not be read"; exit 1; }
# In a manual a hyphen of an option is written \-.
text=$(sed 's/\\-/-/g; s/\\f[BIR]//g' "$page")
for word in $words; do
    grep -qE -- "(^|[^a-z-])$word([^a-z-]|$)" <<<"$text" || { echo "$page does not name $word"; failed=1; }
done
exit $failed
