#!/bin/bash
# Looks at the subjects of commits: "room: do something", at most 72 characters, one subject (see .github/CONTRIBUTING.md).
#
#   installer/commits.sh                  those since the last tag, at most 200, from the first commit that kept the rule
#   installer/commits.sh --subject TEXT   one subject
set -euo pipefail
cd "$(dirname "$0")/.."

# Prints what is wrong with a subject; nothing when it is good.
fault() {
    local subject=$1
    case $subject in Merge\ * | Revert\ * | fixup!\ *) return ;; esac
    [[ $subject =~ ^[a-z_/.-]+:\ [a-z] ]] || { echo 'begins neither with the room in small letters nor goes on with a verb ("room: do something")'; return; }
    [ ${#subject} -le 72 ] || { echo "has ${#subject} characters; 72 fit into every list of commits"; return; }
    [[ $subject != *";"* ]] || { echo 'joins two subjects with a semicolon: make two commits'; return; }
    [[ $subject != *[.!] ]] || echo 'ends with a full stop'
}

if [ "${1:-}" = --subject ]; then
    wrong=$(fault "${2:?}")
    [ -z "$wrong" ] || { echo "The subject \"$2\" $wrong." >&2; exit 1; }
    exit 0
fi

# The rule is younger than the project: commits up to this one are not looked at.
since=c58d286c345efbb5cd59e4f450e61a3c697dd9f9
range=HEAD
if git rev-parse --verify --quiet "$since^{commit}" >/dev/null; then range=$since..HEAD; fi
faults=0
while IFS=$'\t' read -r id subject; do
    wrong=$(fault "$subject")
    [ -z "$wrong" ] || { echo "$id \"$subject\" $wrong"; faults=$((faults + 1)); }
done < <(git log --no-merges --max-count=200 --format='%h%x09%s' "$range")
[ "$faults" -eq 0 ] || exit 1
echo "the subjects of the last commits are in order"
