#!/usr/bin/env python3
"""Certificates that an office must not take: each is told as exactly that, and waits for a person.

A missing network is calm; a man in the middle or a certificate that has run out is not, and must not look like it.
    python3 tests/attacks/untrusted.py --cli build/release/bin/esekretariat-cli
"""
import argparse
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading

from harness import finish

os.environ["ESEK_CODE"] = "ABCD-EFGH-JKLM"
CONFIG = """[ca]
default_ca = here
[here]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
"""


class Certificates:
    """Made by openssl in a folder of their own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="esek-certificates-")
        for name, text in (("config", CONFIG), ("index", ""), ("serial", "01")):
            with open(os.path.join(self.folder, name), "w") as out:
                out.write(text)
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
                     "-subj", "/CN=Urzad Certyfikacji/O=Miasto")

    def openssl(self, *args):
        done = subprocess.run(["openssl", *args], cwd=self.folder, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode()[-500:])

    def path(self, name):
        return os.path.join(self.folder, name)

    def leaf(self, name, host, begin="20260101000000Z", end="20391231000000Z"):
        with open(self.path(name + ".ext"), "w") as out:
            out.write("subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n" % host)
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr",
                     "-subj", "/CN=" + host)
        self.openssl("ca", "-batch", "-config", "config", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", name + ".csr",
                     "-out", name + ".pem", "-startdate", begin, "-enddate", end, "-extfile", name + ".ext", "-notext")

    def self_signed(self, name):
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".pem",
                     "-days", "30", "-subj", "/CN=localhost/O=Ktos", "-addext", "subjectAltName=DNS:localhost")


class Peer:
    """Takes handshakes and closes; `name` None: speaks without TLS."""

    def __init__(self, certificates, name):
        self.context = None
        if name:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificates.path(name + ".pem"), certificates.path(name + ".key"))
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.requests = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            try:
                peer.settimeout(5)
                if self.context:
                    peer = self.context.wrap_socket(peer, server_side=True)
                if peer.recv(100).startswith(b"POST"):
                    self.requests += 1
                peer.sendall(b"HTTP/1.1 404 X\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
            except OSError:
                pass
            finally:
                peer.close()

    def close(self):
        self.socket.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", required=True)
    options = parser.parse_args()
    faults, cases = [], 0
    certificates = Certificates()
    certificates.leaf("good", "localhost")
    certificates.leaf("other", "szkola.example")
    certificates.leaf("expired", "localhost", "20250102000000Z", "20250304000000Z")
    certificates.leaf("future", "localhost", "20380102000000Z", "20390304000000Z")
    certificates.self_signed("self")
    issuer = "Urzad Certyfikacji"
    for name, trusted, words in (
            ("expired", "ca.pem", ("cannot be trusted", "has expired", issuer, "02.01.2025", "04.03.2025", "localhost")),
            ("future", "ca.pem", ("cannot be trusted", "not valid yet", issuer, "02.01.2038")),
            ("other", "ca.pem", ("cannot be trusted", "another server (szkola.example)", issuer)),
            ("self", "ca.pem", ("cannot be trusted", "does not trust", "Ktos")),
            ("good", None, ("cannot be trusted", "does not trust", issuer)),
            (None, "ca.pem", ("could not", "cannot be reached")),
            ("good", "ca.pem", ("404",))):
        peer = Peer(certificates, name)
        folder = tempfile.mkdtemp(prefix="esek-office-")
        command = [options.cli, "--data", os.path.join(folder, "office"), "--lang", "en", "enroll",
                   "--server", "https://localhost:%d" % peer.port]
        if trusted:
            command += ["--ca", certificates.path(trusted)]
        done = subprocess.run(command, capture_output=True, timeout=120)
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        cases += 1
        distrusted = "cannot be trusted" in words
        right = all(word in said for word in words) if name else any(word in said for word in words)
        if done.returncode != 4 or not right or (distrusted and (peer.requests or "network" in said)):
            faults.append((name, trusted, done.returncode, peer.requests, said[-400:]))
        peer.close()
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(certificates.folder, ignore_errors=True)
    finish(faults, "%d certificates" % cases)


if __name__ == "__main__":
    main()
