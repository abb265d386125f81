"""A family at a browser without JavaScript, and an office that decides. Standard library only; photos are drawn by
ImageMagick."""
import html
import http.client
import json
import os
import re
import subprocess
import sys
import urllib.parse
import uuid
from html.parser import HTMLParser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "attacks"))
import harness  # noqa: E402

PASSWORD = "dwa koty na dachu"
EVIL = "<img src=x onerror=alert(1)>"


class Checks:
    """Collects what is not as it should be; each test is one run over all of them."""

    def __init__(self):
        self.faults = []
        self.count = 0

    def that(self, condition, what):
        self.count += 1
        if not condition:
            self.faults.append(what)
        return condition

    def finish(self, name):
        harness.finish(self.faults, "%s: %d checks" % (name, self.count))


def photo(colour, size="600x800"):
    """A JPEG; another colour is another photo."""
    return subprocess.run(["convert", "-size", size, "gradient:%s-#203040" % colour, "-quality", "90", "jpg:-"],
                          stdout=subprocess.PIPE, check=True).stdout


class Page(HTMLParser):
    """The elements, links, pictures and hidden fields of a page."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.elements, self.links, self.pictures, self.hidden, self.attributes = [], [], [], {}, []
        self.scripts = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag == "a":
            self.links.append(values.get("href", ""))
        if tag == "script":
            self.scripts.append(values.get("src", ""))
        if tag == "img":
            self.pictures.append(values.get("src", ""))
        if tag == "input" and values.get("type") == "hidden":
            self.hidden.setdefault(values["name"], values.get("value", ""))

    def shows(self, text):
        return html.escape(text, quote=True).replace("&#x27;", "&#39;") in self.text


class Browser:
    def __init__(self, port, language="en"):
        self.port, self.language = port, language
        self.cookies, self.set_cookies, self.extra = {}, {}, {}
        self.path, self.status, self.headers, self.body, self.page = "", 0, {}, b"", Page("")

    def ask(self, method, target, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        fields = {"Accept-Language": self.language, **dict(headers), **self.extra}
        if self.cookies:
            fields["Cookie"] = "; ".join("%s=%s" % one for one in self.cookies.items())
        connection.request(method, target, body, fields)
        answer = connection.getresponse()
        self.body = answer.read()
        self.status, self.path = answer.status, target
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        for name, value in answer.getheaders():
            if name.lower() != "set-cookie":
                continue
            cookie, text = value.split(";")[0].split("=", 1)
            self.set_cookies[cookie] = value
            self.cookies[cookie] = text
            if "Max-Age=0" in value:
                del self.cookies[cookie]
        connection.close()
        if self.headers.get("content-type", "").startswith("text/html"):
            self.page = Page(self.body.decode())
        if self.status == 303:
            return self.ask("GET", self.headers["location"])
        return self.page

    def open(self, path):
        return self.ask("GET", path)

    def send(self, path, **fields):
        fields.setdefault("form", self.page.hidden.get("form", ""))
        return self.ask("POST", path, urllib.parse.urlencode(fields),
                        {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path, data, name="photo.jpg", **fields):
        boundary = "----esek7MA4YWxkTrZu0gW"
        fields.setdefault("form", self.page.hidden.get("form", ""))
        fields.setdefault("draft", self.page.hidden.get("draft", ""))
        body = b""
        for field, value in fields.items():
            body += ('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, field, value)).encode()
        body += ('--%s\r\nContent-Disposition: form-data; name="photo"; filename="%s"\r\nContent-Type: image/jpeg\r\n\r\n'
                 % (boundary, name.replace('"', "%22"))).encode() + data + ("\r\n--%s--\r\n" % boundary).encode()
        return self.ask("POST", path, body, {"Content-Type": "multipart/form-data; boundary=" + boundary})


class World:
    """A server with its panel, an office, and two pupils; the first has a name that would like to be an element."""

    def __init__(self, program, *options):
        self.server = harness.Server(program, *options)

    def __enter__(self):
        self.server.__enter__()
        self.port = self.server.port
        self.token, self.device = self.server.device()
        self.pupils = [str(uuid.uuid4()) for _ in range(2)]
        for number, (identity, given) in enumerate(zip(self.pupils, (EVIL, "Jan"))):
            verdict = self.push(identity, None, kind="put_student", student={
                "id": identity, "registerNumber": str(number + 1), "surname": "Nowak", "givenNames": given,
                "class": "1A", "version": 0})
            assert verdict["verdict"] == "applied", verdict
        return self

    def __exit__(self, *error):
        self.server.__exit__(*error)

    def push(self, identity, before, **change):
        mutation = {"id": str(uuid.uuid4()), "at": "2026-09-01T08:00:00.000Z",
                    "by": {"role": "clerk", "name": "Anna Nowak", "workstation": "PC-1"}, "entityId": identity, **change}
        status, _, body = self.server.ask("POST", "/v1/push", {"items": [{"mutation": mutation, "before": before}]},
                                          self.token)
        assert status == 200, (status, body)
        return json.loads(body)["verdicts"][0]

    def row(self, pupil):
        """The photo file as the office gets it; None before there is one."""
        status, _, body = self.server.ask("GET", "/v1/snapshot", token=self.token)
        assert status == 200
        for row in json.loads(body)["rows"]:
            if row["entity"] == "photo_file" and row["id"] == pupil:
                return row["row"]
        return None

    def decide(self, pupil, **change):
        verdict = self.push(pupil, self.row(pupil)["state"], **change)
        assert verdict["verdict"] == "applied", verdict

    def issue(self, pupil, role="parent"):
        status, _, body = self.server.ask("POST", "/v1/logins", {"role": role, "students": [pupil]}, self.token)
        assert status == 201, (status, body)
        return json.loads(body)["logins"][0]

    def browser(self, slip=None, name="Adam Nowak", language="en"):
        """Logged in with a password of their own when there is a slip."""
        b = Browser(self.port, language)
        if slip:
            b.open("/login")
            b.send("/login", login=slip["login"], password=slip["password"])
            b.send("/password", name=name, password=PASSWORD)
            assert b.path == "/" and b.status == 200, (b.path, b.status, b.page.text)
        return b

    def files(self):
        found = []
        for place, _, names in os.walk(os.path.join(self.server.folder, "schools")):
            found += [os.path.join(place, name) for name in names]
        return found


def base(pupil):
    return "/pupils/%s/photo" % pupil


def choose(b, pupil, data, name="photo.jpg"):
    """From the guidelines to the crop."""
    b.open(base(pupil) + "/guidelines")
    b.send(base(pupil) + "/guidelines", statement="yes")
    b.open(base(pupil) + "/file")
    b.upload(base(pupil) + "/file", data, name)


def send(b, pupil, data, name="photo.jpg"):
    """All four steps; the summary is shown at the end."""
    choose(b, pupil, data, name)
    assert b.path == base(pupil) + "/crop", (b.path, b.status, b.page.text)
    b.send(base(pupil) + "/crop", draft=b.page.hidden["draft"], zoom="130", across="40", down="10", action="next")
    assert b.path == base(pupil) + "/send", (b.path, b.status, b.page.text)
    b.send(base(pupil) + "/send", draft=b.page.hidden["draft"])
    assert b.path == base(pupil), (b.path, b.status, b.page.text)


# What the templates have. A name or a note that became an element would bring another one.
ELEMENTS = {"html", "head", "meta", "title", "link", "body", "a", "header", "p", "strong", "br", "nav", "ul", "li", "form",
            "input", "button", "main", "h1", "h2", "div", "footer", "label", "img", "textarea", "dl", "dt", "dd", "figure",
            "figcaption", "span", "section", "script", "select", "option"}


def without_tokens(text):
    """Pages differ in the token of their forms and in the address that the languages are chosen at."""
    return re.sub(r'value="[0-9a-f]{64}"|href="[^"]*lang=[a-z]*"', "", text)


def is_clean(page):
    return (set(page.elements) <= ELEMENTS and not any(name.startswith("on") for name in page.attributes)
            and len(page.scripts) == 1 and page.scripts[0].startswith("/static/panel.js")
            and all(src.startswith("/") for src in page.pictures)
            and all(link.startswith(("/", "#")) for link in page.links))
