"""Clients that are libraries of other languages: a program around each, which gives a verdict on each line of a corpus."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent / "node_modules"
sys.path.append(str(HERE.parent / "generators"))
import debian

# What each client needs: packages of Debian, packages of npm that hold its library, programs; and whose version is told.
CLIENTS = {
    "python3-jsonschema": {"debian": ["python-validator"], "version": "python3-jsonschema"},
    "gojsonschema": {"debian": ["go-validator", "go"], "version": "golang-github-xeipuuv-gojsonschema-dev"},
    "networknt in WireMock": {"npm": "wiremock", "programs": ["java", "javac"]},
    "NJsonSchema in NSwag": {"npm": "nswag", "debian": ["csharp"]},
    "php-json-schema": {"debian": ["php", "php-validator"], "version": "php-json-schema"},
}


class Absent(Exception):
    """What a client needs cannot be had."""


def version(client):
    """Sees that all that a client needs is there, and says of which version it is."""
    needs, found = CLIENTS[client], {}
    for program in needs.get("programs", []):
        if not shutil.which(program):
            raise Absent(f"no {program}")
    for name in needs.get("debian", []):
        tree, versions = debian.unpacked(name)
        if tree is None:
            raise Absent(versions)
        found |= versions
    if "npm" not in needs:
        return debian.upstream(found[needs["version"]])
    package = MODULES / needs["npm"] / "package.json"
    if not package.exists():
        raise Absent(f"no {needs['npm']} of npm")
    return json.loads(package.read_text(encoding="utf-8"))["version"]


def said(command, path, corpus, **options):
    return subprocess.run([*map(str, command), path, corpus], stdout=subprocess.PIPE, text=True, check=True, **options).stdout


def go(path, corpus, out):
    program, environment = out / "gojsonschema", debian.environment("go")
    if not program.exists():
        compiler = debian.TREE / "usr/lib/go-1.19/bin/go"
        subprocess.run([compiler, "build", "-o", program, HERE / "gojsonschema.go"], env=environment, check=True)
    return said([program], path, corpus)


def java(path, corpus, out):
    library = next((MODULES / "wiremock" / "build").glob("*.jar"))
    return said(["java", "-Dfile.encoding=UTF-8", "-cp", library, HERE / "networknt.java"], path, corpus)


def csharp(path, corpus, out):
    libraries, environment = MODULES / "nswag" / "bin" / "binaries" / "Win", debian.environment("csharp")
    mono, framework, program = debian.TREE / "usr/bin/mono-sgen", debian.TREE / "usr/lib/mono/4.5", out / "csharp-verdicts.exe"
    environment["MONO_PATH"] = f"{framework}:{libraries}"
    if not program.exists():
        references = [f"-r:{libraries / name}.dll" for name in ("NJsonSchema", "Newtonsoft.Json")]
        compiled = [mono, framework / "mcs.exe", f"-out:{program}", "-codepage:utf8", *references, HERE / "njsonschema.cs"]
        subprocess.run(list(map(str, compiled)), env=environment, stdout=sys.stderr, check=True)
    return said([mono, program], path, corpus, env=environment)


def php(path, corpus, out):
    return said([*debian.php(), HERE / "php-json-schema.php"], path, corpus, env=debian.environment("php"))
