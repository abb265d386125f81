"""A server of our own on loopback, and peers that speak to it in bytes. Standard library only."""
import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid

SCHOOL = {
    "address": {"street": "Polna 1", "postcode": "00-001", "city": "Warszawa"},
    "headteacher": "Jan Kowalski",
}


def arguments(**extra):
    """--server PROGRAM, and for each extra option its default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True, help="esekretariat-server")
    for name, default in extra.items():
        parser.add_argument("--" + name, type=type(default), default=default)
    return parser.parse_args()


class Server:
    """Started in a folder of its own, which goes with it."""

    def __init__(self, program, *options):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="esek-attack-")
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = None
        self.options = options

    def __enter__(self):
        self.schools = [self.add_school(name) for name in ("A", "B")]
        self.start(0)
        return self

    def start(self, port=0):
        self.process = subprocess.Popen(
            [self.program, "--data", self.folder, "--lang", "en", "--listen", "127.0.0.1:%d" % port, *self.options],
            stdout=subprocess.PIPE, stderr=self.log, preexec_fn=self.limits)
        line = self.process.stdout.readline().decode()
        self.port = int(re.search(r":(\d+)\s*$", line).group(1))

    def limits(self):
        """What the process of the server may take; of an heir."""

    def kill(self):
        self.process.kill()
        self.process.wait()

    def restart(self):
        """Killed without a warning, and started again at the same address."""
        self.kill()
        self.start(self.port)

    def __exit__(self, *_):
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *args):
        done = subprocess.run([self.program, "--data", self.folder, "--lang", "en", *args],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        if done.returncode != 0:
            raise RuntimeError("%r: %d %r" % (args, done.returncode, done.stderr[-500:]))
        return done.stdout.decode().strip()

    def add_school(self, name):
        file = os.path.join(self.folder, "school.json")
        with open(file, "w") as out:
            json.dump(dict(SCHOOL, name="Szkola " + name), out)
        return self.run("school", "add", file)

    def device(self, school=0, role="clerk"):
        """A token and the id of its device."""
        code = self.run("device", "invite", "--school", self.schools[school], "--role", role, "--name", "PC")
        status, _, body = self.ask("POST", "/v1/devices", {"code": code, "name": "PC"})
        assert status == 201, (status, body)
        answer = json.loads(body)
        return answer["token"], answer["device"]

    def upload(self, data, token, piece=1 << 20):
        """The hash of the photo, which the server has now."""
        name = hashlib.sha256(data).hexdigest()
        status, _, body = self.ask("POST", "/v1/uploads", {"id": name, "size": len(data)}, token)
        if status == 200:
            return name
        begun = json.loads(body)
        at = begun["offset"]
        while at < len(data):
            status, fields, _ = self.ask("PATCH", "/v1/uploads/" + begun["upload"], data[at:at + piece], token,
                                         ["Upload-Offset: %d" % at])
            if status != 204:
                raise RuntimeError("upload: %d" % status)
            at = int(fields["upload-offset"])
        return name

    def push(self, items, token):
        """The verdicts; none when the server did not take them."""
        status, _, body = self.ask("POST", "/v1/push", {"items": items}, token)
        return [v["verdict"] for v in json.loads(body)["verdicts"]] if status == 200 else None

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def memory(self, what="VmRSS"):
        """Megabytes; VmHWM is the most there ever was."""
        with open("/proc/%d/status" % self.process.pid) as status:
            for line in status:
                if line.startswith(what + ":"):
                    return int(line.split()[1]) // 1024
        return 0

    def attacked(self, work, threads, token):
        """Runs work(number) in so many threads to its end; the faults if the server then ended, or serves nobody."""
        workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if not self.alive():
            return ["the server ended: %r" % self.process.returncode]
        if self.ask("GET", "/v1/meta", None, token)[0] != 200:
            return ["an honest office is not answered"]
        return []

    def connect(self, timeout=60):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return peer

    def ask(self, method, target, body=None, token=None, headers=(), timeout=60):
        with self.connect(timeout) as peer:
            peer.sendall(request(method, target, body, token, headers))
            status, fields, content, _ = read_answer(peer, head=method == "HEAD")
            return status, fields, content


CLERK = {"role": "clerk", "name": "Anna", "workstation": "pc"}
PARENT = {"role": "parent", "name": "Ewa"}
AT = "2026-09-01T08:00:00.000Z"


def new_id():
    """UUID version 7."""
    number = int(time.time() * 1000) << 80 | 7 << 76 | int.from_bytes(os.urandom(9), "big") >> 2
    return str(uuid.UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


def change(kind, entity, before=None, by=CLERK, **what):
    return {"mutation": dict({"id": new_id(), "at": AT, "by": by, "entityId": entity, "kind": kind}, **what),
            "before": before}


def new_pupil(ident=None, **other):
    ident = ident or new_id()
    return change("put_student", ident, student=dict(
        {"id": ident, "surname": "Nowak", "givenNames": "Ala", "class": "1A", "version": 0}, **other))


def new_photo(blob, size):
    return {"id": new_id(), "blob": blob, "bytes": size, "width": 400, "height": 500, "channel": "office",
            "sender": CLERK, "fileName": "a.jpg", "sentAt": AT}


def accepted(pupil, photo):
    return change("submit", pupil, {"status": "none"}, photo=photo, accept=True)


def deletion(pupil, photo):
    """A family asks for it and a clerk agrees."""
    return [change("request_deletion", pupil, {"status": "accepted", "photo": photo}, PARENT),
            change("delete", pupil, {"status": "deletion_requested", "photo": photo, "by": PARENT, "at": AT})]


def request(method, target, body=None, token=None, headers=(), protocol=True):
    lines = ["%s %s HTTP/1.1" % (method, target), "Host: 127.0.0.1", *headers]
    if protocol:
        lines.append("X-Esek-Protocol: 1")
    if token is not None:
        lines.append("Authorization: Bearer " + token)
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode()
    if body is not None:
        lines.append("Content-Length: %d" % len(body))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (body or b"")


def read_answer(peer, buffer=b"", head=False):
    """Status, headers, body, what came after; EOFError when the server closes before."""

    def more(buffer):
        piece = peer.recv(65536)
        if not piece:
            raise EOFError(buffer[:200])
        return buffer + piece

    while b"\r\n\r\n" not in buffer:
        buffer = more(buffer)
    lines, rest = buffer.split(b"\r\n\r\n", 1)
    first, *lines = lines.split(b"\r\n")
    status = int(first.split(b" ")[1])
    fields = {}
    for line in lines:
        name, value = line.split(b":", 1)
        fields[name.strip().lower().decode()] = value.strip().decode("latin-1")
    if status == 100:
        return read_answer(peer, rest, head)
    length = 0 if head or status in (204, 304) else int(fields.get("content-length", "0"))
    while len(rest) < length:
        rest = more(rest)
    return status, fields, rest[:length], rest[length:]


def statuses(server, data, timeout=3):
    """Every answer to these bytes until the server closes or says nothing more."""
    with server.connect(timeout) as peer:
        answer = b""
        try:
            peer.sendall(data)
            while True:
                piece = peer.recv(65536)
                if not piece:
                    break
                answer += piece
        except OSError:
            pass
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d\d\d) ", answer)]


def finish(faults, summary):
    """The last line and the exit code."""
    for fault in faults[:20]:
        print("FAULT", fault)
    print("%s; faults: %d" % (summary, len(faults)))
    sys.exit(1 if faults else 0)
