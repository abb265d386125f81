"""Points of OWASP's ASVS 5.0 that no other story of the panel walks past; the number stands in each check."""
import glob
import os
import threading

import family
from family import base

NOBODY = "0190f5fe-0000-7000-8000-000000000000"


def stored(world):
    """Every byte of the server's database."""
    out = b""
    for path in glob.glob(os.path.join(world.server.folder, "*.sqlite*")):
        with open(path, "rb") as file:
            out += file.read()
    return out


def main():
    check = family.Checks()
    with family.World(family.harness.arguments().server) as world:
        pupil = world.pupils[1]
        slip = world.issue(pupil)
        b = world.browser(slip)
        link = slip["link"].rsplit("/", 1)[1]
        dump = stored(world)
        check.that(slip["login"].encode() in dump, "the database was read")
        for name, secret in (("password of the slip", slip["password"]), ("its letters", slip["password"].replace("-", "")),
                             ("link", link), ("session", b.cookies["__Host-esek"]),
                             ("chosen password", family.PASSWORD)):
            check.that(secret.encode() not in dump, "11.5.1, 13.3: the database holds no usable " + name)
        with open(os.path.join(world.server.folder, "log"), "rb") as log:
            text = log.read()
        check.that(all(secret.encode() not in text for secret in (slip["password"], link, "Nowak")),
                   "16.2.5: the log holds neither secrets nor names")

        # Looking changes nothing.
        family.choose(b, pupil, family.photo("#a0b0c0"))
        draft = b.page.hidden["draft"]
        pages = ["/", "/messages", "/account", "/data", "/data.json", "/password", "/privacy", "/accessibility", "/login"]
        pages += [base(pupil) + page for page in ("", "/guidelines", "/examples", "/file", "/crop", "/send", "/withdraw",
                                                   "/deletion", "/draft/" + draft)]
        before = world.server.ask("GET", "/v1/meta", token=world.token)[2]
        for path in pages * 2:
            b.open(path)
            check.that(b.status == 200, "%s: %d" % (path, b.status))
            check.that(b.headers["cache-control"] == "no-store", "14.3.2: no cache keeps " + path)
        b.open(base(pupil) + "/crop")
        check.that(b.page.hidden["draft"] == draft, "3.5.3: looking keeps the draft")
        check.that(world.server.ask("GET", "/v1/meta", token=world.token)[2] == before, "3.5.3: looking changes nothing")

        # Addresses in a parameter lead nowhere.
        stranger = world.browser()
        for target in ("//evil.example", "/\\evil.example", "https:evil.example", "%2f%2fevil.example"):
            connection = family.Browser(world.port)
            connection.ask("GET", "/login?next=" + target)
            check.that("evil" not in connection.headers.get("location", ""), "3.7.2: " + target)
            check.that('href="//evil' not in connection.page.text and "https:evil" not in connection.page.text.replace(
                "next=https:evil", ""), "3.7.2: no link to " + target)

        # The link of a slip, pressed in two places at once: one session.
        other = world.issue(world.pupils[0])
        secret = other["link"].rsplit("/", 1)[1]
        doors = []

        def press():
            twin = family.Browser(world.port)
            twin.open("/q/" + secret)
            twin.send("/q", secret=secret)
            doors.append(twin.path)

        threads = [threading.Thread(target=press) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check.that(doors.count("/password") == 1, "6.5.1: a link lets in once: %r" % doors)

        # A draft of somebody else, a step without the one before.
        for path in ("/crop", "/send"):
            b.open(base(pupil) + "/file")
            b.send(base(pupil) + path, draft=NOBODY, action="next")
            check.that(b.status == 409, "2.3.1: %s with a foreign draft: %d" % (path, b.status))
        b.send(base(pupil) + "/cancel")
        for path in ("/examples", "/file", "/crop", "/send"):
            b.open(base(pupil) + path)
            check.that(b.path in (base(pupil) + "/guidelines", base(pupil)), "2.3.1: %s before the statement" % path)

        # Passwords.
        b.open("/password")
        for password in ("chelsea1", "Michelle1", "polska123", "1q2w3e4r5t", "x" * 129, "short", slip["login"]):
            b.send("/password", present=family.PASSWORD, name="Adam Nowak", password=password)
            check.that(b.status == 400, "6.2.4, 6.2.5: the password %s" % password[:12])
        b.open("/password")
        check.that('autocomplete="new-password"' in b.page.text and "onpaste" not in b.page.text, "6.2.7: paste is allowed")
    check.finish("asvs")


main()
