"""A family's photo from the slip to its deletion, and what the office sees of it."""
import subprocess
import threading

import family
from family import base


def main():
    check = family.Checks()
    program = family.harness.arguments().server
    with family.World(program) as world:
        pupil = world.pupils[0]
        slip = world.issue(pupil)
        b = world.browser()

        # The link of the slip: looking uses nothing up, the button lets in once.
        link = slip["link"][slip["link"].index("/q/"):]
        check.that(b.open(link) and b.status == 200, "the link shows a page")
        check.that(b.open(link.upper()) and b.status == 200, "the link in capitals, as the QR code has it")
        b.send("/q", secret=b.page.hidden["secret"])
        check.that(b.path == "/password", "a slip's secret never becomes the lasting one")
        b.open("/messages")
        check.that(b.path == "/password", "no page before there is a password: " + b.path)
        b.send("/password", name="Adam Nowak", password="short")
        check.that(b.status == 400, "a short password is refused")
        b.send("/password", name="", password=family.PASSWORD)
        check.that(b.status == 400, "a parent without a name is asked for it")
        b.send("/password", name="Adam Nowak", password=family.PASSWORD)
        check.that(b.path == "/" and b.page.shows("No photo") and b.page.shows("Send a photo"), "the first page")
        twice = world.browser()
        check.that(twice.open(link) and twice.status == 410, "the link a second time")

        # No step without the statement.
        b.open(base(pupil) + "/file")
        check.that(b.path == base(pupil) + "/guidelines", "the file before the statement")
        check.that(b.page.shows("At least 225 × 307 pixels"), "numbers of the profile")
        b.send(base(pupil) + "/guidelines")
        check.that(b.status == 400 and b.page.shows("Tick the statement"), "the statement is asked for")

        first = family.photo("#a0b0c0")
        family.send(b, pupil, first, 'C:\\fakepath\\zdjęcie.jpg')
        check.that(b.page.shows("Sent for verification"), "the status after sending")
        check.that(b.page.shows("Adam Nowak (parent or guardian)"), "the sender")
        check.that(b.page.shows("zdjęcie.jpg") and not b.page.shows("fakepath"), "the file's name without its path")
        check.that(len(b.page.pictures) == 1, "the photo is shown")
        b.open(b.page.pictures[0])
        check.that(b.status == 200 and b.body[:2] == b"\xff\xd8", "a JPEG")
        check.that(b.headers.get("cache-control") == "no-store", "no cache keeps a photo")

        row = world.row(pupil)
        proposed = row["state"]["proposed"]
        check.that(proposed["channel"] == "panel", "where it came from: %r" % proposed)
        check.that(proposed["sender"]["role"] == "parent", "who sent it")
        check.that(proposed["sender"]["name"] == "Adam Nowak", "the sender's name")
        check.that(proposed.get("crop", {}).get("w", 1) < 1, "the crop: %r" % proposed.get("crop"))
        check.that(row["held"][0]["id"] == proposed["blob"], "the bytes are held")

        world.decide(pupil, kind="reject", reasons=["too_dark"], note="Przy oknie będzie jaśniej")
        b.open("/")
        check.that(b.page.shows("Take it in daylight, facing the window."), "the reason and what to do")
        check.that(b.page.shows("Przy oknie będzie jaśniej"), "the note")
        b.open("/messages")
        check.that(b.page.shows("Messages (2 new)"), "two messages are new")
        check.that(b.page.shows("The photo was rejected."), "the message about the rejection")
        b.open("/messages")
        check.that(b.page.shows("Messages (2 new)"), "looking marks nothing as read")
        b.send("/messages/read", newest=b.page.hidden["newest"])
        check.that(not b.page.shows("new)"), "now they are read")

        # The very same photo: it is said before it is sent.
        family.choose(b, pupil, first)
        b.send(base(pupil) + "/crop", draft=b.page.hidden["draft"], action="next")
        check.that(b.page.shows("the very photo that was rejected"), "the same photo again")
        b.send(base(pupil) + "/cancel")
        check.that(len([f for f in world.files() if "blobs" in f]) == 1, "cancelling keeps what the school holds")

        family.send(b, pupil, family.photo("#c0d0b0"))
        world.decide(pupil, kind="accept")
        b.open("/")
        check.that(b.page.shows("The photo is accepted."), "accepted")

        # Another one is compared, and taken back.
        family.choose(b, pupil, family.photo("#d0a0a0"))
        check.that(b.page.shows("The program does not find the face."), "advice before sending")
        check.that(b.page.shows("the school office decides"), "which blocks nothing")
        for turn in ("left", "right", "preview"):
            b.send(base(pupil) + "/crop", draft=b.page.hidden["draft"], zoom="120", action=turn)
            check.that(b.path == base(pupil) + "/crop", "turning stays at the crop")
            shown = b.page.pictures[0]
            copy = world.browser()
            copy.cookies = dict(b.cookies)
            copy.open(shown)
            check.that(copy.status == 200 and copy.body[:2] == b"\xff\xd8", "the preview is drawn by the server")
        b.send(base(pupil) + "/crop", draft=b.page.hidden["draft"], action="next")
        check.that(b.page.shows("The program does not find the face."), "advice on the last step too")
        check.that(len(b.page.pictures) == 2, "previous and new before sending")
        b.send(base(pupil) + "/send", draft=b.page.hidden["draft"])
        check.that(b.page.shows("Change requested") and len(b.page.pictures) == 2, "and after")
        b.open(base(pupil) + "/withdraw")
        b.send(base(pupil) + "/withdraw")
        check.that(b.page.shows("Accepted"), "taken back")
        b.send(base(pupil) + "/withdraw")
        check.that(b.status == 409, "nothing is left to take back")

        # The photo that was sent, larger; only one's own.
        family.send(b, pupil, family.photo("#d0b0a0"))
        look = next(link for link in b.page.links if "/look/" in link)
        b.open(look)
        check.that(b.status == 200 and len(b.page.pictures) == 1, "the preview")
        b.open(b.page.pictures[0])
        check.that(b.status == 200 and b.body[:2] == b"\xff\xd8", "the large picture")
        b.open(base(pupil) + "/look/0190f5fe-0000-7000-8000-000000000000")
        check.that(b.status == 404, "a preview of nothing")
        b.open(base(pupil) + "/withdraw")
        b.send(base(pupil) + "/withdraw")

        # A button pressed twice, at once and later.
        family.choose(b, pupil, family.photo("#b0a0d0"))
        b.send(base(pupil) + "/crop", draft=b.page.hidden["draft"], action="next")
        draft, form = b.page.hidden["draft"], b.page.hidden["form"]
        presses = []

        def press():
            twin = world.browser()
            twin.cookies = dict(b.cookies)
            twin.send(base(pupil) + "/send", draft=draft, form=form)
            presses.append(twin.status)

        threads = [threading.Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check.that(presses == [200] * 4, "each press is answered: %r" % presses)
        b.open("/messages")
        check.that(b.page.text.count("A new photo was sent.") == 3, "but only one photo was sent: %d"
                   % b.page.text.count("A new photo was sent."))
        b.send(base(pupil) + "/send", draft="0190f5fe-0000-7000-8000-000000000000")
        check.that(b.status == 409, "a tab that is further back changes nothing")
        world.decide(pupil, kind="replace")

        b.open(base(pupil) + "/deletion")
        b.send(base(pupil) + "/deletion", reason="Zmiana szkoły\nod września")
        check.that(b.page.shows("Deletion requested"), "deletion is asked for")
        request = str(world.row(pupil)["state"])
        check.that("Zmiana szkoły" in request, "the office sees why: %r" % request)
        family.choose(b, pupil, family.photo("#e0e0a0"))  # one that is not sent yet goes too
        world.decide(pupil, kind="delete")
        b.open("/")
        check.that(b.page.shows("No photo"), "no photo is left")
        check.that([f for f in world.files() if "blobs" in f or "thumbs" in f] == [], "no bytes are left: %r" % world.files())
        verified = subprocess.run([program, "--data", world.server.folder, "verify"], stdout=subprocess.PIPE)
        check.that(verified.returncode == 0, "the server's own check: %r" % verified.stdout)
    check.finish("photo")


main()
