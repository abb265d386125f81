#!/bin/bash
# Installs what is missing, builds, makes the demo school in build/demo anew and does the main job on it: pupils and
# photos in, decisions, cards out. A server on this computer is started, the school joins it, and the families' panel
# gets a login to try. With a display the desktop then opens on that school; without one screenshots of it and of the
# panel are left beside the cards. Writes in build/ only.
set -euo pipefail
cd "$(dirname "$0")/.."
# Nothing outside build/: neither a compiler cache nor the desktop's preferences.
export CCACHE_DIR=${CCACHE_DIR:-$PWD/build/ccache}
preset=${ESEK_PRESET:-release} # installer/fresh.sh --quick takes the tests' build

# Says what is done now and how long it usually takes on two cores, and afterwards how long it did take.
steps=6 step_number=0 step_began=0
step() {
    step_took
    step_number=$((step_number + 1)) step_began=$SECONDS
    echo "run: step $step_number of $steps: $1"
}
step_took() { [ $step_number -eq 0 ] || echo "run: step $step_number took $((SECONDS - step_began)) s"; }

step "the packages of installer/packages.txt (3 to 10 minutes on a fresh system, then a second)"
bash installer/setup.sh

step "building the programs (about 10 minutes the first time; [12/428] counts the steps)"
cmake --preset "$preset"
cmake --build --preset "$preset" --target esekretariat esekretariat-cli esekretariat-server esek_locale

demo=build/demo
replica=$demo/replica
cli() { build/$preset/bin/esekretariat-cli --data "$replica" "$@"; }

step "the demo school with painted portraits (some seconds)"
rm -rf "$demo"
mkdir -p "$demo"
portraits=../shared/photos/portraits/ai
if [ -d "$portraits" ]; then
    cli demo "$demo/school" --portraits "$portraits"
else
    cli demo "$demo/school"
fi

step "pupils, photos, a day of decisions (half a minute)"
cli init --school "$demo/school/school.json"
cli import students "$demo/school/students.csv"
cli import photos "$demo/school/photos" --as pending
# One command a line, words apart by tabs: the day's work of the demo office. Files are named from the school's folder.
program=$PWD/build/$preset/bin/esekretariat-cli
data=$PWD/$replica
while IFS=$'\t' read -r -a words; do
    (cd "$demo/school" && "$program" --data "$data" "${words[@]}") >>"$demo/steps.log" 2>&1 || {
        echo "run: refused: ${words[*]}" >&2
        tail -n 1 "$demo/steps.log" >&2
        exit 1
    }
done <"$demo/school/steps.tsv"

step "cards (some seconds)"
batch=$(cli cards issue --class 1A | tail -n 1)
cli cards export "$batch" --format pdf --out "$demo/cards.pdf"
cli cards export "$batch" --format sheet --background --out "$demo/sheet.pdf"
cli verify

step "a server on this computer, which the school joins (some seconds)"
server() { build/$preset/bin/esekretariat-server --data "$demo/server" "$@"; }
school=$(server school add "$demo/school/school.json" 2>/dev/null | tail -n 1)
# Mails to families go to a mail server on this computer, which keeps them as files and delivers none.
python3 -B tests/support/mail_sink.py "$demo/mails" >"$demo/mail.out" &
mail_pid=$!
trap 'kill $mail_pid 2>/dev/null || true' EXIT
wait_for() { # a line that begins so, in a file
    for _ in $(seq 100); do
        grep -q "^$1" "$2" && break
        sleep 0.1
    done
}
wait_for '[0-9]' "$demo/mail.out"
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
server_options=(--data "$demo/server" --listen "127.0.0.1:$port" --public-url "http://127.0.0.1:$port")
build/$preset/bin/esekretariat-server "${server_options[@]}" --smtp "127.0.0.1:$(cat "$demo/mail.out")" --smtp-plain \
    --mail-from panel@szkola.example >"$demo/server.out" 2>"$demo/server.log" &
server_pid=$!
trap 'kill $server_pid $mail_pid 2>/dev/null || true' EXIT
wait_for 'listening on' "$demo/server.out"
url=$(sed -n 's/^listening on //p' "$demo/server.out")
code=$(server device invite --school "$school" --role clerk --name sekretariat 2>/dev/null | tail -n 1)
printf '%s\n' "$code" | cli enroll --server "$url" --code-file -
cli sync
cli portal issue-logins --class 1A --out "$demo/slips.pdf" >/dev/null
# Slips of their own for two pupils without a photo: one to try, one for the pictures of the panel.
without_photo() { # which of them: the row in the list
    cli --json photo list --status none --class 2B | sed -n 's/.*"student": "\(.*\)",/\1/p' | sed -n "$1p"
}
new_login() { # id of a pupil; sets login and password
    cli portal issue-logins --student "$1" --out "$demo/slip.pdf" >/dev/null 2>&1
    local text
    text=$(pdftotext -layout "$demo/slip.pdf" -)
    login=$(grep -o '[0-9]\{4\} [0-9]\{4\}' <<<"$text" | sed -n 1p)
    password=$(grep -o '[a-z0-9]\{4\}-[a-z0-9]\{4\}-[a-z0-9]\{4\}' <<<"$text" | sed -n 1p)
}
new_login "$(without_photo 1)"
echo "run: the families' panel is at $url"
echo "run: a login to try: $login, one-time password $password (more are in $demo/slips.pdf)"
echo "run: mails to families (under Account, Notifications by e-mail) are kept in $demo/mails"

export XDG_CONFIG_HOME=$PWD/$demo/home/config XDG_DATA_HOME=$PWD/$demo/home/data
export XDG_CACHE_HOME=$PWD/$demo/home/cache
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    step_took
    echo "run: the desktop opens on the demo school"
    build/$preset/bin/esekretariat --data "$replica"
    exit
fi
echo "run: there is no display, so a screenshot is made instead"
xvfb-run --auto-servernum --server-args="-screen 0 1600x900x24" \
    build/$preset/bin/esekretariat --data "$replica" --screenshot "$demo/screenshot.png"
panel_pictures="no pictures of the panel, because Chromium is not installed"
if chromium=$(command -v chromium || command -v chromium-browser); then
    new_login "$(without_photo 2)"
    photo=$(find "$demo/school/photos-new" -name '*.jpg' | sort | sed -n 1p)
    if python3 -B installer/panel_pictures.py "$chromium" "$url" "$login" "$password" "$photo" "$demo"; then
        panel_pictures="the panel's pages in $demo/panel-*.png"
    else
        panel_pictures="no pictures of the panel, because Chromium did not draw them (see above)"
    fi
fi
step_took
echo "run: done. Look at $demo/cards.pdf, $demo/sheet.pdf and $demo/screenshot.png; $panel_pictures"
echo "run: the server ends with this script. To try the panel start it again:"
echo "run:   build/$preset/bin/esekretariat-server ${server_options[*]}"
