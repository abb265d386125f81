#!/bin/bash
# Tries the programs that build.sh made under Wine, beside those of Linux of the same commit.
#
#   bash installer/windows/test.sh                 everything
#   bash installer/windows/test.sh unit job sync   some of it: unit, job, kill, sync, desktop
#
# ESEK_LINUX names the folder with the programs of Linux (build/dev/bin), ESEK_KILLS how often a program is killed (100).
# Everything that is written lies in build/windows/test; the pictures of the desktop are for somebody to look at.
#
# State: never run, because the programs for Windows have not been built yet (build.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
bin=$root/build/windows/product/bin
linux=${ESEK_LINUX:-$root/build/dev/bin}
work=$root/build/windows/test
kills=${ESEK_KILLS:-100}
parts=("$@")
[ $# -gt 0 ] || parts=(unit job kill sync desktop)
mkdir -p "$work"
export WINEPREFIX=$root/build/windows/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
unset ESEKRETARIAT_RESOURCES

fail() { echo "FAILED: $*" >&2; exit 1; }
[ -x "$bin/esekretariat-cli.exe" ] || fail "there is no $bin/esekretariat-cli.exe: run installer/windows/build.sh first"
for program in wine pdftoppm pdftotext compare; do
    command -v $program >/dev/null || fail "$program is missing"
done
trap 'wineserver -k 2>/dev/null || true' EXIT
[ -d "$WINEPREFIX/drive_c" ] || wineboot -i >/dev/null 2>&1
# A user's folder as it is found in a school: letters outside ASCII, and a space.
home="$WINEPREFIX/drive_c/users/Łukasz Żak"
mkdir -p "$home"
dos() { winepath -w "$1" 2>/dev/null | tr -d '\r'; }
cli() { wine "$bin/esekretariat-cli.exe" "$@"; }
lines() { tr -d '\r'; } # Windows ends a line with two characters

# ---- the unit tests ------------------------------------------------------------------------------------------------
try_unit() {
    local test name cases=0 bad=0
    for test in "$bin"/test_*.exe; do
        name=$(basename "$test" .exe)
        mkdir -p "$work/unit/$name"
        local code=0
        (cd "$work/unit/$name" && wine "$test" --reporter compact >"../$name.log" 2>&1) || code=$?
        tail -n 1 "$work/unit/$name.log" | lines | sed "s/^/$name: /"
        cases=$((cases + 1))
        [ $code = 0 ] || { bad=$((bad + 1)); grep -aE ': failed|: FAILED|exception' "$work/unit/$name.log" | head -n 10; }
    done
    [ $cases -gt 0 ] || fail "no unit tests were built"
    [ $bad = 0 ] || fail "$bad of $cases programs of unit tests, see $work/unit"
    echo "unit: $cases programs pass"
}

# ---- the main job, equal to Linux's --------------------------------------------------------------------------------
# A school from the lists and photos of one and the same demo school: PROGRAM... of the system, FOLDER for the school,
# folder of the demo, file for the cards.
main_job() { # FUNCTION DATA DEMO OUT LOG
    local run=$1 data=$2 demo=$3 out=$4 log=$5 batch
    $run --data "$data" init --school "$demo/school.json" >>"$log" 2>&1 || fail "init, see $log"
    $run --data "$data" import students "$demo/students.csv" >>"$log" 2>&1 || fail "import students, see $log"
    $run --data "$data" import photos "$demo/photos" --as accepted >>"$log" 2>&1 ||
        fail "import photos, see $log"
    batch=$($run --data "$data" cards issue --all-ready 2>>"$log" | lines | head -n 1)
    [ -n "$batch" ] || fail "no cards were issued, see $log"
    $run --data "$data" cards export "$batch" --format pdf --out "$out" >>"$log" 2>&1 || fail "export, see $log"
    $run --data "$data" verify >>"$log" 2>&1 || fail "verify, see $log"
}
linux_cli() { "$linux/esekretariat-cli" "$@"; }
try_job() {
    local folder=$work/job there="$home/szkoła" page pages=0 worst=1000 db started=$SECONDS
    [ -x "$linux/esekretariat-cli" ] || fail "there is no $linux/esekretariat-cli to compare with (ESEK_LINUX)"
    rm -rf "$folder" "$there"
    mkdir -p "$folder" "$there"
    [ "$(cli --version | lines)" = "$(linux_cli --version)" ] || fail "the two programs are of different versions"
    cli demo "$(dos "$there")\\demo" >"$folder/windows.log" 2>&1 || fail "demo, see $folder/windows.log"
    cp -r "$there/demo" "$folder/demo"
    main_job cli "$(dos "$there")\\dane" "$(dos "$there")\\demo" "$(dos "$there")\\legitymacje.pdf" "$folder/windows.log"
    echo "job: the main job took $((SECONDS - started)) s under Wine"
    main_job linux_cli "$folder/data" "$folder/demo" "$folder/linux.pdf" "$folder/linux.log"
    cp "$there/legitymacje.pdf" "$folder/windows.pdf"
    for system in windows linux; do
        pdftotext -layout "$folder/$system.pdf" "$folder/$system.txt"
        pdftoppm -r 150 "$folder/$system.pdf" "$folder/$system"
    done
    cmp "$folder/windows.txt" "$folder/linux.txt" || fail "the text of the cards differs"
    for page in "$folder"/linux-*.ppm; do
        pages=$((pages + 1))
        db=$(compare -metric PSNR "$page" "$folder/windows-${page##*-}" null: 2>&1 || true)
        [ "$db" != inf ] || continue
        worst=$(awk -v a="$worst" -v b="$db" 'BEGIN { print (b < a ? b : a) }')
    done
    [ $pages -gt 0 ] || fail "the cards have no page"
    [ "$(find "$folder" -name 'windows-*.ppm' | wc -l)" = $pages ] || fail "the number of pages differs"
    awk -v worst="$worst" 'BEGIN { exit !(worst >= 45) }' || fail "a page differs: $worst dB"
    rm -f "$folder"/*.ppm
    echo "job: $pages pages, the text is equal, the worst page has $worst dB (1000: all equal)"
}

# ---- killed at any moment ------------------------------------------------------------------------------------------
try_kill() {
    local there="$home/ofiara" i job seed=${ESEK_SEED:-$RANDOM} listed
    local data demo
    echo "kill: seed $seed"
    RANDOM=$seed
    rm -rf "$there"
    mkdir -p "$there" "$work/kill"
    data=$(dos "$there")\\dane demo=$(dos "$there")\\demo
    cli demo "$demo" >/dev/null 2>&1 || fail "demo"
    # A process under Wine that is killed by a signal ends as one that TerminateProcess ends: without a word.
    for ((i = 1; i <= kills; i++)); do
        if ((i % 12 == 1)); then
            rm -rf "$there/dane" "$there/karty.pdf" "$there/przyjete"
            : >"$there/przyjete"
            cli --data "$data" init --school "$demo\\school.json" >/dev/null 2>&1 || fail "init"
        fi
        set -m
        (
            cli --data "$data" import students "$demo\\students.csv" >/dev/null 2>&1
            cli --data "$data" import photos "$demo\\photos" >/dev/null 2>&1
            for n in $(seq $((1187 + i % 12 * 5)) $((1191 + i % 12 * 5))); do
                cli --data "$data" photo accept "$n" >/dev/null 2>&1 && echo "$n" >>"$there/przyjete"
            done
            batch=$(cli --data "$data" cards issue --all-ready 2>/dev/null | lines | head -n 1)
            [ -z "$batch" ] ||
                cli --data "$data" cards export "$batch" --format pdf --out "$(dos "$there")\\karty.pdf" >/dev/null 2>&1
        ) &
        job=$!
        set +m
        sleep "$((RANDOM % 7)).$(printf '%03d' $((RANDOM % 1000)))"
        kill -9 -- "-$job" 2>/dev/null || true
        wait "$job" 2>/dev/null || true
        cli --data "$data" verify >"$work/kill/verify.log" 2>&1 ||
            fail "kill $i (seed $seed): verify, see $work/kill/verify.log"
        listed=$(cli --data "$data" photo list --status accepted --json | lines) || fail "kill $i: photo list"
        while read -r n; do
            grep -q "\"registerNumber\": \"$n\"" <<<"$listed" || fail "kill $i (seed $seed): the accepted photo of $n is gone"
        done <"$there/przyjete"
        [ ! -e "$there/karty.pdf" ] || tail -c 32 "$there/karty.pdf" | grep -aq '%%EOF' || fail "kill $i (seed $seed): half a PDF"
    done
    echo "kill: $kills times, nothing lost"
}

# ---- an office of each system and a server on Linux ------------------------------------------------------------------
try_sync() {
    local folder=$work/sync there="$home/biuro" server=$linux/esekretariat-server url code school server_pid data left right i
    [ -x "$server" ] || fail "there is no $server (ESEK_LINUX)"
    rm -rf "$folder" "$there"
    mkdir -p "$folder" "$there"
    data=$(dos "$there")\\dane
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$folder/key.pem" -out "$folder/cert.pem" -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
    linux_cli demo "$folder/demo" 2>/dev/null
    school=$("$server" --data "$folder/server" school add "$folder/demo/school.json" 2>/dev/null | tail -n 1)
    "$server" --data "$folder/server" --listen 127.0.0.1:0 --tls-cert "$folder/cert.pem" --tls-key "$folder/key.pem" \
        >"$folder/server.out" 2>"$folder/server.log" &
    server_pid=$!
    # shellcheck disable=SC2064
    trap "kill $server_pid 2>/dev/null || true; wineserver -k 2>/dev/null || true" EXIT
    for ((i = 0; i < 100; i++)); do
        url=$(sed -n 's/^listening on //p' "$folder/server.out" | head -n 1)
        [ -z "$url" ] || break
        sleep 0.1
    done
    [ -n "$url" ] || fail "the server does not start, see $folder/server.log"
    url=${url/127.0.0.1/localhost}
    invite() { "$server" --data "$folder/server" device invite --school "$school" --role clerk --name "$1" 2>/dev/null | tail -n 1; }

    # The first office has the pupils and photos and works on Windows.
    cp -r "$folder/demo" "$there/demo"
    cp "$folder/cert.pem" "$there/cert.pem"
    cli --data "$data" init --school "$(dos "$there")\\demo\\school.json" >/dev/null 2>&1
    cli --data "$data" import students "$(dos "$there")\\demo\\students.csv" >/dev/null 2>&1
    cli --data "$data" import photos "$(dos "$there")\\demo\\photos" >/dev/null 2>&1
    if ESEK_CODE=$(invite nobody) cli --data "$data" enroll --server "$url" >"$folder/refused.log" 2>&1; then
        fail "a certificate that nobody trusts was accepted"
    fi
    ESEK_CODE=$(invite windows) cli --data "$data" enroll --server "$url" --ca "$(dos "$there")\\cert.pem" \
        >"$folder/enroll.log" 2>&1 || fail "enroll, see $folder/enroll.log"
    cli --data "$data" sync >"$folder/first.log" 2>&1 || fail "sync, see $folder/first.log"
    ESEK_CODE=$(invite linux) linux_cli --data "$folder/linux" enroll --server "$url" --ca "$folder/cert.pem" >/dev/null
    linux_cli --data "$folder/linux" sync >/dev/null
    # Each decides something, and both know both.
    cli --data "$data" photo accept 1187 >/dev/null 2>&1 || fail "photo accept on Windows"
    linux_cli --data "$folder/linux" photo reject 1188 --reason blurred >/dev/null 2>&1 || fail "photo reject on Linux"
    for ((i = 0; i < 2; i++)); do
        cli --data "$data" sync >>"$folder/first.log" 2>&1 || fail "sync, see $folder/first.log"
        linux_cli --data "$folder/linux" sync >/dev/null
    done
    # The work that was killed in the middle of a sync goes on.
    for ((i = 0; i < ${ESEK_SYNC_KILLS:-10}; i++)); do
        cli --data "$data" photo request-deletion $((1190 + i)) >/dev/null 2>&1 || true
        set -m
        cli --data "$data" sync >/dev/null 2>&1 &
        code=$!
        set +m
        sleep "$((RANDOM % 2)).$(printf '%03d' $((RANDOM % 1000)))"
        kill -9 -- "-$code" 2>/dev/null || true
        wait "$code" 2>/dev/null || true
        cli --data "$data" verify >/dev/null 2>&1 || fail "verify after a killed sync"
    done
    cli --data "$data" sync >>"$folder/first.log" 2>&1 || fail "sync, see $folder/first.log"
    linux_cli --data "$folder/linux" sync >/dev/null
    for what in "students list" "photo list"; do
        # shellcheck disable=SC2086
        left=$(cli --data "$data" --lang en --json $what | lines | grep -v '"version"' | LC_ALL=C sort)
        # shellcheck disable=SC2086
        right=$(linux_cli --data "$folder/linux" --lang en --json $what | grep -v '"version"' | LC_ALL=C sort)
        [ -n "$left" ] && [ "$left" = "$right" ] || fail "$what differs between the two offices"
    done
    cli --data "$data" verify >/dev/null 2>&1 || fail "verify of the office on Windows"
    linux_cli --data "$folder/linux" verify >/dev/null || fail "verify of the office on Linux"
    "$server" --data "$folder/server" verify >/dev/null || fail "verify of the server"
    kill $server_pid
    wait $server_pid || true
    echo "sync: both offices and the server are equal"
}

# ---- the desktop ---------------------------------------------------------------------------------------------------
try_desktop() {
    local there="$home/okno" view size
    command -v xvfb-run >/dev/null || fail "xvfb-run is missing"
    rm -rf "$there"
    mkdir -p "$there" "$work/desktop"
    cli demo "$(dos "$there")\\demo" >/dev/null 2>&1 || fail "demo"
    cli --data "$(dos "$there")\\dane" init --school "$(dos "$there")\\demo\\school.json" >/dev/null 2>&1
    cli --data "$(dos "$there")\\dane" import students "$(dos "$there")\\demo\\students.csv" >/dev/null 2>&1
    cli --data "$(dos "$there")\\dane" import photos "$(dos "$there")\\demo\\photos" >/dev/null 2>&1
    for view in welcome review students cards reports sync settings import; do
        rm -f "$there/$view.png"
        timeout 120 xvfb-run -a -s "-screen 0 1400x900x24" wine "$bin/esekretariat.exe" --data "$(dos "$there")\\dane" \
            --view $view --screenshot "$(dos "$there")\\$view.png" >"$work/desktop/$view.log" 2>&1 ||
            fail "the desktop ends with $? in the view $view, see $work/desktop/$view.log"
        [ -s "$there/$view.png" ] || fail "the view $view gave no picture"
        cp "$there/$view.png" "$work/desktop/"
        # An empty window has hardly any colours.
        size=$(identify -format '%k' "$work/desktop/$view.png")
        [ "$size" -gt 50 ] || fail "the picture of the view $view has $size colours only"
    done
    cli --data "$(dos "$there")\\dane" verify >/dev/null 2>&1 || fail "verify after the desktop"
    echo "desktop: every view is drawn; the pictures are in build/windows/test/desktop"
}

for part in "${parts[@]}"; do
    case $part in
    unit | job | kill | sync | desktop) ;;
    *) fail "there is no part $part: unit, job, kill, sync, desktop" ;;
    esac
done
for part in "${parts[@]}"; do "try_$part"; done
