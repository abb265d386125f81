"""A personal account: opened by a link that comes by mail, linked to a child after consent, and of no use to strangers."""
import re

import family
import mail_world
from family import base, without_tokens

MAIL = "anna@example.pl"
PASSWORD = "cztery koty na plocie"
NOBODY = "0190f5fe-0000-7000-8000-000000000000"


def link_of(mail):
    return re.search(mail_world.URL + r"(/register/\S+)", mail.text).group(1)


def ask(world, address, b=None):
    b = b or world.browser()
    b.open("/register")
    b.send("/register", address=address)
    return b


def opened(world, sink, address=MAIL, name="Anna Kos"):
    before = len(sink.mails)
    b = ask(world, address)
    ours = lambda: [mail for mail in sink.mails[before:] if mail.to == address]  # others may come meanwhile
    assert world.until(ours), (world.rows(), world.log())
    mail = ours()[0]
    b.open(link_of(mail))
    b.send("/register/password", secret=b.page.hidden["secret"], name=name, password=PASSWORD)
    assert b.path == "/children", (b.path, b.page.text)
    return b


def enter(world, address=MAIL, password=PASSWORD):
    b = world.browser()
    b.open("/login")
    b.send("/login", login=address, password=password)
    return b


def link(b, slip, **fields):
    b.open("/children/link")
    b.send("/children/link", login=slip["login"], password=slip["password"], **fields)


def start(check, world, sink):
    b = ask(world, MAIL)
    first = without_tokens(b.page.text)
    mail = sink.wait(1)
    check.that(mail.to == MAIL, "the letter goes to the address that was typed: %s" % mail.to)
    target = link_of(mail)
    for _ in range(3):
        b.open(target)
        check.that(b.status == 200 and "secret" in b.page.hidden, "looking at a link uses nothing up")
    b.send("/register/password", secret=b.page.hidden["secret"], name="Anna Kos", password="short")
    check.that(b.status == 400 and b.page.shows("too short"), "a short password is told")
    b.open(target)
    b.send("/register/password", secret=b.page.hidden["secret"], name="Anna Kos", password="x" + MAIL.upper())
    check.that(b.status == 400 and b.page.shows("must not hold"), "nor may it be the address")
    b.send("/register/password", secret=target.rsplit("/", 1)[1], name=family.EVIL, password=PASSWORD)
    check.that(b.path == "/children" and b.status == 200, "the link opens the account: %s" % b.path)
    b.open("/personal")
    check.that(b.page.shows(family.EVIL) and family.is_clean(b.page), "a name becomes no element")
    b.open(target)
    check.that(b.status == 410, "a link is good once")

    known = ask(world, MAIL.upper())
    check.that(without_tokens(known.page.text) == first, "the answer does not tell whether an address is known")
    wrong = enter(world, MAIL, "another password")
    nobody = enter(world, "nobody@example.pl", "another password")
    check.that(wrong.status == nobody.status == 401 and
               without_tokens(wrong.page.text).replace(MAIL, "") ==
               without_tokens(nobody.page.text).replace("nobody@example.pl", ""), "nor does the page that logs in")
    for bad in ("", "anna", "anna@", "a b@example.pl", "anna@example.pl\r\nBcc: eve@example.pl"):
        check.that(ask(world, bad).status == 400, "no mail goes to %r" % bad)
    return b


