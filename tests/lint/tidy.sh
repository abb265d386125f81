#!/bin/bash
# clang-tidy over the files that changed since the last tag, or in the last 200 commits where there is none; the newest
# first, and no new file is begun after so many seconds. Usage: tidy.sh ROOT BUILD-FOLDER SECONDS
# `all` in place of the seconds looks at every file (installer/lint.sh). The checks are those of .clang-tidy.
set -euo pipefail
cd "$1"
build=$2 seconds=$3
command -v clang-tidy >/dev/null || { echo "skipped: no clang-tidy"; exit 4; }
[ -f "$build/compile_commands.json" ] || { echo "$build has no compile_commands.json: configure it first"; exit 1; }

candidates() {
    if [ "$seconds" = all ]; then
        git ls-files src ui
    elif tag=$(git describe --tags --abbrev=0 2>/dev/null); then
        git log --name-only --format= "$tag..HEAD" -- src ui
    else
        git log --name-only --format= --max-count=200 -- src ui
    fi
}
# Only what this build compiles: not the files of another system, nor what was removed since. Some files are compiled
# together in one; that one is looked at in their place.
compiled() {
    while read -r file; do
        if grep -qF "/$file\"" "$build/compile_commands.json"; then
            echo "$file"
        else
            grep -rlF --include='unity_*_cxx.cxx' "/$file\"" "$build/src" "$build/ui" 2>/dev/null || true
        fi
    done
}
mapfile -t files < <(candidates | awk '/\.cpp$/ && !seen[$0]++' | compiled | awk '!seen[$0]++')
[ ${#files[@]} -gt 0 ] || { echo "nothing changed in src or ui"; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work build
# clang knows other warnings than g++, whose flags it gets here.
options=(--quiet -p "$build" --extra-arg=-Wno-unknown-warning-option)
end=0
if [ "$seconds" != all ]; then
    end=$(($(date +%s) + seconds))
    options+=(--checks=-clang-analyzer-*)
fi
export end
one() {
    if [ "$end" -ne 0 ] && [ "$(date +%s)" -ge "$end" ]; then
        echo "$1" >>"$work/left"
        return 0
    fi
    local out
    out=$(clang-tidy "${@:2}" "$1" 2>/dev/null || true)
    [ -z "$out" ] || echo "$out"
    # g++ compiles the product; what clang 14 does not understand of C++20 is no finding.
    ! grep -q 'clang-diagnostic-error\]' <<<"$out" || echo "$1" >>"$work/unread"
    ! grep -q -- '-warnings-as-errors\]' <<<"$out" || echo "$1" >>"$work/failed"
}
export -f one
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'one "${@: -1}" "${@:1:$#-1}"' - "${options[@]}"
count() { cat "$work/$1" 2>/dev/null | wc -l; }
echo "clang-tidy looked at $((${#files[@]} - $(count left))) of ${#files[@]} files; clang could not read $(count unread) of them"
[ "$(count failed)" -eq 0 ] || { echo "findings in:"; cat "$work/failed"; exit 1; }
