"""Mails to families, with a mail server on loopback that does what real ones do: it refuses, asks for patience, breaks off,
and is not always who it says it is."""
import os
import subprocess
import tempfile
import time

import family
from mail_world import ADDRESS, URL, MailWorld, confirmed, give_address, link_of, mail_sink

def settings(check, program):
    sink = mail_sink.Sink()
    with MailWorld(program, sink, "--smtp-plain") as world:
        slip = world.issue(world.pupils[1])
        b = world.browser(slip)
        b.open("/notifications")
        check.that(b.page.shows("No address was given yet"), "nothing is sent at first")
        for bad in ("no", "a@b", "a@b.pl\r\nRCPT TO:<c@d.pl>", "łucja@b.pl", family.EVIL):
            give_address(b, bad)
            check.that(b.status == 400 and family.is_clean(b.page), "no address: %r" % bad)
        b.open("/notifications")
        b.send("/notifications/address", address=ADDRESS, present="wrong password")
        check.that(b.status == 400 and not sink.mails, "7.5.1: the password is asked for")

        give_address(b)
        mail = sink.wait(1)
        check.that(b.page.shows("A mail with a link was sent to"), "the page says what to do")
        check.that(mail.to == ADDRESS and mail.sender == "panel@szkola.example", "envelope")
        check.that("Nowak" not in mail.text and b"Nowak" not in mail.data, "no surname")
        check.that(mail.id.endswith("@szkola.example>") and mail.message["MIME-Version"] == "1.0", "headers")
        check.that("Szkola A" in str(mail.message["From"]), "the school's name: " + str(mail.message["From"]))
        link = link_of(mail)
        secret = link.rsplit("/", 1)[1]
        with open(os.path.join(world.server.folder, "server.sqlite"), "rb") as file:
            dump = file.read()
        wal = os.path.join(world.server.folder, "server.sqlite-wal")
        if os.path.exists(wal):
            with open(wal, "rb") as file:
                dump += file.read()
        check.that(ADDRESS.encode() in dump and secret.encode() not in dump, "11.5.1: the database holds no usable link")

        stranger = world.browser()
        for _ in range(2):
            stranger.open(link)
            check.that(stranger.status == 200, "6.5.1: looking at a link uses nothing up")
        b.open("/notifications")
        check.that(not b.page.shows("Mails go to"), "not confirmed by looking")
        stranger.send("/mail", secret=secret)
        check.that(stranger.status == 200, "confirmed: %d" % stranger.status)
        stranger.open(link)
        check.that(stranger.status == 410, "6.5.1: the link works once")
        b.open("/notifications")
        check.that(b.page.shows("Mails go to") and b.page.shows(ADDRESS), "the address is shown")

        world.news()
        mail = sink.wait(2)
        check.that(mail and URL + "/messages" in mail.text and "Jan" in mail.text, "a mail about the photo")
        check.that(mail and "Nowak" not in mail.text, "no surname in it")
        world.news("#b0a0c0")
        world.news("#c0a0b0")
        time.sleep(4)
        check.that(len(sink.mails) == 2, "further news wait")
        world.hurry()
        mail = sink.wait(3)
        check.that(mail and mail.text.count("\n- ") == 2, "and come together")

        give_address(b, "new@example.pl")
        mail = sink.wait(4)
        b.open(link_of(mail))
        b.send("/mail", secret=b.page.hidden["secret"])
        mail = sink.wait(5)
        check.that(mail and mail.to == ADDRESS, "6.3.7: the former address is told")

        b.open("/notifications")
        b.send("/notifications", language="uk", quiet="yes")  # without "wanted"
        world.news("#d0a0b0")
        time.sleep(3)
        check.that(len(sink.mails) == 5, "switched off")
        b.open("/data")
        check.that(b.page.shows("new@example.pl") and b.page.shows("Українська"), "my data name the address")
        b.open("/data.json")
        check.that(b'"new@example.pl"' in b.body.replace(b" ", b""), "and so does the file")
        b.open("/notifications")
        b.send("/notifications", language="uk", wanted="yes")
        world.news("#d0a0d0")
        world.hurry()
        mail = sink.wait(6)
        check.that(mail and mail.message["Content-Language"] == "uk" and "Доброго дня" in mail.text, "the reader's language")

        for number in range(7):
            give_address(b, "x%d@example.pl" % number)
        check.that(b.status == 429, "not any number of addresses: %d" % b.status)
        status, _, _ = world.server.ask("DELETE", "/v1/logins/" + slip["id"], None, world.token)
        check.that(status == 200, "revoked")
        check.that(world.sql("SELECT count(*) FROM portal_mail") == [(0,)], "a revoked login has no address")
        for secret_text in (ADDRESS, "example.pl", "Nowak", "Jan"):
            check.that(secret_text not in world.log(), "16.2.5: the log holds no " + secret_text)
    with family.World(program) as world:
        b = world.browser(world.issue(world.pupils[1]))
        b.open("/notifications")
        check.that(b.page.shows("sends no mails"), "a server without a relay says so")
        give_address(b)
        check.that(b.page.shows("sends no mails"), "and takes no address")


