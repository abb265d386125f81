#!/usr/bin/env python3
"""Uploads that two computers move at once, that are cut, that lie about their size, and photos that are erased meanwhile.

A photo is there whole or not at all, and what was erased leaves no file. By hand, longer:
    python3 tests/attacks/uploads.py --server build/release/bin/esekretariat-server --count 200
"""
import hashlib
import json
import os
import threading

from harness import Server, accepted, arguments, deletion, finish, new_photo, new_pupil, request


def together(*works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lies(server, token, faults):
    name = "3" * 64
    for size, expected in ((0, 400), (-1, 400), ((50 << 20) + 1, 413), (1 << 62, 413), (1 << 64, 400), ("5", 400),
                           (1.5, 400), (None, 400), ([], 400)):
        status = server.ask("POST", "/v1/uploads", {"id": name, "size": size}, token)[0]
        if status != expected:
            faults.append(("size %r" % (size,), status))
    begun = json.loads(server.ask("POST", "/v1/uploads", {"id": name, "size": 10}, token)[2])["upload"]
    for offset, data, expected in (("0", b"x" * 11, 413), ("1", b"x", 409), ("-1", b"x", 400), ("x", b"x", 400),
                                   ("99999999999999999999", b"x", 400), ("0", b"y" * 10, 422)):
        status = server.ask("PATCH", "/v1/uploads/" + begun, data, token, ["Upload-Offset: " + offset])[0]
        if status != expected:
            faults.append(("offset " + offset, status))


def race(server, tokens, faults):
    """Six threads of two computers, two of which send other bytes."""
    data, other = os.urandom(300000), os.urandom(300000)
    name = hashlib.sha256(data).hexdigest()

    def send(token, content):
        for _ in range(20):
            status, _, body = server.ask("POST", "/v1/uploads", {"id": name, "size": len(data)}, token)
            if status == 200:
                return
            begun = json.loads(body)
            at = begun["offset"]
            server.ask("PATCH", "/v1/uploads/" + begun["upload"], content[at:at + 50000], token,
                       ["Upload-Offset: %d" % at])

    together(*[lambda t=tokens[n % 2], c=other if n in (1, 4) else data: send(t, c) for n in range(6)])
    for attempt in range(3):  # what the liars have left may make it fail once
        try:
            server.upload(data, tokens[0])
            break
        except RuntimeError as error:
            if attempt == 2:
                faults.append(error)
    status, _, content = server.ask("GET", "/v1/blobs/" + name, None, tokens[1])
    if status != 200 or content != data:
        faults.append(("other bytes", status, len(content)))


def cut(server, token, faults):
    data = os.urandom(2 << 20)
    name = hashlib.sha256(data).hexdigest()
    begun = json.loads(server.ask("POST", "/v1/uploads", {"id": name, "size": len(data)}, token)[2])["upload"]
    whole = request("PATCH", "/v1/uploads/" + begun, data[:1 << 20], token, ["Upload-Offset: 0"])
    for part in (100, 5000, len(whole) // 2, len(whole) - 1):
        with server.connect() as peer:
            peer.sendall(whole[:part])
    if server.upload(data, token) != name or server.ask("GET", "/v1/blobs/" + name, None, token)[2] != data:
        faults.append("an upload that was cut is another photo")


def erase(server, tokens, faults):
    """While others read it."""
    data = os.urandom(200000)
    name = server.upload(data, tokens[0])
    item = new_pupil()
    pupil = item["mutation"]["entityId"]
    photo = new_photo(name, len(data))
    if server.push([item, accepted(pupil, photo)], tokens[0]) != ["applied", "applied"]:
        faults.append("the photo was not taken")
    verdicts = []

    def read():
        for _ in range(10):
            try:
                content = server.ask("GET", "/v1/blobs/" + name, None, tokens[1])[2]
                if len(content) == len(data) and content != data:
                    faults.append("other bytes while they were erased")
                server.ask("GET", "/v1/blobs/" + name + "?size=thumb", None, tokens[1])
            except EOFError:
                pass  # the promised length could not be kept

    together(lambda: verdicts.append(server.push(deletion(pupil, photo), tokens[0])), read, read)
    left = [file for _, _, files in os.walk(server.folder) for file in files if name in file]
    if left or verdicts != [["applied", "applied"]]:
        faults.append(("erased", verdicts, left))


def main():
    options = arguments(count=8)
    faults = []
    with Server(options.server) as server:
        tokens = [server.device(0)[0], server.device(0)[0]]
        stranger, _ = server.device(1)
        lies(server, tokens[0], faults)
        for _ in range(options.count):
            race(server, tokens, faults)
            cut(server, tokens[0], faults)
            erase(server, tokens, faults)
        name = server.upload(b"of the first school", tokens[0])
        if server.ask("GET", "/v1/blobs/" + name, None, stranger)[0] != 404:
            faults.append("another school reads it")
        if not server.alive():
            faults.append("the server ended")
        else:
            server.process.terminate()
            server.process.wait(30)
            server.run("verify")
    finish(faults, "uploads: %d rounds" % options.count)


main()
