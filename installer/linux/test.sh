#!/bin/bash
# Tries the Debian packages of installer/release.sh on a bare Debian 12: installs them with what they depend on, does the
# main job with each program, upgrades, removes and purges, and looks at what is left. It needs nothing of the build.
#
#   installer/linux/test.sh          takes the packages in build/release-artefacts
#   installer/linux/test.sh --keep   leaves the system in build/package-trial/root to be looked at
#
# Writes in build/package-trial only. Needs mmdebstrap, and root or a user with a range of ids in /etc/subuid.
set -euo pipefail
cd "$(dirname "$0")/../.."
trial=packages
. installer/bare_root.sh

keep=false
arguments=("$@")
[ $# -eq 0 ] || { [ "$*" = --keep ] && keep=true; } || fail "unknown option $*"
place=$PWD/build/package-trial
root=$place/root
user=sekretariat
packages=(build/release-artefacts/*.deb)
[ -e "${packages[0]}" ] || fail "there are no packages; installer/release.sh makes them"

go_inside "$PWD/installer/linux/test.sh" "${arguments[@]}"

# Numbers the packages as those of a later version, without building them.
later() {
    local package unpacked
    mkdir -p "$root/later"
    for package in "${packages[@]}"; do
        unpacked=$place/unpacked
        rm -rf "$unpacked"
        dpkg-deb --raw-extract "$package" "$unpacked"
        sed -i -E 's/^(Version: .*)$/\1+later/; s/(esekretariat-common \(= [^)]*)\)/\1+later)/' "$unpacked/DEBIAN/control"
        dpkg-deb --root-owner-group --build "$unpacked" "$root/later/" >/dev/null
    done
    rm -rf "$unpacked"
}
apt() { enter env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=60 "$@" >"$place/apt.log" 2>&1 || {
    tail -n 15 "$place/apt.log" >&2
    fail "apt-get $1 failed"
}; }
as() { # USER COMMAND: a shell command in that user's own folder
    enter setpriv --reuid="$1" --regid="$1" --init-groups env HOME="$(enter getent passwd "$1" | cut -d : -f 6)" \
        USER="$1" LANG=C.UTF-8 bash -euc "cd; $2"
}

make_base
say "unpacks it"
unpack
cp "${packages[@]}" "$root/"
say "installs the packages with what they depend on (3 minutes, then from the files that are kept)"
apt update
# A screen for the desktop's picture, and a reader for the PDF.
apt install --yes --no-install-recommends xvfb xauth poppler-utils
(cd "$root" && printf '/%s\n' esekretariat*.deb) >"$place/names"
mapfile -t names <"$place/names"
apt install --yes --no-install-recommends "${names[@]}"

say "the main job on the command line and a picture of the desktop"
as "$user" '
    esekretariat-cli --version
    esekretariat-cli demo school >/dev/null
    cli() { esekretariat-cli --data data "$@"; }
    cli init --school school/school.json
    cli import students school/students.csv
    cli import photos school/photos --as accepted
    batch=$(cli cards issue --class 1A | tail -n 1)
    cli cards export "$batch" --format pdf --out cards.pdf
    cli report photo-progress --out progress.xlsx
    cli verify
    pdfinfo cards.pdf | grep -q "Page size: *242.6[0-9]* x 153.0"
    # HEIC and WebP go through the decoder, which has to be found where it is installed.
    test -x /usr/lib/esekretariat/esekretariat-decoder
    xvfb-run --auto-servernum esekretariat --data data --view cards --screenshot desktop.png
    test -s desktop.png'

say "a server of the package, an office that joins it"
[ "$(enter stat -c '%U %a' /var/lib/esekretariat)" = "esekretariat 700" ] || fail "/var/lib/esekretariat is open to others"
[ "$(enter stat -c '%a' /etc/default/esekretariat-server)" = 600 ] || fail "the server's options are open to others"
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
cp "$root/home/$user/school/school.json" "$root/tmp/school.json"
chmod 644 "$root/tmp/school.json"
server="esekretariat-server --data /var/lib/esekretariat"
as esekretariat "$server school add /tmp/school.json | tail -n 1 >/tmp/school.id"
as esekretariat "exec $server --listen 127.0.0.1:$port" >"$place/server.log" 2>&1 &
as esekretariat "$server device invite --school \$(cat /tmp/school.id) --role clerk --name biuro | tail -n 1 >/tmp/code"
enter chown "$user:" /tmp/code
chmod 600 "$root/tmp/code"
for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break || sleep 0.1; done
as "$user" "
    esekretariat-cli --data data enroll --server http://127.0.0.1:$port --code-file /tmp/code
    esekretariat-cli --data data sync"
first_line_of() { enter bash -c "exec 3<>/dev/tcp/127.0.0.1/$port; printf 'GET $1 HTTP/1.1\r\nHost: 127.0.0.1:$port\r\nConnection: close\r\n\r\n' >&3; head -n 1 <&3"; }
first_line_of / | grep -qE ' (200|303) ' || fail "the families' panel does not answer"
pkill -TERM -f "esekretariat-server --data /var/lib/esekretariat --listen" || fail "the server had ended: $(cat "$place/server.log")"
as esekretariat "$server verify"

say "an upgrade keeps data and options, an older version is refused"
echo '# changed by the administrator' >>"$root/etc/default/esekretariat-server"
later
(cd "$root" && printf '/%s\n' later/*.deb) >"$place/later"
mapfile -t later_names <"$place/later"
apt install --yes --no-install-recommends "${later_names[@]}"
enter dpkg-query --show --showformat='${Version}' esekretariat-server | grep -q later || fail "nothing was upgraded"
grep -q 'changed by the administrator' "$root/etc/default/esekretariat-server" || fail "the upgrade threw away options"
as "$user" 'esekretariat-cli --data data verify'
as esekretariat "$server verify"
if enter env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes install "${names[@]}" >/dev/null 2>&1; then
    fail "an older version was installed over a newer one"
fi

say "removed and purged: programs go, data stay"
apt remove --yes 'esekretariat*'
[ -e "$root/etc/default/esekretariat-server" ] || fail "removing threw away options"
apt purge --yes 'esekretariat*'
left=$(enter find /usr /etc /lib/systemd -path /usr/share/doc -prune -o -name '*esekretariat*' -print | head)
[ -z "$left" ] || fail "left behind: $left"
enter test -e /var/lib/esekretariat || fail "the purge removed the schools' data"
enter test -s "/home/$user/data/replica.sqlite" || fail "the purge removed an office's data"
say "everything of it is so"
