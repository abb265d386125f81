#!/usr/bin/env python3
"""Every request with no token, a wrong one, a revoked one, another school's and a headteacher's."""
import hashlib
import json

from harness import Server, arguments, finish


def upload(server, token, data):
    name = hashlib.sha256(data).hexdigest()
    status, _, body = server.ask("POST", "/v1/uploads", {"id": name, "size": len(data)}, token)
    assert status == 201, (status, body)
    target = "/v1/uploads/" + json.loads(body)["upload"]
    return name, target


def main():
    options = arguments()
    faults = []
    asked = 0
    with Server(options.server) as server:
        token, _ = server.device(0)
        other, _ = server.device(1)
        headteacher, _ = server.device(0, "headteacher")
        revoked, revoked_device = server.device(0)
        assert server.ask("GET", "/v1/meta", None, revoked)[0] == 200  # its token is remembered now
        server.run("device", "revoke", revoked_device)
        secret = b"bytes that belong to school A"
        blob, target = upload(server, token, secret)
        status, _, _ = server.ask("PATCH", target, secret, token, ["Upload-Offset: 0"])
        assert status == 204, status
        _, pending = upload(server, token, b"begun by school A")
        endpoints = [
            ("GET", "/v1/meta", None, (), False),
            ("POST", "/v1/push", {"items": []}, (), True),
            ("GET", "/v1/changes?since=0", None, (), False),
            ("GET", "/v1/snapshot", None, (), False),
            ("GET", "/v1/digest", None, (), False),
            ("GET", "/v1/wait?since=0&timeout=0", None, (), False),
            ("GET", "/v1/devices", None, (), False),
            ("GET", "/v1/logins", None, (), False),
            ("POST", "/v1/logins", {"role": "parent", "students": []}, (), True),
            ("DELETE", "/v1/logins/0190f5fe-0000-7000-8000-000000000000", None, (), True),
            ("POST", "/v1/leases", {"count": 1}, (), True),
            ("POST", "/v1/blobs/missing", {"ids": [blob]}, (), False),
            ("POST", "/v1/blobs/fetch", {"ids": [blob]}, (), False),
            ("POST", "/v1/uploads", {"id": "2" * 64, "size": 10}, (), True),
            ("HEAD", pending, None, (), False),
            ("PATCH", pending, b"begun", ("Upload-Offset: 0",), True),
            ("GET", "/v1/blobs/" + blob, None, (), False),
            ("HEAD", "/v1/blobs/" + blob, None, (), False),
            ("GET", "/v1/blobs/" + blob + "?size=thumb", None, (), False),
        ]
        wrong = {"none": None, "empty": "", "garbage": "x", "cut": token[:63], "longer": token + "a",
                 "its hash": hashlib.sha256(token.encode()).hexdigest(), "in capitals": token.upper(),
                 "revoked": revoked, "SQL": "' OR 1=1 --" + "x" * 53}
        for method, path, body, headers, writes in endpoints:
            for name, shown in wrong.items():
                if name == "in capitals" and shown == token:
                    continue
                asked += 1
                status = server.ask(method, path, body, shown, headers)[0]
                if status != 401:
                    faults.append((name, method, path, status))
            for scheme in ("Basic ", "bearer ", "Bearer  ", "Bearer", "Token "):
                asked += 1
                status = server.ask(method, path, body, None, [*headers, "Authorization: " + scheme + token])[0]
                if status != 401:
                    faults.append((scheme, method, path, status))
            asked += 2
            status, _, content = server.ask(method, path, body, other, headers)
            if secret in content or server.schools[0].encode() in content or revoked_device.encode() in content:
                faults.append(("another school reads", method, path))
            if (blob in path or path == pending) and status != 404:
                faults.append(("another school", method, path, status))
            status = server.ask(method, path, body, headteacher, headers)[0]
            if (status == 403) != writes:
                faults.append(("headteacher", method, path, status))
        if not server.alive():
            faults.append("the server ended")
    finish(faults, "authorisation: %d requests" % asked)


main()
