"""The verdicts of one client over the whole corpus: of PyPI and Debian, or of a language of `programs.py`.

Usage: python.py CLIENT FLAVOUR OUT. Writes OUT/verdicts/CLIENT@FLAVOUR.json. Where what it needs cannot be had, it says why and
exits with 3.
"""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import programs

CLIENTS = Path(__file__).resolve().parent.parent
SCHEMAS = Path(os.environ.get("SCHEMAS", CLIENTS.parent / "schemas" / "1.0"))


def version(client):
    if client not in programs.CLIENTS:
        return importlib.metadata.version(client)
    try:
        found = programs.version(client)
    except programs.Absent as why:
        print(why, file=sys.stderr)
        sys.exit(3)
    sys.path.insert(0, str(programs.debian.TREE / "usr/lib/python3/dist-packages"))
    return found


def texts(corpus):
    with open(corpus, encoding="utf-8", newline="\n") as file:
        return [json.loads(line)["text"] for line in file]


def each(judge, texts):
    return "".join("01"[judge(json.loads(text))] for text in texts)


def jsonschema_2020(path, corpus, out):
    from jsonschema import Draft202012Validator
    return jsonschema_of(Draft202012Validator, path, corpus)


def jsonschema_07(path, corpus, out):
    from jsonschema import Draft7Validator
    return jsonschema_of(Draft7Validator, path, corpus)


def jsonschema_of(dialect, path, corpus):
    from jsonschema import FormatChecker
    dialect.check_schema(read(path))
    return each(dialect(read(path), format_checker=FormatChecker()).is_valid, texts(corpus))


def jsonschema_rs(path, corpus, out):
    import jsonschema_rs
    return each(jsonschema_rs.validator_for(read(path), validate_formats=True).is_valid, texts(corpus))


def check_jsonschema(path, corpus, out):
    """The command itself, on a file for each text."""
    found = texts(corpus)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        files = [Path(folder, f"{index}.json") for index in range(len(found))]
        for file, text in zip(files, found):
            file.write_text(text, encoding="utf-8", newline="")
        ran = subprocess.run([sys.executable, "-m", "check_jsonschema", "--schemafile", path, "--output-format", "json", *files],
                             capture_output=True, text=True, encoding="utf-8")
        report = json.loads(ran.stdout)
        if report["parse_errors"]:
            raise SystemExit(f"check-jsonschema: {report['parse_errors'][0]}")
        refused = {error["filename"] for error in report["errors"]}
    return "".join("01"[str(file) not in refused] for file in files)


def sourcemeta(path, corpus, out):
    """The command itself, on lines: a text on one line is the same text, as no string holds a line break.

    It judges them in parallel and says so in any order; only the long form says of which line it speaks.
    """
    found = texts(corpus)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", dir=out, encoding="utf-8", newline="") as file:
        file.writelines(text.replace("\n", " ") + "\n" for text in found)
        file.flush()
        command = [sys.executable, "-m", "sourcemeta_jsonschema", "validate", "--continue", "--verbose", "--fast", "--format-assertion"]
        ran = subprocess.run([*command, path, file.name], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")
    said = re.findall(r"^(ok|fail): .* \(entry #(\d+)\)$", ran.stderr, re.M)
    verdicts = {int(entry): word == "ok" for word, entry in said}
    if len(said) != len(found) or sorted(verdicts) != list(range(1, len(found) + 1)):
        raise SystemExit(f"sourcemeta: {ran.stderr[-500:]}")
    return "".join("01"[verdicts[entry]] for entry in sorted(verdicts))


# How each client is asked for the verdicts on texts.
JUDGES = {
    "jsonschema@2020-12": jsonschema_2020,
    "jsonschema-rs@2020-12": jsonschema_rs,
    "jsonschema-rs@no-id": jsonschema_rs,
    "jsonschema-rs@bundle": jsonschema_rs,
    "check-jsonschema@2020-12": check_jsonschema,
    "python3-jsonschema@draft-07": jsonschema_07,
    "gojsonschema@draft-07": programs.go,
    "networknt in WireMock@2020-12": programs.java,
    "networknt in WireMock@draft-07": programs.java,
    "NJsonSchema in NSwag@draft-07": programs.csharp,
    "php-json-schema@draft-07": programs.php,
    "sourcemeta-jsonschema@2020-12": sourcemeta,
    "sourcemeta-jsonschema@bundle": sourcemeta,
}


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(client, flavour, out):
    index = read(SCHEMAS / "index.json")
    files = next(entry["files"] for entry in index["flavours"] if entry["flavour"] == flavour)
    found = {"client": client, "version": version(client), "flavour": flavour, "verdicts": {}}
    for place, schema in enumerate(index["schemas"]):
        path = SCHEMAS / (files[0] if len(files) == 1 else files[place])
        found["verdicts"][schema["kind"]] = JUDGES[f"{client}@{flavour}"](path, out / "corpus" / f"{schema['kind']}.jsonl", out)
    (out / "verdicts").mkdir(parents=True, exist_ok=True)
    (out / "verdicts" / f"{client}@{flavour}.json").write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