def children(check, world, sink, b):
    mine, foreign = world.pupils
    slip = world.issue(mine)
    link(b, slip)
    check.that(b.status == 400 and b.page.shows("Without your consent"), "nothing is linked without consent")
    link(b, dict(slip, password="abcd-efgh-ijkl"), consent="yes")
    check.that(b.status == 401, "nor without the password of the slip")
    link(b, slip, consent="yes", mails="yes")
    check.that(b.path == "/children" and b.page.shows(family.EVIL) and family.is_clean(b.page), "the child is shown")
    again = world.browser()
    again.open("/login")
    again.send("/login", login=slip["login"], password=slip["password"])
    check.that(again.status == 401, "the password of the slip is used up")
    family.send(b, mine, family.photo("#a0b0c0"))
    check.that("proposed" in world.row(mine)["state"], "the photo arrives")
    check.that(family.EVIL in str(world.row(mine)["state"]["proposed"]), "with the account's name")
    b.open("/pupils/%s/messages" % mine)
    check.that(b.status == 200 and b.page.hidden, "its messages")

    # Whatever is not linked looks like what does not exist.
    family.send(world.browser(world.issue(foreign), "Ewa Lis"), foreign, family.photo("#c0b0a0"))
    b.open(base(NOBODY))
    same = without_tokens(b.page.text)
    check.that(b.status == 404, "a pupil who does not exist")
    tails = ["/photo" + tail for tail in ("", "/guidelines", "/examples", "/file", "/crop", "/send", "/withdraw", "/deletion",
                                          "/draft/" + NOBODY, "/picture/" + NOBODY, "/look/" + NOBODY)] + ["/messages"]
    for tail in tails:
        b.open("/pupils/" + foreign + tail)
        check.that(b.status == 404 and without_tokens(b.page.text) == same, "another family's " + tail)
    for tail in ("/photo/guidelines", "/photo/cancel", "/photo/crop", "/photo/send", "/photo/withdraw", "/photo/deletion",
                 "/messages/read", "/account"):
        b.open("/children")
        b.send("/pupils/" + foreign + tail, statement="yes", draft=NOBODY, account=NOBODY, answer="yes", newest=NOBODY)
        check.that(b.status == 404, "a form for another family " + tail)
    nobody = world.browser()
    for page in ("/children", "/children/link", "/personal", "/personal/data.json"):
        nobody.open(page)
        check.that(nobody.path == "/login", "without a login " + page)
    parent_slip = world.issue(foreign)
    parent = world.browser(parent_slip, "Ewa Lis")
    for page in ("/children", "/children/link", "/personal", "/personal/data.json"):
        parent.open(page)
        check.that(parent.path == "/", "a school's login has no page " + page)

    # Whoever has the login of the school sees which accounts act with it, and ends that.
    holder = opened(world, sink, "obcy@example.pl", family.EVIL)
    link(holder, dict(parent_slip, password=family.PASSWORD), consent="yes")
    holder.open(base(foreign))
    check.that(holder.status == 200, "an account with the login's password is linked")
    b.open("/personal")
    mine_id = world.sql("SELECT id FROM personal_account WHERE address_key = 'obcy@example.pl'")[0][0]
    b.open("/children")
    b.send("/account/unlink", account=mine_id)
    holder.open(base(foreign))
    check.that(holder.status == 200, "who does not have the login ends nothing")
    parent.open("/account")
    check.that(parent.page.shows(family.EVIL) and family.is_clean(parent.page), "the login's owner sees the account")
    parent.send("/account/unlink", account=mine_id, form="0" * 64)
    holder.open(base(foreign))
    check.that(holder.status == 200, "a form of another page ends nothing")
    parent.open("/account")
    parent.send("/account/unlink", account=mine_id)
    check.that(not parent.page.shows(family.EVIL), "an account that was ended is not shown")
    holder.open(base(foreign))
    check.that(holder.status == 404, "and acts no more")

    # Another account undoes none of this one's links.
    other = opened(world, sink, "ewa@example.pl", "Ewa Lis")
    b.open("/personal")
    own = b.page.hidden["login"]
    other.open("/children")
    other.send("/children/unlink", login=own)
    b.open("/children")
    check.that(b.page.shows(family.EVIL), "another account undoes no link of this one")
    b.send("/children/unlink", login=own, form="0" * 64)
    check.that(b.status == 403 or b.status == 400, "a form of another page undoes none: %d" % b.status)
    b.open("/personal")
    b.send("/children/unlink", login=own)
    b.open(base(mine))
    check.that(b.status == 404, "an undone link ends at once")
    return other


def guessing(check, world):
    for _ in range(12):
        stranger = enter(world, MAIL, "another password")
    check.that(stranger.status == 429, "strangers are stopped")
    check.that(enter(world, MAIL).status == 429, "at any stranger's browser")


def close(check, world, sink, b):
    b.open("/personal")
    b.send("/personal/close", present="another password")
    check.that(b.status == 400 and b.page.shows("not right"), "a stranger at an open browser closes nothing")
    before = len(sink.mails)
    b.send("/personal/address", address="nowa@example.pl", present=PASSWORD)
    check.that(b.status == 200, "a change of address is asked")
    mail = sink.wait(before + 1)
    stranger = world.browser()
    stranger.open(link_of(mail))
    stranger.send("/register/address", secret=stranger.page.hidden["secret"])
    check.that(stranger.status == 200, "the link changes the address")
    sink.wait(before + 3)
    told = {one.to for one in sink.mails[before + 1:]}
    check.that(told == {"ewa@example.pl", "nowa@example.pl"}, "both addresses are told: %s" % told)
    b.open("/personal")
    b.send("/personal/close", present=PASSWORD)
    check.that(b.path == "/login", "the account is closed")
    check.that(enter(world, "nowa@example.pl").status == 401, "and opens nothing")
    check.that(world.sql("SELECT count(*) FROM personal_account WHERE address_key LIKE '%nowa%'")[0][0] == 0,
               "nothing of it is left")


def main():
    check = family.Checks()
    sink = mail_world.mail_sink.Sink()
    with mail_world.MailWorld(family.harness.arguments().server, sink, "--smtp-plain") as world:
        b = start(check, world, sink)
        other = children(check, world, sink, b)
        guessing(check, world)
        b.open("/personal")
        check.that(b.status == 200, "who is logged in is not shut out")
        close(check, world, sink, other)
    check.finish("personal")


main()
