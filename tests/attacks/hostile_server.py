#!/usr/bin/env python3
"""A hostile server against an office: what it says is wrong, endless, or would destroy what the office has.

For each answer an office of its own joins honestly and then meets it. The command line must end in time with an exit
code of its table (never a signal, never 70), stay under 300 MB, and leave a replica that passes verify. By hand, longer:
    python3 tests/attacks/hostile_server.py --cli build/release/bin/esekretariat-cli --long 1
"""
import argparse
import gzip
import hashlib
import http.server
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import uuid

from harness import SCHOOL, finish, new_id

SCHOOL_ID, DEVICE = str(uuid.uuid4()), str(uuid.uuid4())
KNOWN_CODES = (0, 1, 2, 3, 4, 5)
os.environ["ESEK_CODE"] = "ABCD-EFGH-JKLM"  # of every office that joins here
LIMIT_SECONDS = 100
LIMIT_MB = 300
AT = "2026-09-01T08:00:00.000Z"


def change(seq, entity, ident, row):
    return {"seq": seq, "entity": entity, "id": ident, "row": row, "mutation": None, "before": None, "messages": []}


def pupil(ident, number, **other):
    return dict({"id": ident, "surname": "Nazwisko%d" % number, "givenNames": "Imie", "class": "1A", "version": 1}, **other)


def photo_file(student, blob, size, held):
    photo = {"id": new_id(), "blob": blob, "bytes": size, "width": 400, "height": 500, "channel": "office",
             "sender": {"role": "clerk", "name": "A", "workstation": "B"}, "fileName": "a.jpg", "sentAt": AT}
    state = {"status": "accepted", "photo": photo} if held else {"status": "none"}
    return {"student": student, "version": 1, "lastChange": new_id(), "since": AT, "state": state,
            "held": [{"id": blob, "size": size}] if held else []}


class Fake:
    """Answers honestly, unless `hook(method, path, query, body)` gives (status, body, headers) or a generator of bytes."""

    def __init__(self):
        self.changes, self.blobs, self.hook = [], {}, None
        self.epoch = new_id()
        self.add("school", SCHOOL_ID, dict(SCHOOL, id=SCHOOL_ID, name="Szkola", version=1))
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                path, _, query = self.path.partition("?")
                answer = fake.hook(self.command, path, query, body) if fake.hook else None
                if answer is None:
                    answer = fake.honest(self.command, path, query, body)
                try:
                    if not isinstance(answer, tuple):
                        self.close_connection = True
                        for piece in answer:
                            self.wfile.write(piece)
                        return
                    status, content, *headers = answer
                    if not isinstance(content, bytes):
                        content = json.dumps(content).encode()
                    self.send_response_only(status)
                    for name, value in [("Content-Length", str(len(content)))] + list(headers):
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:
                    self.close_connection = True

            do_GET = do_POST = do_PATCH = do_HEAD = serve

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def head(self):
        return self.changes[-1]["seq"] if self.changes else 0

    def add(self, entity, ident, row):
        self.changes.append(change(self.head() + 1, entity, ident, row))

    def meta(self, **other):
        return dict({"protocol": 1, "server": "9", "epoch": self.epoch, "epochStart": 0, "head": self.head(),
                     "school": SCHOOL_ID, "device": DEVICE, "role": "clerk"}, **other)

    def honest(self, method, path, query, body):
        if path == "/v1/devices":
            return 201, self.meta(token="a" * 64)
        if path == "/v1/meta":
            return 200, self.meta()
        if path == "/v1/digest":
            return 200, {"seq": self.head(), "digests": {"student": {"count": 0, "sha256": ""}}}
        if path == "/v1/snapshot":
            last = {(c["entity"], c["id"]): c for c in self.changes}
            order = ["school", "student", "photo_file"]
            rows = sorted(({"entity": c["entity"], "id": c["id"], "row": c["row"]} for c in last.values()),
                          key=lambda r: (order.index(r["entity"]), r["id"]))
            return 200, {"epoch": self.epoch, "seq": self.head(), "rows": rows[:1] if "limit=1" == query else rows}
        if path == "/v1/changes":
            since = int(re.search(r"since=(\d+)", query).group(1))
            page = [c for c in self.changes if c["seq"] > since][:1000]
            return 200, {"changes": page, "until": self.head(), "more": bool(page) and page[-1]["seq"] < self.head()}
        if path == "/v1/push":
            return 200, {"verdicts": [{"id": i["mutation"]["id"], "verdict": "same"} for i in json.loads(body)["items"]],
                         "head": self.head()}
        if path == "/v1/leases":
            return 200, {"first": 1, "last": 400}
        if path == "/v1/blobs/missing":
            return 200, {"missing": []}
        if path == "/v1/blobs/fetch":
            return 200, b"".join(struct.pack(">Q", len(self.blobs[i])) + self.blobs[i] if i in self.blobs else b"\xff" * 8
                                 for i in json.loads(body)["ids"])
        if path == "/v1/wait":
            time.sleep(1)
            return 200, {"head": self.head()}
        return 404, {"error": "notFound", "context": {}}


