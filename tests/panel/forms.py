"""A form counts only when it comes from a page of ours; a session ends where it is ended."""
import family
from family import base


def main():
    check = family.Checks()
    with family.World(family.harness.arguments().server) as world:
        pupil = world.pupils[0]
        slip = world.issue(pupil)
        chosen = "a" * 64
        phone = world.browser()
        phone.cookies["__Host-esek"] = chosen
        phone.open("/login")
        phone.send("/login", login=" %s %s " % (slip["login"][:4], slip["login"][4:]), password=slip["password"].upper())
        phone.send("/password", name="Adam Nowak", password=family.PASSWORD)
        check.that(phone.path == "/", "a login and a password as people type them: " + phone.path)
        check.that(phone.cookies["__Host-esek"] != chosen, "a session that somebody else chose is not taken over")
        cookie = phone.set_cookies["__Host-esek"]
        for guard in ("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"):
            check.that(guard in cookie, "the cookie has " + guard)
        check.that("domain" not in cookie.lower(), "the cookie has no domain")

        # Tokens of forms.
        path = base(pupil) + "/guidelines"
        other = world.browser(world.issue(world.pupils[1]), "Ewa Lis")
        for token in ("", "0" * 64, "x", other.page.hidden["form"]):
            phone.open("/")
            phone.send(path, statement="yes", form=token)
            check.that(phone.status == 403, "a form with the token %r" % token[:8])
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                        {"Origin": "https://evil.example"}, {"Origin": "null"}):
            phone.open("/")
            phone.extra = headers
            phone.send(path, statement="yes")
            phone.extra = {}
            check.that(phone.status == 403, "a form from elsewhere %r" % headers)
        phone.open("/")
        check.that(phone.page.shows("Send a photo"), "nothing was changed by these")
        phone.extra = {"Origin": "http://127.0.0.1:%d" % world.port, "Sec-Fetch-Site": "same-origin"}
        phone.send(path, statement="yes")
        check.that(phone.status == 200, "a form of ours")
        phone.extra = {}
        first, second = phone.open("/").hidden["form"], phone.open("/").hidden["form"]
        check.that(first != second, "a compressed page never repeats the token")

        # Sessions.
        old = phone.cookies["__Host-esek"]
        computer = world.browser()
        computer.open("/login")
        computer.send("/login", login=slip["login"], password=family.PASSWORD)
        check.that(computer.path == "/" and computer.cookies["__Host-esek"] != old, "a second session")
        computer.open("/account")
        computer.send("/account/end", session=computer.page.hidden["session"])
        phone.open("/")
        check.that(phone.path == "/login", "the phone was logged out from the computer")
        computer.open("/")
        check.that(computer.headers["cache-control"] == "no-store", "Back shows nothing after logging out")
        dead = computer.cookies["__Host-esek"]
        computer.send("/logout")
        computer.cookies["__Host-esek"] = dead
        computer.open("/")
        check.that(computer.path == "/login", "a session that was ended")
        computer.cookies = {}
        computer.open("/login")
        computer.send("/login", login=slip["login"], password=family.PASSWORD)
        check.that(computer.path == "/", "in again")
        computer.open("/password")
        before = computer.cookies["__Host-esek"]
        computer.send("/password", present="wrong", name="Adam Nowak", password="trzy koty na dachu")
        check.that(computer.status == 400, "the present password is asked for")
        computer.send("/password", present=family.PASSWORD, name="Adam Nowak", password="trzy koty na dachu")
        check.that(computer.path == "/" and computer.cookies["__Host-esek"] != before, "a new password, a new session")
        world.issue(pupil)
        computer.open("/")
        check.that(computer.path == "/login", "a new slip ends every session")
        computer.send("/login", login=slip["login"], password="trzy koty na dachu")
        check.that(computer.status == 401, "and the password that was set")

        # An upload of somebody who is not logged in is not even read.
        head = ("POST %s/file HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                "Content-Length: 40000000\r\n\r\n" % base(pupil)).encode()
        check.that(family.harness.statuses(world.server, head) == [401], "a photo of a stranger")
    check.finish("forms")


main()
