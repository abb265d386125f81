"""Texts of people never become elements, files that are no photos are told in words, every answer has its guards."""
import json

import family
from family import base


def main():
    check = family.Checks()
    program = family.harness.arguments().server
    with family.World(program) as world:
        pupil = world.pupils[0]
        for language in ("pl", "en", "uk"):
            b = world.browser(world.issue(pupil), "\"'><script>alert(1)</script>", language)
            family.send(b, pupil, family.photo("#a0b0c0"), "javascript:alert(1)<svg onload=x>.jpg")
            check.that("&lt;svg" in b.page.text and family.is_clean(b.page), "a file's name in " + language)
            world.decide(pupil, kind="reject", reasons=["other"], note="<script>alert(2)</script>")
            for path in ("/", "/messages", "/account", "/password", "/data", "/privacy", "/accessibility", base(pupil), base(pupil) + "/guidelines"):
                b.open(path)
                check.that(b.status == 200 and 'lang="%s"' % language in b.page.text, "%s in %s" % (path, language))
                check.that("&lt;img" in b.page.text, "the pupil's name on " + path)
                check.that(family.is_clean(b.page), "%s in %s: %r" % (path, language, set(b.page.elements)))

            b.open("/data.json")
            kept = json.loads(b.body)
            check.that("attachment" in b.headers["content-disposition"], "the data are a file")
            check.that(kept["pupil"]["givenNames"] == family.EVIL and kept["photos"][0]["file"].startswith("javascript"),
                       "the data as they are: %r" % kept)
            text = b.body.decode()
            check.that(not any(word in text for word in ("argon2", "Anna Nowak", "PC-1", '"token"')),
                       "no secrets, nobody of the office: " + text)

        b = world.browser(world.issue(pupil))
        whole = family.photo("#b0c0d0")
        family.choose(b, pupil, b"")
        check.that(b.status == 400 and b.page.shows("Choose a photo first."), "no file")
        for data, sentence in ((b"<html><script>alert(1)</script></html>", "This file is no photo"),
                               (b"%PDF-1.7 and so on and so on and so on", "This file is no photo"),
                               (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This file is no photo"),
                               (whole[: len(whole) // 3], "cannot be read"),
                               (family.photo("#b0c0d0", "150x200"), "too few pixels")):
            b.upload(base(pupil) + "/file", data, "photo.jpg")
            check.that(400 <= b.status < 500 and b.page.shows(sentence), "%s: %d" % (sentence, b.status))
            check.that(b.page.shows("Step 3 of 4"), "the step stays after: " + sentence)
        b.upload(base(pupil) + "/file", whole + b"<script>alert(1)</script>")
        check.that(b.path == base(pupil) + "/crop", "a photo with something behind its end")
        for file in world.files():
            with open(file, "rb") as content:
                check.that(b"<script>" not in content.read(), "what is kept was encoded anew")
        # The draft is there after the session is over.
        again = world.browser()
        again.open("/login")
        again.send("/login", login=world_login(b), password=family.PASSWORD)
        check.that(again.page.shows("A photo was chosen and is not sent yet."), "the draft waits after a new login")

        for path in ("/login", "/nothing", "/q/WRONG", "/privacy", "/accessibility", "/static/nothing.css", "/static/panel.css"):
            b = family.Browser(world.port, "uk-UA,uk;q=0.9,en;q=0.5")
            b.open(path)
            policy = b.headers.get("content-security-policy", "")
            check.that("default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy,
                       "the policy of %s: %s" % (path, policy))
            check.that(b.headers.get("x-content-type-options") == "nosniff", "nosniff on " + path)
            check.that(b.headers.get("cross-origin-resource-policy") == "same-origin", "CORP on " + path)
            if not path.endswith("panel.css"):
                check.that('lang="uk"' in b.page.text, "%s in Ukrainian" % path)
        b.open("/login")
        check.that(b.headers["referrer-policy"] == "same-origin", "forms of ours have an Origin")
        check.that(b.page.shows("Пароль"), "Ukrainian words")
        b.open("/login?lang=pl")
        check.that(b.page.shows("Hasło"), "the switch")
        b.open("/login")
        check.that(b.page.shows("Hasło"), "the choice stays")
        b.extra = {"Accept-Encoding": "gzip"}
        b.open("/static/panel.css")
        size = len(b.body)
        connection_page = family.Browser(world.port)
        connection_page.open("/login")
        check.that(size + len(connection_page.body) < 20000, "the first page and its style: %d bytes"
                   % (size + len(connection_page.body)))
        for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1:1"):
            b = family.Browser(world.port)
            b.extra = {"Host": host, "X-Forwarded-Host": "127.0.0.1"}
            for path in ("/login", "/", "/q/WRONG"):
                b.open(path)
                check.that(b.status == 421, "a foreign host %s at %s: %d" % (host, path, b.status))
        for method, body in (("POST", b"a=%zz"), ("POST", b"\xff\xfe"), ("POST", b"a" * 20000)):
            b = family.Browser(world.port)
            b.ask(method, "/login", body, {"Content-Type": "application/x-www-form-urlencoded"})
            check.that(400 <= b.status < 500, "a damaged form: %d" % b.status)
        check.that(world.server.alive(), "the server is well")
    with family.World(program, "--no-panel") as world:
        for path in ("/", "/login", "/static/panel.css"):
            b = family.Browser(world.port)
            b.open(path)
            check.that(b.status == 404, "a server of offices only has no " + path)
    check.finish("guards")


def world_login(browser):
    browser.open("/account")
    text = browser.page.text
    at = text.index("<dd>") + 4
    return text[at:text.index("</dd>", at)]


main()
