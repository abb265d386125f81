"""A server of our own on loopback, and peers that speak to it in bytes. Standard library only."""
import argparse
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

    def start(self, port):
        self.process = subprocess.Popen(
            [self.program, "--data", self.folder, "--lang", "en", "--listen", "127.0.0.1:%d" % port, *self.options],
            stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        self.port = int(re.search(r":(\d+)\s*$", line).group(1))

    def restart(self):
        """Killed without a warning, and started again at the same address."""
        self.process.kill()
        self.process.wait()
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

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def memory(self, what="VmRSS"):
        """Megabytes; VmHWM is the most there ever was."""
        with open("/proc/%d/status" % self.process.pid) as status:
            for line in status:
                if line.startswith(what + ":"):
                    return int(line.split()[1]) // 1024
        return 0

    def connect(self, timeout=60):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return peer

    def ask(self, method, target, body=None, token=None, headers=(), timeout=60):
        with self.connect(timeout) as peer:
            peer.sendall(request(method, target, body, token, headers))
            status, fields, content, _ = read_answer(peer, head=method == "HEAD")
            return status, fields, content


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
