#!/bin/bash
# A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, reached by a socket in it, fsync on.
#   postgres.sh start FILE   writes the address (postgresql://...) to FILE; exit code 4: PostgreSQL is not installed
#   postgres.sh stop|crash|again FILE
set -euo pipefail
verb=$1
file=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
# PostgreSQL does not run as root.
as=()
[ "$(id -u)" = 0 ] && as=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
case $verb in
start)
  if [ -z "$bin" ] || ! id postgres >/dev/null 2>&1; then
    echo "PostgreSQL is not installed; its tests are skipped" >&2
    exit 4
  fi
  base=$(mktemp -d "${TMPDIR:-/tmp}/esek-pg-XXXXXX")
  [ "$(id -u)" = 0 ] && chown postgres: "$base"
  cd "$base"
  "${as[@]}" "$bin/initdb" -D "$base/data" -U esek -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$base/initdb.log"
  echo "-c listen_addresses='' -c unix_socket_directories=$base -c max_connections=200 -c fsync=on" >"$base/options"
  "${as[@]}" "$bin/pg_ctl" -D "$base/data" -w -t 60 -l "$base/log" -o "$(cat "$base/options")" start >/dev/null
  "$bin/createdb" -h "$base" -U esek esek
  echo "postgresql://esek@/esek?host=$base" >"$file"
  ;;
crash | again) # the cluster of FILE loses its server, gets it back
  base=$(sed 's/.*host=//' "$file")
  cd "$base"
  if [ "$verb" = crash ]; then
    "${as[@]}" "$bin/pg_ctl" -D "$base/data" -m immediate -w stop >/dev/null
  else
    "${as[@]}" "$bin/pg_ctl" -D "$base/data" -w -t 60 -l "$base/log" -o "$(cat "$base/options")" start >/dev/null
  fi
  ;;
stop)
  [ -f "$file" ] || exit 0
  base=$(sed 's/.*host=//' "$file")
  rm -f "$file"
  cd /
  case $base in */esek-pg-*) ;; *) exit 1 ;; esac
  "${as[@]}" "$bin/pg_ctl" -D "$base/data" -m immediate -w stop >/dev/null || true
  rm -rf "$base"
  ;;
esac
