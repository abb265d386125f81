"""What the office enters for a family is the office's deed, and the family sees it so."""
import json

import family
from family import base


def main():
    check = family.Checks()
    with family.World(family.harness.arguments().server) as world:
        pupil = world.pupils[1]
        b = world.browser(world.issue(pupil))
        family.send(b, pupil, family.photo("#a0b0c0"))
        world.decide(pupil, kind="accept")

        # A photo that the parent brought, entered by a program that has no words for that.
        before = world.row(pupil)["state"]
        brought = json.loads(json.dumps(before["photo"]))
        brought["id"] = "0190f5fe-0000-7000-8000-000000000001"
        brought["sender"] = {"role": "parent", "name": "Adam Nowak"}
        brought["channel"] = "office"
        parent = {"role": "parent", "name": "Adam Nowak", "workstation": "PC-1"}
        verdict = world.push(pupil, before, kind="submit", photo=brought, accept=False, by=parent)
        check.that(verdict["verdict"] == "applied", "older programs are understood: %r" % verdict)
        sender = world.row(pupil)["state"]["proposed"]["sender"]
        check.that(sender["role"] == "clerk" and "name" not in sender, "the office has done it: %r" % sender)
        check.that(sender["onBehalfOf"] == {"role": "parent", "name": "Adam Nowak"}, "for the parent: %r" % sender)

        b.open(base(pupil))
        check.that(b.page.shows("school office on behalf of the parent or guardian: Adam Nowak"), "the page says so")
        check.that(not b.page.shows("Adam Nowak (parent or guardian)"), "and not that the parent did it")
        b.open("/data.json")
        photo = next(p for p in json.loads(b.body)["photos"] if p["role"] == "clerk")
        check.that(photo["onBehalfOf"]["name"] == "Adam Nowak" and photo["sender"] == "", "so does the copy of the data")

        # Acting for a family decides nothing, and a family acts for nobody.
        office = {"role": "clerk", "name": "Anna", "onBehalfOf": {"role": "parent", "name": "Adam Nowak"}}
        for by in (parent, office):
            verdict = world.push(pupil, world.row(pupil)["state"], kind="replace", by=by)
            check.that(verdict["verdict"] == "rejected", "no decision on behalf of a family: %r" % verdict)
        polish = world.browser(language="pl")
        polish.cookies = dict(b.cookies)
        polish.open(base(pupil))
        check.that(polish.page.shows("w imieniu rodzica lub opiekuna: Adam Nowak"), "in Polish")
    check.finish("on behalf")


main()
