"""Pictures of the families' panel: a parent logs in with a slip, sends a photo in four steps, and every page is left as
a picture at the width of a phone and of a computer. Drives Chromium over its debugging pipe with nothing but Python.

Usage: panel_pictures.py CHROMIUM ADDRESS LOGIN PASSWORD PHOTO FOLDER
"""
import base64
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time

WIDTHS = {360: 740, 1280: 720}  # pixels: width and height of a phone and of a computer
PATIENCE = 60  # seconds for a page
NEW_PASSWORD = "dwa koty na dachu"


class Chromium:
    """One page of a browser without a window. Messages are JSON, each with a zero byte behind it."""

    def __init__(self, program, profile):
        # Chromium refuses its sandbox to root, and cannot make it in a chroot or a container. Only pages of our own
        # server on this computer are opened, so it may do without.
        for sandbox in ([] if os.geteuid() == 0 else [[]]) + [["--no-sandbox"]]:
            self.start(program, profile, sandbox)
            try:
                page = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
                self.session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
                return
            except (RuntimeError, OSError):
                self.close()
        raise RuntimeError("Chromium ended at its start")

    def start(self, program, profile, more):
        to_browser, self.sending = os.pipe()
        self.receiving, from_browser = os.pipe()
        options = ["--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + profile, "--no-first-run",
                   "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=pl"] + more
        # Chromium reads from 3 and writes to 4; a shell puts the pipes there.
        place = 'exec "$@" 3<&%d 4>&%d' % (to_browser, from_browser)
        self.process = subprocess.Popen(["bash", "-c", place, "bash", program, *options, "about:blank"],
                                        pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.numbers = itertools.count(1)
        self.rest = b""
        self.session = None

    def close(self):
        self.process.kill()
        self.process.wait()

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.receiving, 1 << 16)
            if not part:
                raise RuntimeError("Chromium ended")
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def ask(self, method, **parameters):
        number = next(self.numbers)
        request = {"id": number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.sending, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]["message"]))
                return answer["result"]

    def run(self, script):
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError("%s: %s" % (script, result["exceptionDetails"]["text"]))
        return result["result"].get("value")

    def arrive(self, path, condition="true"):
        """Waits until a page whose address ends so is there with its pictures."""
        end = time.monotonic() + PATIENCE
        ready = ("document.readyState === 'complete' && location.pathname.endsWith(%s) && "
                 "[...document.images].every((i) => i.complete) && %s" % (json.dumps(path), condition))
        while not self.run(ready):
            if time.monotonic() > end:
                raise RuntimeError("the page %s did not come, but %s" % (path, self.run("location.pathname")))
            time.sleep(0.05)

    def picture(self, path):
        for width, height in WIDTHS.items():
            self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=width < 500)
            shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
            with open(path % width, "wb") as file:
                file.write(base64.b64decode(shot["data"]))

    def press(self, selector):
        self.run("document.querySelector(%s).click()" % json.dumps(selector))

    def fill(self, selector, text):
        self.run("document.querySelector(%s).value = %s" % (json.dumps(selector), json.dumps(text)))

    def choose(self, selector, file):
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", files=[os.path.abspath(file)], nodeId=node)


def walk(page, address, login, password, photo, folder):
    def picture(name):
        page.picture(os.path.join(folder, "panel-%s-%%d.png" % name))

    page.ask("Page.navigate", url=address + "/login?lang=pl")
    page.arrive("/login")
    picture("login")
    page.fill("#login", login)
    page.fill("#password", password)
    page.press("main button")
    page.arrive("/password")
    page.fill("#name", "Adam Kowalski")
    page.fill("#password", NEW_PASSWORD)
    page.press("main button")
    page.arrive("/")
    picture("first")
    page.ask("Page.navigate", url=address + "/notifications")
    page.arrive("/notifications")
    page.fill("#address", "adam.kowalski@example.pl")
    page.fill("#present", NEW_PASSWORD)
    page.run("document.title = ''")
    page.press("form[action$=address] button")
    page.arrive("/notifications", "document.title !== ''")
    picture("notifications")
    page.ask("Page.navigate", url=address + "/")
    page.arrive("/")
    page.press("main a.button")
    page.arrive("/guidelines")
    picture("step1")
    page.press("#statement")
    page.press("main form button")
    page.arrive("/examples")
    picture("step2")
    page.press("main a.button")
    page.arrive("/file")
    picture("step3-file")
    page.choose("#photo", photo)
    page.press("main form button")
    page.arrive("/crop")
    picture("step3-crop")
    page.press("button[value=next]")
    page.arrive("/send")
    picture("step4")
    page.press("main form button")
    page.arrive("/photo")
    picture("sent")


def main():
    program, address, login, password, photo, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        page = Chromium(program, profile)
        try:
            walk(page, address, login, password, photo, folder)
        finally:
            page.close()


main()
