#!/usr/bin/env bash
# netns.sh CLI SERVER FOLDER: an office behind a slow, lossy link that is cut in the middle of its first sync, over TLS.
# The link is a pair of network interfaces between two network namespaces; exit 77 (skipped) where that is not allowed.
set -u
cli=$1 server=$2 folder=$3
skip() { echo "skipped: $1"; exit 77; }
command -v ip >/dev/null && command -v tc >/dev/null && command -v openssl >/dev/null || skip "ip, tc or openssl is missing"
ns=esek-$$
ip netns add "$ns" 2>/dev/null || skip "network namespaces are not allowed here"
rm -rf "$folder" && mkdir -p "$folder" || exit 1
. "$(dirname "$0")/lib.sh"
trap 'stop_server; ip netns del "$ns" 2>/dev/null; ip link del veth-$$ 2>/dev/null' EXIT
ip link add "veth-$$" type veth peer name office netns "$ns" 2>/dev/null || skip "no virtual interfaces here"
ip addr add 10.213.77.1/30 dev "veth-$$" && ip link set "veth-$$" up || skip "no addresses here"
ip -n "$ns" addr add 10.213.77.2/30 dev office && ip -n "$ns" link set office up && ip -n "$ns" link set lo up
slow() { tc qdisc replace dev "veth-$$" root netem delay 15ms 5ms loss 1% rate 20mbit 2>/dev/null; }
if slow; then until_cut=0.6; else until_cut=0.06; echo "tc netem is not allowed here: the link is cut, but not slow"; fi

openssl req -x509 -newkey rsa:2048 -nodes -keyout "$folder/key.pem" -out "$folder/cert.pem" -days 2 -subj "/CN=10.213.77.1" \
  -addext "subjectAltName=IP:10.213.77.1" 2>/dev/null || skip "no certificate can be made"
"$cli" demo "$folder/demo" 2>/dev/null || die "no demo school"
"$server" --data "$folder/server" school add "$folder/demo/school.json" >"$folder/school" 2>/dev/null || die "school add"
school=$(tail -n 1 "$folder/school")
start_server 10.213.77.1 --tls-cert "$folder/cert.pem" --tls-key "$folder/key.pem"
case $url in https://*) ;; *) die "not https: $url" ;; esac

# The first office is on the server's side.
office o1 init --school "$folder/demo/school.json" 2>/dev/null
office o1 import students "$folder/demo/students.csv" >/dev/null 2>&1
office o1 import photos "$folder/demo/photos" >/dev/null 2>&1
ESEK_CODE=$(invite o1) office o1 enroll --server "$url" --ca "$folder/cert.pem" >/dev/null || die "enroll o1"
office o1 sync >/dev/null || die "sync of o1"

away() { ip netns exec "$ns" "$cli" --lang en --data "$folder/o2" "$@"; }
ESEK_CODE=$(invite o2) away enroll --server "$url" >/dev/null 2>&1 && die "a certificate that nobody trusts was accepted"
ESEK_CODE=$(invite o2) away enroll --server "$url" --ca "$folder/cert.pem" >/dev/null || die "enroll o2"
# Cut in the middle: the office says that the server cannot be reached and loses nothing.
away sync >"$folder/o2.sync" 2>&1 & pid=$!
sleep $until_cut; ip link set "veth-$$" down
sleep 1; ip link set "veth-$$" up
slow
wait $pid; echo "sync while the link was cut: exit $?"
for _ in 1 2 3 4 5; do away sync >/dev/null 2>&1 && break; done
away verify >/dev/null || die "verify of o2"
[ "$(picture o1)" = "$(picture o2)" ] || die "the office differs"

# No network at all: the work goes on, and exit code 4 says why nothing was exchanged.
ip link set "veth-$$" down
away photo accept 1187 >/dev/null || die "no decision without a network"
away sync >/dev/null 2>&1; [ $? = 4 ] || die "exit code without a network"
ip link set "veth-$$" up
for _ in 1 2 3 4 5; do away sync >/dev/null 2>&1 && break; sleep 1; done
office o1 sync >/dev/null || die "sync of o1"
[ "$(picture o1)" = "$(picture o2)" ] || die "the decision did not arrive"
echo "an office behind a cut link: equal"
