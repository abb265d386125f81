#!/usr/bin/env python3
"""kill -9 of the server while offices push, send photos and erase, and of backups and restores of both programs.

What was acknowledged is there, what was erased is gone, verify finds nothing, and nothing is half done. By hand, longer:
    python3 tests/attacks/kills.py --server build/release/bin/esekretariat-server --cli build/release/bin/esekretariat-cli \\
        --count 500
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import threading
import time

from harness import SCHOOL, Server, accepted, deletion, finish, new_photo, new_pupil


class Offices:
    """Four clerks who work until the server is gone, and remember what it has taken."""

    def __init__(self, server, token, rng):
        self.server, self.token, self.rng = server, token, rng
        self.lock = threading.Lock()
        self.pupils, self.photos, self.erased = set(), set(), set()
        self.over = threading.Event()

    def day(self):
        item = new_pupil()
        pupil = item["mutation"]["entityId"]
        if self.server.push([item], self.token) != ["applied"]:
            return
        with self.lock:
            self.pupils.add(pupil)
        blob = self.server.upload(os.urandom(self.rng.choice((3000, 90000, 700000))), self.token, 65536)
        photo = new_photo(blob, 0)
        photo["bytes"] = int(self.server.ask("HEAD", "/v1/blobs/" + blob, None, self.token)[1]["content-length"])
        if self.server.push([accepted(pupil, photo)], self.token) != ["applied"]:
            return
        if self.rng.random() < 0.5:
            with self.lock:
                self.photos.add(blob)
            return
        if self.server.push(deletion(pupil, photo), self.token) == ["applied", "applied"]:
            with self.lock:
                self.erased.add(blob)

    def work(self):
        while not self.over.is_set():
            try:
                self.day()
            except (OSError, EOFError, RuntimeError, ValueError):
                time.sleep(0.01)

    def until(self, end):
        """They work, `end()` happens, they stop."""
        self.over.clear()
        clerks = [threading.Thread(target=self.work) for _ in range(4)]
        for clerk in clerks:
            clerk.start()
        end()
        self.over.set()
        for clerk in clerks:
            clerk.join()

    def lost(self):
        known, after = set(), ""
        while True:
            page = json.loads(self.server.ask("GET", "/v1/snapshot?limit=1000" + after, None, self.token)[2])
            known |= {row["id"] for row in page["rows"] if row["entity"] == "student"}
            if "next" not in page:
                break
            after = "&after=" + page["next"]
        photos = sorted(self.photos)[-200:]
        missing = json.loads(self.server.ask("POST", "/v1/blobs/missing", {"ids": photos}, self.token)[2])["missing"]
        return len(self.pupils - known), len(missing)


def files_of(folder):
    return [file for _, _, files in os.walk(folder) for file in files]


def kill_server(server, count, rng, faults):
    token, _ = server.device(0)
    offices = Offices(server, token, rng)
    for number in range(count):
        def end():
            time.sleep(rng.uniform(0.02, 0.6))
            server.kill()

        offices.until(end)
        if number % 10 == 0:
            try:
                server.run("verify")
            except RuntimeError as error:
                faults.append(("verify after kill %d" % number, error))
        server.start()
        if offices.lost() != (0, 0):
            faults.append(("acknowledged, and lost", number, offices.lost()))
    time.sleep(1.5)  # the sweep at the start ends what the last kill has left
    left = [file for file in files_of(server.folder) if file.split(".")[0] in offices.erased]
    if left:
        faults.append(("erased, and there", left[:3]))
    if not offices.photos or not offices.erased:
        faults.append("the offices did nothing")
    return "%d kills of the server: %d pupils, %d photos, %d erased" % (
        count, len(offices.pupils), len(offices.photos), len(offices.erased))


def killed(command, seconds, rng):
    """True when the program was ended in its work."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(rng.uniform(0, seconds))
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def duration(command):
    began = time.time()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.time() - began


def kill_copies(program, folder, count, rng, faults):
    """Backups and restores of a program whose data lie in `folder`: a copy under its name is always whole."""
    at = os.path.join(folder, "..", "copies-" + os.path.basename(folder))
    shutil.rmtree(at, ignore_errors=True)
    os.makedirs(at)
    copy, back = os.path.join(at, "copy"), os.path.join(at, "back")
    command = lambda data, *args: [program, "--data", data, *args]
    times = [duration(command(folder, "backup", copy)), duration(command(back, "restore", copy))]
    kills = 0
    for number in range(count):
        kills += killed(command(folder, "backup", copy), times[0], rng)
        shutil.rmtree(back, ignore_errors=True)
        kills += killed(command(back, "restore", copy), times[1], rng)
        # What the restore has begun is either whole, or is done by a second one.
        done = [subprocess.run(command(back, verb, *args), capture_output=True).returncode
                for verb, *args in (("restore", copy), ("verify",))]
        if done[1] != 0:
            faults.append(("half a restore", program, number, done))
        if subprocess.run(command(folder, "verify"), capture_output=True).returncode != 0:
            faults.append(("verify after a backup", program, number))
    subprocess.run(command(folder, "backup", copy), check=True, capture_output=True)
    left = [file for file in os.listdir(at) if file not in ("copy", "back")]
    if left:
        faults.append(("left behind", left[:3]))
    shutil.rmtree(at)
    return "%d kills of copies" % kills


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--seed", type=int, default=20261127)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    faults, lines = [], []

    def did(line):
        lines.append(line)
        print(line, flush=True)  # a long run tells how far it is

    with Server(options.server) as server:
        did(kill_server(server, options.count, rng, faults))
    with Server(options.server) as server:  # a small one: a copy of all that was sent above takes very long
        did(kill_server(server, 6, rng, faults))
        server.process.terminate()
        server.process.wait(30)
        did("server: " + kill_copies(options.server, server.folder, options.count, rng, faults))
        office = os.path.join(server.folder, "office")
        demo = os.path.join(server.folder, "demo")
        run = lambda *args: subprocess.run([options.cli, *args], check=True, capture_output=True)
        run("demo", demo)
        run("--data", office, "init", "--school", os.path.join(demo, "school.json"))
        subprocess.run([options.cli, "--data", office, "import", "students", os.path.join(demo, "students.csv")],
                       capture_output=True)
        subprocess.run([options.cli, "--data", office, "import", "photos", os.path.join(demo, "photos")],
                       capture_output=True)
        did("office: " + kill_copies(options.cli, office, options.count, rng, faults))
    finish(faults, "; ".join(lines) + "; seed %d" % options.seed)


main()
