#!/usr/bin/env python3
"""Requests with random bytes in every place. The server answers or closes; it neither ends, nor grows, nor slows.

A short run is a test; a long one by hand, best with a server built with AddressSanitizer:
    python3 tests/attacks/noise.py --server build/asan/bin/esekretariat-server --count 1000000
"""
import random
import re
import time

from harness import Server, arguments, finish, request

TARGETS = ["/healthz", "/metrics", "/", "/v1/devices", "/v1/meta", "/v1/push", "/v1/changes?since=0&until=9&limit=3",
           "/v1/snapshot?after=x&limit=5", "/v1/digest", "/v1/wait?since=0&timeout=0", "/v1/leases",
           "/v1/blobs/missing", "/v1/blobs/fetch", "/v1/blobs/" + "a" * 64 + "?size=thumb", "/v1/uploads",
           "/v1/uploads/0192a000-0000-7000-8000-000000000000"]
METHODS = ["GET", "POST", "HEAD", "PATCH", "PUT", "DELETE", "OPTIONS"]
HEADERS = ["Authorization", "X-Esek-Protocol", "Content-Length", "Transfer-Encoding", "Content-Encoding", "Expect",
           "Connection", "Range", "If-None-Match", "Upload-Offset", "Accept-Encoding", "Host", "X-Forwarded-For"]
VALUES = ["1", "0", "-1", "chunked", "gzip", "identity", "100-continue", "close", "keep-alive", "bytes=0-0", "\xab\xff",
          "99999999999999999999", "Bearer ", "*", "", "a" * 3000, "\t", "1, 2"]
BODIES = [b'{"items":[]}', b'{"code":"AAAA-AAAA-AAAA","name":"x"}', b"5\r\nhello\r\n0\r\n\r\n", b"[" * 300, b"\0" * 50,
          b'{"ids":["' + b"a" * 64 + b'"]}', b'{"count":1}', b""]


def attempt(rng, token):
    data = bytearray(request(rng.choice(METHODS), rng.choice(TARGETS), rng.choice(BODIES),
                             token if rng.random() < 0.7 else None,
                             ["%s: %s" % (rng.choice(HEADERS), rng.choice(VALUES)) for _ in range(rng.randrange(4))],
                             rng.random() < 0.9))
    for _ in range(rng.choice((0, 0, 1, 2, 5))):
        at = rng.randrange(len(data)) if data else 0
        kind = rng.randrange(4)
        if kind == 0 and data:
            data[at] = rng.randrange(256)
        elif kind == 1:
            del data[at:at + rng.randrange(1, 9)]
        elif kind == 2:
            data[at:at] = bytes(rng.choice(b"\r\n: ;,\0\xff%") for _ in range(rng.randrange(1, 6)))
        else:
            data = data[:max(1, at)]
    return bytes(data)


def main():
    options = arguments(count=20000, seed=20261127, threads=4)
    faults = []
    slow = []
    sent = [0] * options.threads
    with Server(options.server) as server:
        token, _ = server.device()
        begin = server.memory()
        crash = b"GET /v1/meta HTTP/1.1\r\nHost: a\r\nX-Esek-Protocol: \xab\r\n\r\n"  # it ended the server once

        def work(number):
            rng = random.Random(options.seed + number)
            while sent[number] < options.count // options.threads and server.alive():
                data = crash if rng.random() < 0.01 else attempt(rng, token)
                sent[number] += 1
                started = time.time()
                try:
                    with server.connect(20) as peer:
                        peer.sendall(data)
                        peer.shutdown(1)  # no more from here
                        answer = b""
                        while True:
                            piece = peer.recv(65536)
                            if not piece:
                                break
                            answer += piece
                except OSError:
                    continue
                for status in re.findall(rb"HTTP/1\.1 (\d\d\d) ", answer):
                    if status in (b"500", b"501", b"502"):
                        faults.append((status, data[:300]))
                if time.time() - started > 5:
                    slow.append(data[:200])

        faults += server.attacked(work, options.threads, token)
        faults += [("slow", data) for data in slow]
        if sum(sent) < options.count // options.threads * options.threads:
            faults.append("only %d requests were made" % sum(sent))
        grown = server.memory() - begin if server.alive() else 0
        if grown > 100 and "asan" not in options.server:
            faults.append("memory grew by %d MB" % grown)
    finish(faults, "noise: %d requests, seed %d, memory +%d MB" % (sum(sent), options.seed, grown))


main()
