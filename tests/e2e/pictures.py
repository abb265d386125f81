"""installer/panel_pictures.py walks through the four steps and leaves a picture of each at both widths."""
import os
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "panel"))
import family  # noqa: E402
from mail_world import MailWorld, mail_sink  # noqa: E402

STEPS = ("login", "first", "notifications", "step1", "step2", "step3-file", "step3-crop", "step4", "sent")


def main():
    check = family.Checks()
    script, chromium = sys.argv.pop(), sys.argv.pop()
    sink = mail_sink.Sink()
    program = family.harness.arguments().server
    with MailWorld(program, sink, "--smtp-plain") as world, tempfile.TemporaryDirectory() as folder:
        pupil = world.pupils[1]
        slip = world.issue(pupil)
        photo = os.path.join(folder, "photo.jpg")
        with open(photo, "wb") as file:
            file.write(family.photo("#a0b0c0"))
        done = subprocess.run([sys.executable, "-B", script, chromium, "http://127.0.0.1:%d" % world.port, slip["login"],
                               slip["password"], photo, folder], stderr=subprocess.PIPE, text=True)
        check.that(done.returncode == 0, done.stderr)
        for step in STEPS:
            for width in (360, 1280):
                path = os.path.join(folder, "panel-%s-%d.png" % (step, width))
                with open(path, "rb") as file:
                    check.that(struct.unpack(">I", file.read(20)[16:])[0] == width, "%s is %d pixels wide" % (step, width))
        check.that(sink.wait(1) is not None, "a mail was sent")
        check.that("proposed" in world.row(pupil)["state"], "the photo was sent")
    check.finish("pictures")


main()
