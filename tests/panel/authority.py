"""The running authority: numbers of every school, no names, and nothing else of the panel."""
import csv
import io
import subprocess

import family
from family import base

NAME = "Barbara Urzędowska"
PASSWORD = "cztery dachy nad miastem"


def main():
    check = family.Checks()
    program = family.harness.arguments().server
    with family.World(program) as world:

        def admin(*verb):
            return subprocess.run([program, "--lang", "en", "--data", world.server.folder, "authority", *verb],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        check.that(admin("add", "--name", "").returncode != 0, "an access without a name")
        check.that(admin("renew", "1234567890").returncode != 0, "another password for nobody")
        check.that(admin("end", "abc").returncode != 0, "an end for no login")
        given = admin("add", "--name", NAME)
        check.that(given.returncode == 0, given.stderr)
        number, password = given.stdout.split()
        check.that(len(number) == 10, "a login that is never a family's: " + number)

        pupil = world.pupils[1]
        parent = world.browser(world.issue(pupil))
        family.send(parent, pupil, family.photo("#a0b0c0"))
        world.decide(pupil, kind="accept")
        world.server.ask("GET", "/v1/meta", token=world.token, headers=["User-Agent: e-Sekretariat/7.8.9"])

        b = world.browser()
        b.open("/authority")
        check.that(b.path == "/login", "nobody sees the numbers: " + b.path)
        b.send("/login", login=number, password="wrong")
        check.that(b.status == 401, "a wrong password")
        b.open("/login")
        b.send("/login", login=number, password=password.upper())
        check.that(b.path == "/authority/password", "the one-time password never becomes the lasting one: " + b.path)
        b.open("/authority")
        check.that(b.path == "/authority/password", "no page before there is a password")
        b.send("/authority/password", password="short")
        check.that(b.status == 400, "a short password is refused")
        before = dict(b.cookies)
        b.send("/authority/password", password=PASSWORD)
        check.that(b.path == "/authority" and b.status == 200, "the numbers: %s %d" % (b.path, b.status))
        check.that(b.cookies["__Host-esek"] != before["__Host-esek"], "another session after the password")
        again = world.browser()
        again.open("/login")
        again.send("/login", login=number, password=password)
        check.that(again.status == 401, "the one-time password works once")

        check.that(b.page.text.count('scope="row"') == 3, "a row for each school and one for all of them")
        check.that(b.page.shows("1 (50%)"), "one of two pupils has a login, a photo, an accepted one")
        check.that(b.page.shows("7.8.9"), "the version of the office's program")
        for name in ("Nowak", "Jan", family.EVIL, "Adam", NAME, pupil):
            check.that(not b.page.shows(name), "no name of a person: " + name)
        b.open("/authority.csv")
        rows = list(csv.reader(io.StringIO(b.body.decode("utf-8-sig")), delimiter=";"))
        check.that(len(rows) == 3 and len(rows[0]) == 10, "a line for each school: %r" % rows)
        own = next(row for row in rows[1:] if row[1] == "2")
        check.that(own[2:6] == ["1", "1", "1", "0"], "logins, photos, accepted, printed: %r" % own)
        check.that(own[7] == "0" and own[8] == "7.8.9", "decided within the minute: %r" % own)

        family.send(parent, pupil, family.photo("#c0a0a0"))
        b.open("/authority.csv")
        own = next(row for row in csv.reader(io.StringIO(b.body.decode("utf-8-sig")), delimiter=";") if row[1] == "2")
        check.that(own[6] != "", "a request waits: %r" % own)

        # Nothing of families and offices, and nobody else comes here.
        for page in (base(pupil), "/pupils/%s/messages" % pupil):
            b.open(page)
            check.that(b.status == 404, "a pupil for the authority: %s %d" % (page, b.status))
        for page in ("/", "/messages", "/data", "/children", "/personal", "/password"):
            b.open(page)
            check.that(b.path == "/authority", "%s leads back to the numbers: %s" % (page, b.path))
        b.extra = {"X-Esek-Protocol": "1"}
        b.open("/v1/snapshot")
        check.that(b.status == 401, "a page's cookie at the offices' address")
        b.extra = {}
        for page in ("/authority", "/authority.csv", "/authority/password"):
            parent.open(page)
            check.that(parent.status == 404, "a family at " + page)

        # A new password, an end: what is open elsewhere is over at once.
        b.open("/authority/password")
        b.send("/authority/password", present="wrong", password=PASSWORD + " dwa")
        check.that(b.status == 400, "the present password is asked for")
        renewed = admin("renew", number)
        check.that(renewed.returncode == 0, renewed.stderr)
        b.open("/authority")
        check.that(b.path == "/login", "a renewed access ends the sessions: " + b.path)
        b.send("/login", login=number, password=PASSWORD)
        check.that(b.status == 401, "and the password of before")
        b.open("/login")
        b.send("/login", login=number, password=renewed.stdout.split()[1])
        check.that(b.path == "/authority/password", "the new one lets in")
        check.that(admin("end", number).returncode == 0, "ended")
        b.open("/authority")
        check.that(b.path == "/login", "an ended access: " + b.path)
        check.that(admin("renew", number).returncode != 0, "what has ended stays ended")
        listed = admin("list").stdout
        check.that(NAME in listed and "ended" in listed and "$argon2" not in listed, "the list: %r" % listed)
        verified = subprocess.run([program, "--data", world.server.folder, "verify"], stdout=subprocess.PIPE)
        check.that(verified.returncode == 0, "the server's own check: %r" % verified.stdout)
    check.finish("authority")


main()
