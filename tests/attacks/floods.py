#!/usr/bin/env python3
"""Attacks on time and memory, each with an honest office beside it.

The honest office asks ten times a second and pushes 200 kB now and then: 99 of 100 of its requests take less than
half a second, none is refused, and the server stays under 300 MB. By hand, longer, or one kind alone:
    python3 tests/attacks/floods.py --server build/release/bin/esekretariat-server --seconds 30 --kind chunks
"""
import gzip
import json
import resource
import struct
import threading
import time
import zlib

from harness import Server, arguments, finish, read_answer, request

STRANGER = "f" * 64  # the form of a token, and nobody's


class Office(threading.Thread):
    """The honest one."""

    def __init__(self, server, token):
        super().__init__(daemon=True)
        self.server, self.token = server, token
        self.over = threading.Event()
        self.times, self.failures = [], []

    def run(self):
        push = b'{"items":[],"x":"' + b"y" * 200000 + b'"}'
        number = 0
        while not self.over.is_set():
            for method, target, body in [("GET", "/v1/meta", None)] + [("POST", "/v1/push", push)] * (number % 10 == 0):
                begin = time.time()
                try:
                    status = self.server.ask(method, target, body, self.token, timeout=30)[0]
                    if status != 200:
                        self.failures.append((target, status))
                except (OSError, EOFError) as error:
                    self.failures.append((target, type(error).__name__))
                self.times.append(time.time() - begin)
            number += 1
            self.over.wait(0.1)

    def p99(self):
        times = sorted(self.times)
        return times[min(len(times) - 1, int(len(times) * 0.99))]


