"""Compilers and libraries of Debian, unpacked below clients/.tools without being installed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from published import CLIENTS

SETS = json.loads((Path(__file__).parent / "debian.json").read_text())
TREE = CLIENTS / ".tools" / "debian"


def unpacked(name):
    """The tree that holds the packages of a set, and their versions; (None, why) where that cannot be had."""
    packages = SETS[name]["packages"]
    stamps = TREE / "stamps"
    lacking = [p for p in packages if not (stamps / p).exists()]
    if lacking:
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            return None, "no apt-get or dpkg-deb"
        downloads = TREE / "downloads"
        shutil.rmtree(downloads, ignore_errors=True)
        downloads.mkdir(parents=True)
        got = subprocess.run(["apt-get", "download", "-q", *lacking], cwd=downloads, capture_output=True, text=True)
        if got.returncode:
            return None, f"apt-get download: {(got.stderr.strip().splitlines() or ['failed'])[-1]}"
        stamps.mkdir(exist_ok=True)
        for file in sorted(downloads.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(file), str(TREE)], check=True)
            package, version = file.name.split("_")[:2]
            (stamps / package).write_text(version.replace("%3a", ":"))
        shutil.rmtree(downloads)
    return TREE, {p: (stamps / p).read_text() for p in packages}


def upstream(version):
    """`2.14.0-1` without epoch and Debian's revision."""
    return version.split(":")[-1].rsplit("-", 1)[0].split("+")[0]


def environment(name):
    """What the programs of a set need to find their files."""
    environment = dict(os.environ)
    if name == "go":
        environment |= {"GOROOT": str(TREE / "usr/lib/go-1.19"), "GO111MODULE": "off", "GOFLAGS": "", "GOTOOLCHAIN": "local",
                        "GOPROXY": "off", "GOPATH": str(TREE / "usr/share/gocode"),
                        "GOCACHE": str(CLIENTS / ".tools" / "go-cache"), "CGO_ENABLED": "0"}
    if name == "csharp":
        environment |= {"MONO_GAC_PREFIX": str(TREE / "usr"), "MONO_CFG_DIR": str(TREE / "etc"), "LC_ALL": "C.UTF-8",
                        "LD_LIBRARY_PATH": str(TREE / "usr/lib"),
                        "MONO_PATH": f"{TREE / 'usr/lib/mono/4.5'}:{TREE / 'usr/lib/cli/Newtonsoft.Json-5.0'}"}
    return environment


if __name__ == "__main__":
    # For the other areas: unpacks one set and prints where.
    tree, found = unpacked(sys.argv[1])
    print(tree) if tree else sys.exit(found)
