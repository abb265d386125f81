#!/usr/bin/env python3
"""A server that gets little memory, and requests that want much of it: one request is refused, the server goes on.

    python3 tests/attacks/little_memory.py --server build/release/bin/esekretariat-server --seconds 30
"""
import gzip
import resource
import time

from harness import Server, arguments, finish

MEGABYTES = 1200  # of addresses; threads and their stacks take a good part


class Small(Server):
    def limits(self):
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def main():
    options = arguments(seconds=5)
    faults, answers = [], {}
    lists = gzip.compress(b'{"items":[' + b"[]," * 2600000 + b"[]]}", 9, mtime=0)
    large = b'{"items":[],"x":"' + b"y" * 7000000 + b'"}'
    with Small(options.server) as server:
        token, _ = server.device()
        end = time.time() + options.seconds

        def work(number):
            while time.time() < end and server.alive():
                try:
                    body, headers = (lists, ["Content-Encoding: gzip"]) if number % 2 else (large, [])
                    status = server.ask("POST", "/v1/push", body, token, headers, timeout=30)[0]
                except (OSError, EOFError) as error:
                    status = type(error).__name__
                    time.sleep(0.05)
                answers[status] = answers.get(status, 0) + 1

        faults += server.attacked(work, 16, token)
        if not set(answers) & {200, 400, 413, 429, 503}:
            faults.append("nothing was answered")
    finish(faults, "little memory: %r" % answers)


main()