def together(count, seconds, work):
    """`work(end)` on so many threads until the time is over."""
    end = time.time() + seconds
    threads = [threading.Thread(target=work, args=(end,)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def send_while_possible(server, head, piece, end):
    while time.time() < end:
        try:
            with server.connect(5) as peer:
                peer.sendall(head)
                while time.time() < end:
                    peer.sendall(piece)
        except OSError:
            pass


def chunks(server, token, seconds):
    """Bodies in chunks of one byte, from an office that was taken over."""
    head = request("POST", "/v1/push", None, token, ["Transfer-Encoding: chunked"])
    together(2, seconds, lambda end: send_while_possible(server, head, b"1\r\nx\r\n" * 20000, end))


def strange_chunks(server, _, seconds):
    """The same from somebody whom the server does not know."""
    head = request("POST", "/v1/push", None, STRANGER, ["Transfer-Encoding: chunked"])
    together(2, seconds, lambda end: send_while_possible(server, head, b"1\r\nx\r\n" * 20000, end))


def trailers(server, token, seconds):
    """A body that is over, and trailers without end."""
    head = request("POST", "/v1/push", None, token, ["Transfer-Encoding: chunked"]) + b"0\r\n"
    together(2, seconds, lambda end: send_while_possible(server, head, (b"T: " + b"v" * 1000 + b"\r\n") * 60, end))


def bombs(server, _, seconds):
    """8 kB of gzip that are 8 MB of lists, for the one request that needs no token."""
    body = gzip.compress(b'{"code":"x","name":"y","a":[' + b"[]," * 2600000 + b"[]]}", 9, mtime=0)
    data = request("POST", "/v1/devices", body, None, ["Content-Encoding: gzip"])

    def work(end):
        while time.time() < end:
            try:
                with server.connect(30) as peer:
                    peer.sendall(data)
                    read_answer(peer)
            except (OSError, EOFError):
                pass

    together(8, seconds, work)


def office_bombs(server, token, seconds):
    """The same as a push, from an office that was taken over."""
    body = gzip.compress(b'{"items":[' + b"[]," * 2600000 + b"[]]}", 9, mtime=0)
    data = request("POST", "/v1/push", body, token, ["Content-Encoding: gzip"])

    def work(end):
        while time.time() < end:
            try:
                with server.connect(30) as peer:
                    peer.sendall(data)
                    read_answer(peer)
            except (OSError, EOFError):
                pass

    together(8, seconds, work)


def silent(server, token, seconds, shown=None):
    """Bodies of 8 MB that lack their last byte."""
    head = request("POST", "/v1/push", None, shown or token, ["Content-Length: 8388608"])
    peers = []
    for _ in range(36):
        peer = server.connect(5)
        try:
            peer.sendall(head + b"x" * 8388000)
        except OSError:
            pass
        peers.append(peer)
    time.sleep(seconds)
    for peer in peers:
        peer.close()


def strange_silent(server, token, seconds):
    """The same from somebody whom the server does not know."""
    silent(server, token, seconds, STRANGER)


def heads(server, _, seconds):
    """Two thousand heads that never end."""
    peers = []
    for _ in range(2000):
        peer = server.connect(10)
        peer.sendall(b"GET /v1/meta HT")
        peers.append(peer)
    time.sleep(seconds)
    for peer in peers:
        peer.close()


def pipeline(server, _, seconds):
    """Requests for nothing, one behind the other without waiting."""

    def work(end):
        data = request("GET", "/nowhere") * 500
        while time.time() < end:
            try:
                with server.connect(5) as peer:
                    peer.setblocking(False)
                    while time.time() < end:
                        try:
                            peer.send(data)
                            peer.recv(1 << 20)
                        except BlockingIOError:
                            time.sleep(0.001)
            except OSError:
                pass

    together(2, seconds, work)


def strangers(server, _, seconds):
    """Tokens that have to be looked up, as fast as they go."""

    def work(end):
        number = 0
        while time.time() < end:
            number += 1
            try:
                server.ask("GET", "/v1/meta", None, "%064x" % (number * 7919), timeout=5)
            except (OSError, EOFError):
                pass

    together(8, seconds, work)


def slow_picture(number, side=5000):
    """A PNG of 25 megapixels that is cut just before its end."""

    def part(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = zlib.compress((b"\0" + bytes([number]) * (3 * side)) * side, 1)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) + part(
        b"IDAT", lines)[:-len(lines) // 50]


def pictures(server, token, seconds):
    """Small pictures of photos that take long and then turn out to be cut."""
    names = [server.upload(slow_picture(number), token) for number in range(16)]

    def work(end):
        turn = 0
        while time.time() < end:
            turn += 1
            try:
                server.ask("GET", "/v1/blobs/" + names[turn % len(names)] + "?size=thumb", None, token)
            except (OSError, EOFError):
                pass

    together(12, seconds, work)


def connections(server, _, seconds):
    """Nearly all connections that a server keeps, each silent. From elsewhere one address gets 256."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(20000, most), most))
    peers = [server.connect(10) for _ in range(min(9000, most - 500))]
    time.sleep(seconds)
    for peer in peers:
        peer.close()


def broken_promises(server, token, seconds):
    """Pushes in which many pupils take numbers that others are to give up, and do not."""

    def student(number, identity, surname="Nowak"):
        return {"mutation": {"id": "0192a000-%04x-7000-8000-%012x" % (number >> 16, (number & 0xffff) << 20 | identity),
                             "at": "2026-09-01T08:00:00.000Z",
                             "by": {"role": "clerk", "name": "Anna", "workstation": "pc"},
                             "entityId": "0192b000-0000-7000-8000-%012x" % identity, "kind": "put_student",
                             "student": {"id": "0192b000-0000-7000-8000-%012x" % identity, "surname": surname,
                                         "givenNames": "Ala", "class": "1A", "version": 0}},
                "before": None}

    def with_number(item, number):
        item["mutation"]["student"]["registerNumber"] = number
        return item

    pairs = 120
    held = [with_number(student(1, n), "R%d" % n) for n in range(pairs)]
    server.ask("POST", "/v1/push", {"items": held}, token)

    def work(end):
        turn = 2
        while time.time() < end:
            turn += 1
            items = [with_number(student(turn, 1000 + n), "R%d" % n) for n in range(pairs)]
            for n in range(pairs):
                item = with_number(student(turn, n, "Inny"), "Q%d" % n)
                item["before"] = dict(held[n]["mutation"]["student"], surname="Ktos", registerNumber="Z")
                items.append(item)
            try:
                server.ask("POST", "/v1/push", {"items": items}, token)
            except (OSError, EOFError):
                pass

    together(4, seconds, work)


KINDS = [chunks, strange_chunks, trailers, bombs, office_bombs, silent, strange_silent, heads, pipeline, strangers,
         broken_promises, pictures, connections]


def main():
    options = arguments(seconds=4, kind="", p99=500, memory=300)
    faults = []
    for kind in KINDS:
        if options.kind and kind.__name__ != options.kind:
            continue
        with Server(options.server) as server:
            attacker, _ = server.device(0)
            token, _ = server.device(1)
            office = Office(server, token)
            office.start()
            kind(server, attacker, options.seconds)
            office.over.set()
            office.join(60)
            p99 = office.p99() * 1000 if office.times else 0
            peak = server.memory("VmHWM") if server.alive() else 0
            line = "%-16s honest office: %d requests, p99 %.0f ms, longest %.0f ms, refused %s; memory %d MB" % (
                kind.__name__, len(office.times), p99, max(office.times) * 1000, office.failures[:3], peak)
            print(line, flush=True)
            if not server.alive():
                faults.append(kind.__name__ + ": the server ended")
            if p99 > options.p99 or office.failures or peak > options.memory:
                faults.append(line)
    finish(faults, "floods: %d kinds" % len(KINDS))


main()