def relays(check, program):
    """What a relay may answer."""
    asked = []

    def patience(address):
        asked.append(address)
        return "451 later" if len(asked) == 1 else None

    sink = mail_sink.Sink(on_rcpt=patience)
    with MailWorld(program, sink, "--smtp-plain") as world:
        b = world.browser(world.issue(world.pupils[1]))
        give_address(b)
        check.that(world.until(lambda: ("confirm", "queued", "451", 1) in world.rows()), "451: %r" % world.rows())
        world.hurry()
        check.that(sink.wait(1) is not None and asked == [ADDRESS] * 2, "451 is tried again")

    sink = mail_sink.Sink(on_rcpt=lambda address: "550 unknown" if address.startswith("nobody") else None)
    with MailWorld(program, sink, "--smtp-plain") as world:
        slip = world.issue(world.pupils[1])
        b = world.browser(slip)
        give_address(b, "nobody@example.pl")
        check.that(world.until(lambda: ("confirm", "failed", "550", 1) in world.rows()), "550: %r" % world.rows())
        b.open("/notifications")
        check.that(b.page.shows("nobody@example.pl (answer 550)"), "the owner is told")
        world.hurry()
        time.sleep(3)
        check.that(world.rows()[0][3] == 1, "550 is not tried again")
        b.send("/logout")
        confirmed(world, sink)
        sink.on_rcpt = lambda address: "550 gone"
        world.news()
        check.that(world.until(lambda: ("news", "failed", "550", 1) in world.rows()), "550 later: %r" % world.rows())
        count = len(world.rows())
        world.news("#b0a0c0")
        check.that(len(world.rows()) == count, "nothing goes to a refused address")

    # A server that does not take mails from us at all says nothing about the address.
    sink = mail_sink.Sink(on_rcpt=lambda address: "554 5.7.1 relay access denied")
    with MailWorld(program, sink, "--smtp-plain") as world:
        b = world.browser(world.issue(world.pupils[1]))
        give_address(b)
        check.that(world.until(lambda: ("confirm", "queued", "554", 1) in world.rows()), "5.7.1: %r" % world.rows())
        b.open("/notifications")
        check.that(not b.page.shows("refused the address"), "the address is not blamed")
        sink.on_rcpt = lambda address: "550 5.7.1 not for this list" if address == ADDRESS else None
        world.hurry()
        other = world.browser(world.issue(world.pupils[0]))
        give_address(other, "other@example.pl")
        check.that(sink.wait(1) is not None and sink.mails[0].to == "other@example.pl",
                   "one address that a rule forbids holds up nobody else")

    # Nobody knows whether a mail was taken when the answer is missing: once more, as the same mail.
    answers = []
    sink = mail_sink.Sink(on_mail=lambda mail: "close" if not answers and not answers.append(1) else None)
    with MailWorld(program, sink, "--smtp-plain") as world:
        b = world.browser(world.issue(world.pupils[1]))
        give_address(b)
        check.that(world.until(lambda: ("confirm", "queued", "unclear", 1) in world.rows()), "unclear: %r" % world.rows())
        world.hurry()
        check.that(sink.wait(2) is not None and len({mail.id for mail in sink.mails}) == 1, "closed after the dot")


