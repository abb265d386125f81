"""A covered head for reasons of religion or health: a tick that stays with the unsent photo and goes to the office."""
import json

import family
from family import base


def main():
    check = family.Checks()
    with family.World(family.harness.arguments().server) as world:
        pupil = world.pupils[1]
        slip = world.issue(pupil)
        b = world.browser(slip)
        ticked = 'value="yes" checked'

        def guidelines(**boxes):
            b.open(base(pupil) + "/guidelines")
            b.send(base(pupil) + "/guidelines", **boxes)

        guidelines(headwear="yes")
        check.that(b.status == 400 and ticked in b.page.text, "a tick survives the missing statement")
        guidelines(statement="yes", headwear="no such thing")
        b.open(base(pupil) + "/guidelines")
        check.that(ticked not in b.page.text, "what is no tick is none")

        guidelines(statement="yes", headwear="yes")
        b.open(base(pupil) + "/file")
        b.upload(base(pupil) + "/file", family.photo("#a0b0c0"))
        again = world.browser()
        again.open("/login")
        again.send("/login", login=slip["login"], password=family.PASSWORD)
        b = again  # the session of before is lost, the unsent photo is not
        b.open(base(pupil) + "/guidelines")
        check.that(ticked in b.page.text, "the first step remembers the tick")
        b.open(base(pupil) + "/send")
        check.that(ticked in b.page.text and "draft" in b.page.hidden, "the last step shows the tick")
        b.send(base(pupil) + "/send", draft=b.page.hidden["draft"], headwear="yes")
        check.that(b.page.shows("for religious or medical reasons"), "the summary says so")
        check.that(world.row(pupil)["state"]["proposed"].get("asksForHeadwear") is True, "the office gets the tick")
        b.open("/data")
        check.that(b.page.shows("for religious or medical reasons"), "it is among the family's data")
        b.open("/data.json")
        check.that(json.loads(b.body)["photos"][0].get("headwearForReasons") is True, "also for programs")

        guidelines(statement="yes", headwear="yes")
        b.open(base(pupil) + "/file")
        b.upload(base(pupil) + "/file", family.photo("#c0b0a0"))
        b.open(base(pupil) + "/send")
        b.send(base(pupil) + "/send", draft=b.page.hidden["draft"])
        check.that("asksForHeadwear" not in world.row(pupil)["state"]["proposed"], "a tick taken away at the last step")
        check.that(not b.page.shows("for religious or medical reasons"), "the summary says nothing then")
    check.finish("headwear")


main()
