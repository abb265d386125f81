#!/usr/bin/env python3
"""A mail server on loopback for tests and the demo: it takes what comes and delivers nothing.

  mail_sink.py FOLDER     writes each mail to FOLDER/0001.eml ..., prints its port in one line, runs until it is ended

In tests it answers as the test wants. Standard library only."""
import email
import email.policy
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time


def certificate(folder, name="localhost"):
    """A certificate for this name that signs itself; the files of certificate and key."""
    cert, key = os.path.join(folder, name + ".pem"), os.path.join(folder, name + ".key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name,
                    "-addext", "subjectAltName=DNS:" + name, "-keyout", key, "-out", cert],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cert, key


class Mail:
    def __init__(self, sender, to, data, user):
        self.sender, self.to, self.data, self.user = sender, to, data, user
        self.message = email.message_from_bytes(data, policy=email.policy.default)
        self.id = self.message["Message-ID"]
        self.text = self.message.get_content()


class Sink:
    """tls: files of certificate and key, or None: it knows no STARTTLS. on_rcpt(address) and on_mail(mail) give another
    answer than 250; "close" ends the connection without one. injects: bytes behind the answer to STARTTLS."""

    def __init__(self, tls=None, on_rcpt=None, on_mail=None, injects=b""):
        self.tls, self.injects = tls, injects
        self.on_rcpt = on_rcpt or (lambda address: None)
        self.on_mail = on_mail or (lambda mail: None)
        self.mails, self.commands = [], []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.socket.close()

    def accept(self):
        while True:
            try:
                peer = self.socket.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.guarded, args=(peer,), daemon=True).start()

    def guarded(self, peer):
        try:
            self.talk(peer)
        except (OSError, ValueError):
            pass
        finally:
            peer.close()

    def wait(self, count, seconds=30):
        """Until so many mails have come; the newest."""
        until = time.time() + seconds
        while len(self.mails) < count and time.time() < until:
            time.sleep(0.05)
        return self.mails[-1] if len(self.mails) >= count else None

    def talk(self, peer):
        reader = peer.makefile("rb")

        def say(text):
            peer.sendall(text.encode() + b"\r\n")

        say("220 sink")
        secure, sender, to, user = False, "", "", ""
        while True:
            line = reader.readline()
            if not line:
                return
            line = line.decode("ascii").rstrip("\r\n")
            verb = line.split(" ")[0].upper()
            self.commands.append(("secure " if secure else "plain ") + (verb if verb == "AUTH" else line))
            if verb == "EHLO":
                say("250-sink\r\n250-STARTTLS" if self.tls and not secure else "250-sink")
                say("250 AUTH PLAIN")
            elif verb == "STARTTLS" and self.tls:
                peer.sendall(b"220 go\r\n" + self.injects)
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(*self.tls)
                peer = context.wrap_socket(peer, server_side=True)
                reader = peer.makefile("rb")
                secure = True
            elif verb == "AUTH":
                user = line.split(" ")[2]
                say("235 welcome")
            elif verb == "MAIL":
                sender = re.search("<(.*)>", line).group(1)
                say("250 ok")
            elif verb == "RCPT":
                to = re.search("<(.*)>", line).group(1)
                say(self.on_rcpt(to) or "250 ok")
            elif verb == "DATA":
                say("354 go on")
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    piece = reader.readline()
                    if not piece:
                        return
                    data += piece
                mail = Mail(sender, to, data[:-3].replace(b"\r\n..", b"\r\n."), user)
                self.mails.append(mail)
                answer = self.on_mail(mail) or "250 taken"
                if answer == "close":
                    return
                say(answer)
            elif verb == "RSET":
                say("250 ok")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("502 no")


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)

    def keep(mail):
        with open(os.path.join(folder, "%04d.eml" % len(sink.mails)), "wb") as out:
            out.write(mail.data)

    sink = Sink(on_mail=keep)
    print(sink.port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