def trust(check, program):
    """Nothing goes to a relay without TLS, or to one that is not who it says."""
    folder = tempfile.mkdtemp(prefix="esek-tls-")
    right, wrong = mail_sink.certificate(folder), mail_sink.certificate(folder, "other.example")
    both = os.path.join(folder, "both.pem")
    with open(both, "wb") as out:
        for cert in (right[0], wrong[0]):
            with open(cert, "rb") as file:
                out.write(file.read())
    login = os.path.join(folder, "login")
    with open(os.open(login, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
        out.write("user\nzażółć gęślą\n")
    cases = (("no STARTTLS", mail_sink.Sink(), both, "starttls_502"),
             ("an unknown certificate", mail_sink.Sink(right), wrong[0], "certificate"),
             ("another name", mail_sink.Sink(wrong), both, "certificate"),
             ("words behind STARTTLS", mail_sink.Sink(right, injects=b"250 injected\r\n"), both, "starttls_injected"),
             ("in order", mail_sink.Sink(right), both, None))
    for name, sink, trusted, code in cases:
        os.environ["SSL_CERT_FILE"] = trusted
        with MailWorld(program, sink, "--smtp-login-file", login) as world:
            b = world.browser(world.issue(world.pupils[1]))
            give_address(b)
            if code is None:
                mail = sink.wait(1)
                check.that(mail is not None, "%s: %r %r" % (name, world.rows(), world.log()))
                check.that(mail and mail.user, "with a login")
                continue
            world.until(lambda: code in world.log())
            check.that("mail: not sent, " + code in world.log(), "%s: %r" % (name, world.log()))
            check.that(not sink.mails and not any("MAIL" in c or "AUTH" in c for c in sink.commands),
                       "%s: nothing was said: %r" % (name, sink.commands))
            check.that("gęślą" not in world.log(), "no password in the log")
    del os.environ["SSL_CERT_FILE"]
    os.chmod(login, 0o644)
    for options in (["--smtp", "mail.example:587", "--smtp-plain"], ["--smtp", "localhost"],
                    ["--smtp", "localhost:25", "--smtp-login-file", login]):
        done = subprocess.run([program, "--data", folder, "--lang", "en", "--listen", "127.0.0.1:0", "--public-url", URL,
                               "--mail-from", "panel@szkola.example", *options], capture_output=True, timeout=60)
        check.that(done.returncode in (1, 2, 3), "refused at the start: %r %d" % (options, done.returncode))


def killed(check, program):
    """kill -9 between the relay's 250 and the mark in the database: the letter comes again as the same one."""
    state = {}

    def hold(mail):
        if "world" in state and not state.get("held"):
            state["held"] = state["world"].database()
            state["held"].execute("BEGIN IMMEDIATE")  # the server can mark nothing now

    sink = mail_sink.Sink(on_mail=hold)
    with MailWorld(program, sink, "--smtp-plain") as world:
        confirmed(world, sink)
        world.news()
        first = sink.wait(2)
        check.that(first is not None, "a first mail")
        world.until(lambda: ("news", "sent", "250", 1) in world.rows())
        state["world"] = world
        world.news("#b0a0c0")
        world.hurry()
        sink.wait(3)
        time.sleep(1)  # the relay's 250 has arrived
        world.server.kill()
        state["held"].execute("ROLLBACK")
        state["held"].close()
        check.that([row[1] for row in world.rows()].count("sending") == 1, "killed before the mark: %r" % world.rows())
        world.server.start(world.port)
        time.sleep(4)
        check.that(len(sink.mails) == 3, "the lease of the dead process is respected")
        world.after_a_death()
        sink.wait(4)
        world.until(lambda: all(row[1] == "sent" for row in world.rows()))
        check.that(len(sink.mails) == 4 and sink.mails[2].id == sink.mails[3].id, "the same Message-ID again")
        check.that(len({mail.id for mail in sink.mails}) == len(world.rows()) == 3, "as many Message-IDs as messages")


def main():
    check = family.Checks()
    program = family.harness.arguments().server
    settings(check, program)
    relays(check, program)
    trust(check, program)
    killed(check, program)
    check.finish("mail")


main()
