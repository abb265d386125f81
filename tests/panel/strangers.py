"""Nobody gets further than their own pupil, whatever they ask for; what is not theirs looks like what does not exist."""
import re

import family
from family import base, without_tokens

NOBODY = "0190f5fe-0000-7000-8000-000000000000"


def main():
    check = family.Checks()
    with family.World(family.harness.arguments().server) as world:
        mine, foreign = world.pupils
        own = world.browser(world.issue(mine))
        family.send(own, mine, family.photo("#a0b0c0"))
        other = world.browser(world.issue(foreign), "Ewa Lis")
        family.send(other, foreign, family.photo("#c0b0a0"))
        picture = other.page.pictures[0]
        nobody = world.browser()
        own.open(base(NOBODY))
        same = without_tokens(own.page.text)
        check.that(own.status == 404, "a pupil who does not exist")
        pages = ["", "/guidelines", "/examples", "/file", "/crop", "/send", "/withdraw", "/deletion", "/draft/" + NOBODY,
                 "/picture/" + NOBODY]
        for page in pages:
            own.open(base(foreign) + page)
            check.that(own.status == 404 and without_tokens(own.page.text) == same, "another pupil's " + page)
            nobody.open(base(foreign) + page)
            check.that(nobody.path == "/login", "without a login " + page)
        for page in ("/guidelines", "/cancel", "/crop", "/send", "/withdraw", "/deletion", "/file"):
            own.open("/")
            if page == "/file":
                own.upload(base(foreign) + page, family.photo("#101010"))
            else:
                own.send(base(foreign) + page, statement="yes", draft=NOBODY)
            check.that(own.status == 404, "a form for another pupil " + page)
        own.open(picture)
        check.that(own.status == 404, "another pupil's picture")
        own.open(base(mine) + "/picture/" + picture.split("/")[-1])
        check.that(own.status == 404, "another pupil's picture under the own address")
        check.that("proposed" in world.row(foreign)["state"], "the other photo waits as before")

        # An office's token opens no page, and a family's cookie nothing of the offices.
        nobody.extra = {"Authorization": "Bearer " + world.token}
        nobody.open("/")
        check.that(nobody.path == "/login", "an office at the panel")
        own.extra = {"X-Esek-Protocol": "1"}
        for target in ("/v1/meta", "/v1/snapshot", "/v1/logins", "/v1/blobs/" + "0" * 64):
            own.open(target)
            check.that(own.status == 401, "a family at " + target)
        own.extra = {}
        reader, _ = world.server.device(role="headteacher")
        status, _, _ = world.server.ask("POST", "/v1/logins", {"role": "parent", "students": [mine]}, reader)
        check.that(status == 403, "who may only read gives no logins")
        neighbour, _ = world.server.device(school=1)
        status, _, _ = world.server.ask("POST", "/v1/logins", {"role": "parent", "students": [mine]}, neighbour)
        check.that(status >= 400, "another school gives no logins for this pupil")

        # Guessing is stopped, and does not stop the family.
        slip = world.issue(world.pupils[1])
        own_phone = world.browser(slip, "Ewa Lis")
        own_phone.send("/logout")
        stranger = world.browser()
        stranger.open("/login")
        last = [stranger.send("/login", login=slip["login"], password="wrong") and stranger.status for _ in range(12)][-1]
        check.that(last == 429 and "retry-after" in stranger.headers, "too many tries: %d" % last)
        stranger.send("/login", login=slip["login"], password=family.PASSWORD)
        check.that(stranger.status == 429, "even with the right password")
        own_phone.open("/login")
        own_phone.send("/login", login=slip["login"], password=family.PASSWORD)
        check.that(own_phone.path == "/", "the family's own phone still comes in")
        world.server.restart()
        again = world.browser()
        again.open("/login")
        again.send("/login", login=slip["login"], password=family.PASSWORD)
        check.that(again.status == 429, "a restart forgets no tries: %d" % again.status)
        unknown = world.browser()
        unknown.open("/login")
        unknown.send("/login", login="10000001", password="wrong")
        text = without_tokens(unknown.page.text).replace("10000001", "")
        unknown.send("/login", login=world.issue(mine)["login"], password="wrong")
        check.that(re.sub(r"\d{8}", "", text) == re.sub(r"\d{8}", "", without_tokens(unknown.page.text)),
                   "an unknown login looks like a wrong password")
    check.finish("strangers")


main()
