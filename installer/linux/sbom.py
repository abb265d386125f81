#!/usr/bin/env python3
"""Writes a CycloneDX 1.4 list of what is in one Debian package of ours: the Debian packages that it depends on, with
the versions installed where it was built, and the files of other authors that it carries.

    sbom.py PACKAGE.deb >PACKAGE.cdx.json

Equal packages give equal lists: the time is SOURCE_DATE_EPOCH, the serial number comes from the package's SHA-256.
Python's standard library only, and dpkg."""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import uuid

# Files of other authors in resources/, with the licence that installer/linux/copyright.in names for them.
FOREIGN = {
    "/usr/share/esekretariat/fonts/": ("DejaVu fonts", "2.37", "Bitstream-Vera"),
    "/usr/share/esekretariat/models/": ("MediaPipe networks", "0.4.1657299874", "Apache-2.0"),
    "/usr/share/esekretariat/passwords/": ("zxcvbn frequency list", "4.4.2", "MIT"),
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def debian_packages(deb):
    """Names in Depends; of alternatives the first that is installed."""
    names = []
    for group in run("dpkg-deb", "--field", deb, "Depends").replace("\n", " ").split(","):
        for choice in group.split("|"):
            name = re.split(r"[\s(:]", choice.strip())[0]
            if name and not name.startswith("esekretariat") and installed(name):
                names.append(name)
                break
    return sorted(set(names))


def installed(name):
    shown = subprocess.run(["dpkg-query", "--show", "--showformat=${Version}\n", name], capture_output=True, text=True)
    return shown.stdout.split("\n")[0] if shown.returncode == 0 else ""


def main(deb):
    with open(deb, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    name, version, architecture = (run("dpkg-deb", "--field", deb, field).strip()
                                   for field in ("Package", "Version", "Architecture"))
    components = []
    for package in debian_packages(deb):
        at = installed(package)
        components.append({"type": "library", "name": package, "version": at,
                           "purl": f"pkg:deb/debian/{package}@{at}?arch={architecture}&distro=debian-12"})
    paths = [line.split()[5].lstrip(".") for line in run("dpkg-deb", "--contents", deb).splitlines()]
    for folder, (title, title_version, licence) in sorted(FOREIGN.items()):
        if any(path.startswith(folder) for path in paths):
            components.append({"type": "data" if "Media" in title else "file", "name": title, "version": title_version,
                               "licenses": [{"license": {"id": licence}}]})
    time = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    json.dump({
        "bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "name": name, "version": version,
                          "licenses": [{"license": {"id": "EUPL-1.2"}}],
                          "hashes": [{"alg": "SHA-256", "content": digest}]},
        },
        "components": components,
    }, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
