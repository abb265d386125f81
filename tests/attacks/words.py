#!/usr/bin/env python3
"""Names that are no text, and texts that are no names, through every door of the command line.

Each call ends with an exit code of its table, prints no raw control character, and what a name may not hold is in no
record afterwards. Short, so it is the same by hand:
    python3 tests/attacks/words.py --server build/release/bin/esekretariat-server --cli build/release/bin/esekretariat-cli
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile
import unicodedata

from harness import finish
from lists import book, row, sheet

KNOWN_CODES = (0, 1, 2, 3, 4, 5)
NO_TEXT = b"Za\xb3\xf3\xff"
ESCAPES = {  # as a workbook writes what XML cannot hold
    "NUL": "_x0000_", "escape": "_x001B_[31m", "half a pair": "_xD83D_", "a pair": "_xD83D__xDE00_", "no character": "_xFFFF_",
    "turned round": "_x202E_", "isolate": "_x2066_", "byte order mark": "_xFEFF_", "line": "_x2028_",
    "sixty accents": "_x0301_" * 60, "C1": "_x009B_", "tags": "_xDB40__xDC41_", "long": "Ala" * 200}


class Calls:
    def __init__(self, cli, server):
        self.cli, self.server = cli, server
        self.folder = tempfile.mkdtemp(prefix="esek-attack-")
        self.faults, self.count = [], 0

    def call(self, program, data, *args, env=None):
        command = [os.fsencode(part) for part in (program, "--data", os.path.join(self.folder, data), "--lang", "en", *args)]
        done = subprocess.run(command, capture_output=True, timeout=60, env=dict(os.environ, **(env or {})))
        self.count += 1
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        raw = [c for c in said if unicodedata.category(c) == "Cc" and c not in "\n\t" or c in "\u202e\u2066\u2028"]
        if done.returncode not in KNOWN_CODES or raw:
            self.faults.append((args, done.returncode, raw[:5], said[-200:]))
        if b"--json" in command and done.returncode == 0 and done.stdout:
            try:
                json.loads(done.stdout)
            except ValueError:
                self.faults.append((args, "no JSON"))
        return done

    def office(self, *args, env=None):
        return self.call(self.cli, "office", *args, env=env)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--cli", required=True)
    options = parser.parse_args()
    calls = Calls(options.cli, options.server)
    at = lambda name: os.path.join(os.fsencode(calls.folder), os.fsencode(name))
    try:
        demo = os.path.join(calls.folder, "demo")
        subprocess.run([options.cli, "demo", demo], check=True, capture_output=True)
        school, students = os.path.join(demo, "school.json"), os.path.join(demo, "students.csv")
        calls.office("init", "--school", school)
        calls.office("import", "students", students)
        pictures = os.path.join(demo, "photos")
        picture = os.path.join(pictures, sorted(os.listdir(pictures))[0])
        pupil = json.loads(calls.office("--json", "students", "list").stdout)[0]["id"]
        for name in (NO_TEXT, b"\x1b[31mred", "\u202egpj".encode()):
            os.makedirs(at(b"photos" + name), exist_ok=True)
            file = os.path.join(at(b"photos" + name), name + b"_Kowalski.jpg")
            shutil.copy(picture, file)
            for json_too in ((), ("--json",)):
                calls.office(*json_too, "photo", "check", file)
                calls.office(*json_too, "photo", "submit", pupil, file, "--as", "parent")
                calls.office(*json_too, "import", "photos", at(b"photos" + name))
                calls.office(*json_too, "import", "students", at(name + b".csv"))
                calls.office(*json_too, "students", "list", "--class", name)
                calls.office(*json_too, "photo", "show", name, "--out", at("shown"))
            calls.office("photo", "reject", pupil, "--reason", "other", "--note", name)
            calls.office("photo", "submit", pupil, picture, "--as", "parent", "--by", name)
            calls.office("photo", "request-deletion", pupil, env={"USER": os.fsdecode(name)})
            calls.office("backup", at(b"copy" + name))
            with open(at(name + b".json"), "wb") as out:
                out.write(b'{"name":"' + name + b'"')
            calls.call(options.cli, "other", "init", "--school", at(name + b".json"))
            calls.call(options.server, "server", "school", "add", at(name + b".json"))
            calls.call(options.server, "server", "--json", "school", "add", school)
            calls.call(options.server, "server", "user", "add", "--school", name, "--role", "clerk", "--name", name)
            calls.call(options.server, "server", "device", "invite", "--school", name, "--name", name)
            calls.call(options.server, "server", "--json", "device", "list")
        for name, escape in ESCAPES.items():
            list_of_one = os.path.join(calls.folder, "list.xlsx")
            book(list_of_one, sheet(row(2, "Kow" + escape + "al", "Jan", "02070803628", "1A")))
            calls.call(options.cli, "names", "init", "--school", school)
            calls.call(options.cli, "names", "import", "students", list_of_one)
            for pupil_row in json.loads(calls.call(options.cli, "names", "--json", "students", "list").stdout or b"[]"):
                surname = pupil_row["surname"]
                if len(surname) > 100 or any(unicodedata.category(c) in ("Cc", "Cs", "Cn", "Zl", "Cf") for c in surname):
                    calls.faults.append((name, "in a record", surname[:40]))
            calls.call(options.cli, "names", "students", "list")
            if calls.call(options.cli, "names", "verify").returncode != 0:
                calls.faults.append((name, "verify"))
            shutil.rmtree(os.path.join(calls.folder, "names"))
        for verb in ("messages", "audit"):
            calls.office(verb, "list")
            calls.office("--json", verb, "list")
        if calls.office("verify").returncode != 0:
            calls.faults.append("verify")
    finally:
        shutil.rmtree(calls.folder, ignore_errors=True)
    finish(calls.faults, "words: %d calls" % calls.count)


main()
