"""A server that knows a mail server on loopback, for the stories about mails."""
import os
import re
import sqlite3
import sys
import time

import family

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import mail_sink  # noqa: E402, F401

URL = "https://portal.example"
ADDRESS = "anna.nowak@example.pl"


class MailWorld(family.World):
    """A server that knows a mail server."""

    def __init__(self, program, sink, *options, host="localhost"):
        super().__init__(program, "--public-url", URL, "--smtp", "%s:%d" % (host, sink.port), "--mail-from",
                         "panel@szkola.example", *options)

    def database(self):
        return sqlite3.connect(os.path.join(self.server.folder, "server.sqlite"), timeout=30, isolation_level=None,
                               check_same_thread=False)

    def sql(self, statement):
        db = self.database()
        rows = db.execute(statement).fetchall()
        db.close()
        return rows

    def rows(self):
        return self.sql("SELECT kind, state, reason, attempts FROM mail_out ORDER BY created_at, id")

    def until(self, condition, seconds=30):
        end = time.time() + seconds
        while not condition() and time.time() < end:
            time.sleep(0.1)
        return condition()

    def hurry(self):
        """What waits for later is due now, as if hours had gone by."""
        self.sql("UPDATE portal_mail SET last_at = ''")
        self.sql("UPDATE mail_out SET next_at = '' WHERE state = 'queued'")

    def after_a_death(self):
        """The leases of a process that was killed have run out."""
        self.sql("UPDATE mail_out SET lease_until = '' WHERE state = 'sending'")

    def log(self):
        with open(os.path.join(self.server.folder, "log"), "rb") as file:
            return file.read().decode()

    accepts = False

    def news(self, colour="#a0b0c0"):
        """A clerk's photo for the second pupil, which changes the status: one message."""
        self.accepts = not self.accepts
        data = family.photo(colour)
        blob = self.server.upload(data, self.token)
        row = self.row(self.pupils[1])
        verdict = self.push(self.pupils[1], row["state"] if row else {"status": "none"}, kind="submit",
                            photo=family.harness.new_photo(blob, len(data)), accept=self.accepts)
        assert verdict["verdict"] == "applied", verdict


def give_address(b, address=ADDRESS):
    b.open("/notifications")
    return b.send("/notifications/address", address=address, present=family.PASSWORD)


def link_of(mail):
    return re.search(URL + r"(/mail/\S+)", mail.text).group(1)


def confirmed(world, sink, slip=None):
    """The parent of the second pupil, whose address is confirmed."""
    b = world.browser(slip or world.issue(world.pupils[1]))
    before = len(sink.mails)
    give_address(b)
    mail = sink.wait(before + 1)
    assert mail, (world.rows(), world.log())
    b.open(link_of(mail))
    b.send("/mail", secret=b.page.hidden["secret"])
    assert b.status == 200, b.page.text
    return b
