"""Compilers and libraries of Debian, unpacked below clients/.tools without being installed.

As a program it unpacks all sets. Whatever needs one says so by itself where it cannot be had, so that this is no error.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent.parent
SETS = json.loads((Path(__file__).parent / "debian.json").read_text())
TREE = CLIENTS / ".tools" / "debian"


def unpacked(name):
    """The tree that holds the packages of a set, and their versions; (None, why) where that cannot be had."""
    packages = SETS[name]["packages"]
    stamps = TREE / "stamps"
    stamps.mkdir(parents=True, exist_ok=True)
    # Areas that run beside one another may want the same packages.
    with open(TREE / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lacking = [p for p in packages if not (stamps / p).exists()]
        if lacking and (why := fetched(lacking, stamps)):
            return None, why
    return TREE, {p: (stamps / p).read_text() for p in packages}


def fetched(packages, stamps):
    """Downloads packages and unpacks them; the reason where that fails."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return "no apt-get or dpkg-deb"
    downloads = TREE / "downloads"
    for attempt in range(4):
        shutil.rmtree(downloads, ignore_errors=True)
        downloads.mkdir()
        got = subprocess.run(["apt-get", "download", "-q", *packages], cwd=downloads, capture_output=True, text=True)
        if not got.returncode:
            break
        # A machine that has never asked knows no packages, and a list may name one that has since been replaced.
        if attempt < 3:
            time.sleep(5 * attempt)
            subprocess.run(["apt-get", "update", "-q"], capture_output=True)
    else:
        return f"apt-get download: {(got.stderr.strip().splitlines() or ['failed'])[-1]}"
    for file in sorted(downloads.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(file), str(TREE)], check=True)
        package, version = file.name.split("_")[:2]
        (stamps / package).write_text(version.replace("%3a", ":"))
    shutil.rmtree(downloads)
    return None


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
    if name == "php":
        environment |= {"LD_LIBRARY_PATH": ":".join(map(str, (TREE / "usr/lib").glob("*-linux-gnu*")))}
    return environment


def php():
    """The command of PHP with the extensions and libraries of its packages, and nothing of the machine's own."""
    extensions = next((TREE / "usr/lib/php").glob("2*"))
    options = {"extension_dir": extensions, "include_path": f".:{TREE / 'usr/share/php'}"}
    loaded = [("extension", name) for name in ("ctype", "mbstring") if (extensions / f"{name}.so").exists()]
    return [str(TREE / "usr/bin/php8.2"), "-n", *(word for name, value in [*options.items(), *loaded] for word in ("-d", f"{name}={value}"))]


if __name__ == "__main__":
    for name in SETS:
        tree, why = unpacked(name)
        if tree is None:
            print(f"debian: {name}: {why}", file=sys.stderr)
