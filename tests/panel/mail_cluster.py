"""Two server processes on one PostgreSQL send mails, one of them is killed: each message arrives, as one mail."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import family
from mail_world import ADDRESS, MailWorld, mail_sink

PUPILS = 30
POSTGRES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server", "postgres.sh")


class PostgresWorld(MailWorld):
    """The database's address is in the environment, so every process takes it from there."""

    def sql(self, statement):
        done = subprocess.run(["psql", "-q", "-t", "-A", "-F", "|", os.environ["ESEK_DATABASE"], "-c", statement], check=True,
                              stdout=subprocess.PIPE)
        return [tuple(line.split("|")) for line in done.stdout.decode().split("\n") if line]


def families(world):
    """Pupils whose parents have confirmed an address each."""
    pupils = [str(uuid.uuid4()) for _ in range(PUPILS)]
    for number, pupil in enumerate(pupils):
        verdict = world.push(pupil, None, kind="put_student", student={
            "id": pupil, "registerNumber": str(100 + number), "surname": "Lis", "givenNames": "Ewa", "class": "2A",
            "version": 0})
        assert verdict["verdict"] == "applied", verdict
    status, _, body = world.server.ask("POST", "/v1/logins", {"role": "parent", "students": pupils}, world.token)
    assert status == 201, body
    for number, login in enumerate(json.loads(body)["logins"]):
        world.sql("INSERT INTO portal_mail VALUES ('%s', '%d%s', '', 'pl', 1, 0, '', '', '')" % (login["id"], number, ADDRESS))
    return pupils


def news(world, pupils, accept):
    data = family.photo("#a0b0c0" if accept else "#b0a0c0")
    blob = world.server.upload(data, world.token)
    for pupil in pupils:
        row = world.row(pupil)
        verdict = world.push(pupil, row["state"] if row else {"status": "none"}, kind="submit",
                             photo=family.harness.new_photo(blob, len(data)), accept=accept)
        assert verdict["verdict"] == "applied", verdict


def story(check, program):
    sink = mail_sink.Sink(on_mail=lambda mail: time.sleep(0.1))
    with PostgresWorld(program, sink, "--smtp-plain") as world:
        pupils = families(world)
        other = family.harness.Server(program, *world.server.options)
        shutil.rmtree(other.folder)
        other.folder = world.server.folder  # the photos are shared
        other.start(0)
        try:
            news(world, pupils, accept=True)
            sink.wait(PUPILS, 60)
            time.sleep(3)
            check.that(len(sink.mails) == len({mail.id for mail in sink.mails}) == PUPILS,
                       "each message once: %d mails, %d ids" % (len(sink.mails), len({mail.id for mail in sink.mails})))
            check.that(sum("EHLO" in command for command in sink.commands) > 1, "both processes send")

            news(world, pupils, accept=False)
            world.hurry()
            sink.wait(PUPILS + 10, 60)
            other.kill()
            world.until(lambda: world.sql("SELECT count(*) FROM mail_out WHERE state = 'queued'") == [("0",)], 60)
            time.sleep(3)  # the other one has sent its last letter
            world.after_a_death()
            world.until(lambda: world.sql("SELECT count(*) FROM mail_out WHERE state = 'sent'") == [(str(2 * PUPILS),)], 60)
            check.that(len({mail.id for mail in sink.mails}) == 2 * PUPILS, "as many Message-IDs as messages")
            check.that(len(sink.mails) <= 2 * PUPILS + 1, "one letter at most came twice: %d" % len(sink.mails))
        finally:
            if other.alive():
                other.process.send_signal(signal.SIGTERM)
                other.process.wait(30)
            other.log.close()


def main():
    check = family.Checks()
    program = family.harness.arguments().server
    file = os.path.join(tempfile.mkdtemp(prefix="esek-mail-"), "url")
    if subprocess.run(["bash", POSTGRES, "start", file]).returncode == 4:
        print("skipped: PostgreSQL is not installed")
        sys.exit(77)
    try:
        with open(file) as text:
            os.environ["ESEK_DATABASE"] = text.read().strip()
        story(check, program)
    finally:
        subprocess.run(["bash", POSTGRES, "stop", file])
    check.finish("mail_cluster")


main()