class Office:
    """Joined to a fake of its own, with so many pupils and photos from it."""

    def __init__(self, cli, pupils=2, photos=0):
        self.cli, self.fake = cli, Fake()
        self.folder = tempfile.mkdtemp(prefix="esek-hostile-")
        self.pupils = [new_id() for _ in range(pupils)]
        self.files = []
        for number, ident in enumerate(self.pupils):
            self.fake.add("student", ident, pupil(ident, number))
        for ident in self.pupils[:photos]:
            content = os.urandom(2000)
            name = hashlib.sha256(content).hexdigest()
            self.fake.blobs[name] = content
            self.files.append((ident, name))
            self.fake.add("photo_file", ident, photo_file(ident, name, len(content), True))
        self.expect("enroll", "--server", "http://127.0.0.1:%d" % self.fake.port)
        self.expect("sync")

    def close(self):
        self.fake.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *args):
        return [self.cli, "--data", os.path.join(self.folder, "office"), "--lang", "en", *args]

    def expect(self, *args):
        done = subprocess.run(self.command(*args), capture_output=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError("%r: %d %r" % (args, done.returncode, done.stderr[-500:]))
        return done.stdout

    def run(self, *args, seconds=LIMIT_SECONDS):
        """Exit code (None: it was still running), what it said, its memory in MB."""
        process = subprocess.Popen(self.command(*args), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = []
        reader = threading.Thread(target=lambda: said.append(process.stdout.read()), daemon=True)
        reader.start()
        end, peak = time.time() + seconds, 0
        while process.poll() is None and time.time() < end:
            try:
                with open("/proc/%d/status" % process.pid) as status:
                    found = re.search(r"VmHWM:\s+(\d+)", status.read())
                    peak = max(peak, int(found.group(1)) // 1024 if found else 0)
            except OSError:
                pass
            time.sleep(0.02)
        code = process.poll()
        if code is None:
            process.kill()
            process.wait()
        reader.join(10)
        return code, b"".join(said), peak

    def photos_on_disk(self):
        return sum(len(files) for _, _, files in os.walk(os.path.join(self.folder, "office", "blobs")))


def only(path, answer):
    return lambda method, asked, query, body: answer if asked == path else None


def raw(*pieces, forever=None, pause=0.0):
    def stream():
        yield from pieces
        while forever is not None:
            yield forever
            time.sleep(pause)
    return stream


def answers():
    """Name, path and what is answered there."""
    bomb = b"[" * 200000 + b"]" * 200000
    ident = new_id().encode()
    page = b'{"changes":[{"seq":99,"entity":"student","id":"' + ident + b'","row":%s,"mutation":%s,"before":%s,' \
           b'"messages":[]}],"until":99,"more":false}'
    for path in ("/v1/meta", "/v1/changes", "/v1/leases"):
        for name, body in (("garbage", os.urandom(3000)), ("a portal", b"<html>"), ("a list", b"[]"), ("null", b"null"),
                           ("nothing", b"{}"), ("deep", bomb)):
            yield "%s %s" % (path, name), path, (200, body)
    yield "deep row", "/v1/changes", (200, page % (bomb, b"null", b"null"))
    yield "deep mutation", "/v1/changes", (200, page % (b"{}", b'{"id":"' + ident + b'","x":' + bomb + b"}", b"null"))
    yield "deep error", "/v1/changes", (400, b'{"error":' + bomb + b"}")
    for key, values in (("head", (-1, 1 << 62, 1 << 63, 1 << 64)), ("epochStart", (-1, 1 << 63)),
                        ("protocol", (-1, 1 << 32 | 1)), ("epoch", ("x" * 100000, "a\r\nb")), ("role", ("root",))):
        for value in values:
            # Of the fake's own words only this one is wrong.
            yield "%s=%s" % (key, str(value)[:20]), "/v1/meta", {key: value}
    for first, last in ((-5, -1), (0, 0), (1, 1 << 62), (1 << 62, 1 << 63), (5, 1)):
        yield "lease %d..%d" % (first, last), "/v1/leases", (200, {"first": first, "last": last})
    for seq in (-1, 0, 1, 1 << 62, 1 << 63):
        row = pupil(new_id(), 9)
        yield "seq %d" % seq, "/v1/changes", (200, {"changes": [change(seq, "student", row["id"], row)],
                                                    "until": 1 << 40, "more": False})
    for code in ("cancelled", "notEnrolled", "databaseCorrupt", "internal", "removalNeedsConsent"):
        yield "says " + code, "/v1/meta", (400, {"error": code, "context": {}})
    yield "escape signs", "/v1/meta", (400, {"error": "serverRefused", "context": {"reason": "\x1b]0;x\x07" + "A" * 9999}})
    yield "many values", "/v1/changes", (200, b'{"changes":[' + b"[]," * 10000000 + b'[]],"until":9,"more":false}')


def endless():
    head = b"HTTP/1.1 200 OK\r\n"
    yield "chunks", raw(head + b"Transfer-Encoding: chunked\r\n\r\n", forever=b"10000\r\n" + b" " * 65536 + b"\r\n")
    yield "length", raw(head + b"Content-Length: 9000000000000000000\r\n\r\n", forever=b" " * 65536)
    yield "headers", raw(head, forever=b"X: y\r\n" * 10000)
    yield "one header", raw(head + b"X: ", forever=b"y" * 60000)
    yield "100 continue", raw(forever=b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)
    yield "drip", raw(head + b"Content-Length: 100000\r\n\r\n", forever=b" ", pause=3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", required=True)
    parser.add_argument("--long", type=int, default=0, help="also what takes a minute each")
    options = parser.parse_args()
    faults, cases = [], 0

    def check(name, office, code, said, memory):
        nonlocal cases
        cases += 1
        if code not in KNOWN_CODES:
            faults.append((name, "exit", code, said[-200:]))
        if memory > LIMIT_MB:
            faults.append((name, "memory", memory))
        if b"\x1b" in said:
            faults.append((name, "control signs on the terminal"))
        if office.run("verify")[0] != 0:
            faults.append((name, "verify"))

    office = Office(options.cli)
    for name, path, answer in answers():
        answer = answer if isinstance(answer, tuple) else (200, office.fake.meta(**answer))
        office.fake.hook = only(path, answer)
        check(name, office, *office.run("sync"))
    for name, stream in endless():
        if name in ("100 continue", "drip") and not options.long:
            continue
        office.fake.hook = lambda method, path, query, body, s=stream: s() if path == "/v1/meta" else None
        check("endless " + name, office, *office.run("sync"))

    # The background work must outlive all of them: it goes on until it is ended, or stops with a sentence.
    for name, answer in (("abc", "abc"), ("1e30", "999999999999999999999"), ("-5", "-5")):
        for status in (409, 503):
            office.fake.hook = only("/v1/meta", (status, {"error": "serverBusy", "context": {"seconds": answer}},
                                                 ("Retry-After", answer)))
            code, said, memory = office.run("sync", "--watch", seconds=3)
            check("watch %s %d" % (name, status), office, 0 if code is None else code, said, memory)
    office.fake.hook = None
    if office.run("sync")[0] != 0:
        faults.append(("an honest server afterwards",))
    office.close()

    # What would destroy what the office has waits for a person.
    office = Office(options.cli, 60, 60)
    before = office.photos_on_disk()
    for ident, blob in office.files:
        office.fake.add("photo_file", ident, photo_file(ident, blob, 2000, False))
    for number, ident in enumerate(office.pupils):
        office.fake.add("student", ident, pupil(ident, 0, surname="X", left=True, version=2))
    code, said, memory = office.run("sync")
    check("erase and rename all", office, code, said, memory)
    pupils = json.loads(office.expect("--json", "students", "list"))
    if code != 5 or office.photos_on_disk() != before or len(pupils) != 60 or b"photos (number: 60)" not in said:
        faults.append(("erased or renamed unasked", code, office.photos_on_disk(), len(pupils)))
    code, said, memory = office.run("sync", "--allow-changes")
    check("with consent", office, code, said, memory)
    if code != 0 or office.photos_on_disk() != 0:
        faults.append(("consent did nothing", code, office.photos_on_disk()))
    office.close()
    finish(faults, "%d answers of a hostile server" % cases)


if __name__ == "__main__":
    main()
