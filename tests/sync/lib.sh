# Shared by the scripts of this folder: a real server and real offices. Sets nothing outside $folder.
die() { echo "FAILED: $1"; stop_server; exit 1; }

# start_server HOST OPTIONS...: waits for its first line and sets $url. A restarted server keeps its port.
start_server() {
  local host=$1; shift
  : >"$folder/server.out"
  "$server" --data "$folder/server" --listen "$host:${port:-0}" "$@" >>"$folder/server.out" 2>>"$folder/server.log" &
  server_pid=$!
  for _ in $(seq 100); do
    url=$(sed -n 's/^listening on //p' "$folder/server.out" | head -n 1)
    [ -n "$url" ] && { port=${url##*:}; return 0; }
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.05
  done
  cat "$folder/server.log"
  die "the server does not start"
}

stop_server() {
  [ -n "${server_pid:-}" ] && kill "$server_pid" 2>/dev/null && wait "$server_pid" 2>/dev/null
  server_pid=
}

invite() { "$server" --data "$folder/server" device invite --school "$school" --role clerk --name "$1" 2>/dev/null | tail -n 1; }

office() { local name=$1; shift; "$cli" --lang en --data "$folder/$name" "$@"; }

# Everything that a clerk sees, in a form that can be compared.
picture() {
  office "$1" --json students list | sort
  office "$1" --json photo list | grep -v '"version"' | sort
  office "$1" --json cards list | sort
}
