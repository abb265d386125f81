#!/usr/bin/env python3
"""Requests that two programs might cut in two different ways: each is refused, and nothing behind it is answered."""
from harness import Server, arguments, finish, read_answer, request, statuses

BODY = b'{"items":[]}'


def main():
    options = arguments()
    faults = []
    with Server(options.server) as server:
        token, _ = server.device()
        next_request = request("GET", "/v1/meta", None, token)

        def post(lines, body, host=b"Host: a\r\n", version=b"HTTP/1.1"):
            return (b"POST /v1/push " + version + b"\r\n" + host + b"X-Esek-Protocol: 1\r\nAuthorization: Bearer " +
                    token.encode() + b"\r\n" + lines + b"\r\n" + body)

        length = b"Content-Length: 12\r\n"
        chunked = b"Transfer-Encoding: chunked\r\n"
        chunks = b"c\r\n" + BODY + b"\r\n0\r\n\r\n"
        refused = {
            "length and chunks": post(length + chunked, chunks),
            "chunks and length": post(chunked + length, chunks),
            "two equal lengths": post(length + length, BODY),
            "two lengths": post(length + b"Content-Length: 0\r\n", BODY),
            "a list of lengths": post(b"Content-Length: 12, 12\r\n", BODY),
            "a length with a sign": post(b"Content-Length: +12\r\n", BODY),
            "a length in hex": post(b"Content-Length: 0xc\r\n", BODY),
            "no length": post(b"Content-Length: \r\n", BODY),
            "space before the colon": post(b"Content-Length : 12\r\n", BODY),
            "a tab before the colon": post(b"Transfer-Encoding\t: chunked\r\n", chunks),
            "a folded line": post(b"X: a\r\n b\r\n" + length, BODY),
            "chunked twice": post(chunked + chunked, chunks),
            "chunked, identity": post(b"Transfer-Encoding: chunked, identity\r\n", chunks),
            "xchunked": post(b"Transfer-Encoding: xchunked\r\n", chunks),
            "vertical tab": post(b"Transfer-Encoding: \x0bchunked\r\n", chunks),
            "a bare CR in a header": post(b"X: a\rTransfer-Encoding: chunked\r\n" + length, BODY),
            "a bare LF in a header": post(b"X: a\nTransfer-Encoding: chunked\r\n" + length, BODY),
            "NUL in a header": post(b"X: a\0b\r\n" + length, BODY),
            "a byte above 0x7e in a header": post(b"X: \xff\r\n" + length, BODY),
            "chunked with HTTP/1.0": post(chunked, chunks, version=b"HTTP/1.0"),
            "no host": post(length, BODY, host=b""),
            "two hosts": post(length, BODY, host=b"Host: a\r\nHost: b\r\n"),
            "a bare CR in a chunk's extension": post(chunked, b"c;a\rb\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a bare LF in a chunk's extension": post(chunked, b"c;a\nb\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a chunk's size with a sign": post(chunked, b"+c\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a chunk's size with 0x": post(chunked, b"0xc\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a chunk's size with a space": post(chunked, b"c \r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a chunk's size that overflows": post(chunked, b"1000000000000000c\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "a chunk that is longer than it says": post(chunked, b"b\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "LF alone after a chunk": post(chunked, b"c\n" + BODY + b"\n0\n\n"),
            "a trailer with a bare LF": post(chunked, b"c\r\n" + BODY + b"\r\n0\r\nA: b\nC: d\r\n\r\n"),
            "two spaces in the first line": b"GET  /v1/meta HTTP/1.1\r\nHost: a\r\n\r\n",
            "HTTP/2.0": b"GET /v1/meta HTTP/2.0\r\nHost: a\r\n\r\n",
            "JSON, NUL and more": post(b"Content-Length: 15\r\n", BODY + b"\0{}"),
        }
        for name, data in refused.items():
            got = statuses(server, data + next_request)
            if name == "JSON, NUL and more":  # well framed, so only its own answer is a refusal
                good = got[:1] == [400]
            else:
                good = len(got) == 1 and got[0] in (400, 413, 505) or got == [408]
            if not good:
                faults.append("%s: %r" % (name, got))
        accepted = {
            "a length": post(length, BODY),
            "chunks": post(chunked, chunks),
            "chunks with extension and trailer": post(chunked, b"c;q=1\r\n" + BODY + b"\r\n0\r\nT: v\r\n\r\n"),
            "the coding in capitals": post(b"TRANSFER-ENCODING: Chunked\r\n", chunks),
            "an empty line before": b"\r\n" + post(length, BODY),
        }
        closing = next_request.replace(b"Host:", b"Connection: close\r\nHost:", 1)
        for name, data in accepted.items():
            got = statuses(server, data + closing)
            if got != [200, 200]:
                faults.append("%s: %r" % (name, got))
        # Cut at every byte, the same requests get the same answers.
        pipeline = post(length, BODY) + post(chunked, b"5;q=1\r\n" + BODY[:5] + b"\r\n7\r\n" + BODY[5:] +
                                             b"\r\n0\r\nT: v\r\n\r\n") + closing
        for cut in range(1, len(pipeline), 3):
            with server.connect(5) as peer:
                peer.sendall(pipeline[:cut])
                rest = b""
                got = []
                try:
                    peer.sendall(pipeline[cut:])
                    for _ in range(3):
                        status, _, _, rest = read_answer(peer, rest)
                        got.append(status)
                except (EOFError, OSError):
                    pass
                if got != [200, 200, 200]:
                    faults.append("cut at %d: %r" % (cut, got))
        if not server.alive():
            faults.append("the server ended")
    finish(faults, "smuggling: %d refused, %d accepted" % (len(refused), len(accepted)))


main()
