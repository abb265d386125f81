#!/bin/bash
# What installer/setup.sh says on systems that it cannot simply install on. Every program that would look at this
# machine, or change it, is played here. Usage: setup_test.sh SETUP-SCRIPT WORK-FOLDER
set -euo pipefail
setup=$(realpath "$1") work=$2
rm -rf "$work"
mkdir -p "$work/installer" "$work/bin"
cp "$setup" "$work/installer/setup.sh"
printf 'alpha # why\n# a heading\nbeta\ngamma\n' >"$work/installer/packages.txt"
printf 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' >"$work/debian"
printf 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n' >"$work/ubuntu"
printf 'ID=fedora\nVERSION_ID=41\nPRETTY_NAME="Fedora Linux 41"\n' >"$work/fedora"
for program in bash env sed awk dirname true; do ln -s "$(type -P $program)" "$work/bin/"; done

play() { # program, its script
    printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}
ordinary_user() { play id 'echo 1000'; rm -f "$work/bin/sudo"; }
root() { play id 'echo 0'; rm -f "$work/bin/sudo"; }
play dpkg-query '[ "${@: -1}" = alpha ] && echo installed' # beta and gamma are missing
play apt-cache 'true'
play apt-get 'echo "$@" >>'"$work/apt.log"

try() { # system
    code=0
    : >"$work/apt.log"
    out=$(PATH=$work/bin ESEK_OS_RELEASE=$work/$1 bash "$work/installer/setup.sh" 2>&1) || code=$?
}
fail() { printf 'FAILED: %s (exit %s)\n%s\napt-get: %s\n' "$1" "$code" "$out" "$(cat "$work/apt.log")"; exit 1; }
says() { grep -qF -- "$1" <<<"$out" || fail "it does not say: $1"; }
silent_about() { ! grep -qF -- "$1" <<<"$out" || fail "it says: $1"; }
ends_with() { [ "$code" = "$1" ] || fail "another exit code than $1"; }
installs() { grep -qE -- "install --yes --no-install-recommends $1\$" "$work/apt.log" || fail "apt-get is not told to install $1"; }

ordinary_user
try debian
ends_with 1
says '  apt-get install --no-install-recommends beta gamma'
says 'there is no sudo here'
silent_about 'built and tested on Debian 12'

play sudo 'echo "sudo: a password is required" >&2; exit 1'
try debian
ends_with 1
says '  sudo apt-get install --no-install-recommends beta gamma'

play sudo '[ "$1" = -n ] && shift; exec "$@"'
try debian
ends_with 0
installs 'beta gamma'

# A system with other names: said first, what apt knows is installed, the rest is listed.
root
play apt-cache '[ "$2" != beta ]'
try ubuntu
ends_with 0
[[ $out == "setup: this is Ubuntu 24.04.1 LTS."* ]] || fail 'the other system is not named first'
says 'apt does not know these names here: beta'
installs 'gamma'

ordinary_user
try ubuntu
ends_with 1
says '  apt-get install --no-install-recommends gamma'

# On Debian 12 a name that apt does not know is a mistake in packages.txt, and apt says so.
root
play apt-get 'echo "$@" >>'"$work/apt.log"'; case "$*" in *install*) echo "E: Unable to locate package beta" >&2; exit 100 ;; esac'
try debian
[ "$code" != 0 ] || fail 'apt fails and setup.sh does not'
says 'Unable to locate package beta'

# No apt at all: the list, and the build may be tried.
rm "$work/bin/apt-get" "$work/bin/apt-cache" "$work/bin/dpkg-query"
try fedora
ends_with 0
says 'this is Fedora Linux 41'
says '  alpha beta gamma'

echo "setup.sh says what to do"
