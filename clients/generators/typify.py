"""typify → Rust: cargo check, then the good cases read and written back, and the damaged twins refused."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import published
from names import Names
from quicktype import NOTE_LISTS, round_trips

HERE = Path(__file__).parent / "rust"


def union_variants(text, union):
    """The variants of a generated enumeration."""
    body = re.search(rf"^pub enum {union} \{{\n(.*?)^\}}", text, re.M | re.S)
    return re.findall(r"^    (\w+)(?: \{|\()", body.group(1), re.M) if body else []


def wanted_variants(union):
    """What the variants of an enumeration are called: typify leaves out the words that all of them begin or end with."""
    titles = [title for _, title, _ in union.variants]
    if all(title.startswith(union.name) for title in titles):
        return [title.removeprefix(union.name) for title in titles]
    last = {re.findall("[A-Z][^A-Z]*", title)[-1] for title in titles}
    return [title.removesuffix(*last) for title in titles] if len(last) == 1 else titles


# Keywords that the generated types do not look at; a twin that is wrong in nothing else is read by them. `null` is a null in
# the place of an absent member.
UNSEEN = {
    "const": {"zh": "联合以外的常量（kind、standard）改为任意值", "en": "constants outside unions (kind, standard) accept any value"},
    "maxItems": {"zh": "不检查列表长度", "en": "the lengths of lists are not checked"},
    "minItems": {"zh": "不检查列表长度", "en": "the lengths of lists are not checked"},
    "maxProperties": {"zh": "不检查映射的成员数", "en": "the number of members of a map is not checked"},
    "null": {"zh": "可选成员可读入 null", "en": "null is accepted for an optional member"},
}


def keywords(error):
    """The keywords by which a schema refuses; of a union those of the variant that has the tag."""
    if error.instance is None:
        return {"null"}
    if error.context:
        branches = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        fewest = min(branches.values(), key=len)
        return {keyword for inner in fewest for keyword in keywords(inner)}
    return {error.validator}


def deviations(context, missed, problems, notes):
    """Every document that is read though the schema refuses it must be refused by nothing but unseen keywords."""
    documents = {entry["id"]: entry for entry in context.corpus}
    met = set()
    for name in missed:
        entry = documents[name]
        found = set()
        for error in context.validators[entry["kind"]].iter_errors(entry["document"]):
            found |= keywords(error)
        met |= found
        if other := found - UNSEEN.keys():
            problems.append(f"{name}: read, though the schema refuses it by {', '.join(sorted(other))}")
    for note in (UNSEEN[keyword] for keyword in UNSEEN if keyword in met):
        if note not in notes:
            notes.append(note)


def area(context):
    client = "typify"
    if not shutil.which("cargo"):
        return [context.skipped(client, "没有 cargo", "there is no cargo")]
    names, problems, notes = Names(client), [], []
    counts = dict.fromkeys(("schemas", "roundTrips", "refused", "refusedByTheSchema"), 0)
    environment = dict(os.environ, SCHEMAS=str(published.SCHEMAS))
    environment.setdefault("CARGO_TARGET_DIR", str(published.CLIENTS / ".tools" / "generators-target"))
    for command in ("check", "build"):
        ran = subprocess.run(["cargo", command, "--locked", "--quiet"], cwd=HERE, env=environment, capture_output=True, text=True)
        if ran.returncode:
            problems += [f"cargo {command}: {line}" for line in ran.stderr.splitlines() if line.startswith(("error", "  thread"))][:5] or [ran.stderr[-400:]]
            break
    if not problems:
        program = Path(environment["CARGO_TARGET_DIR"]) / "debug" / "tongbiao-generated"
        where = Path(subprocess.run([program, "where"], capture_output=True, text=True, check=True).stdout.strip())
        for schema in context.schemas:
            text = (where / f"{schema.kind}.rs").read_text(encoding="utf-8")
            names.check(schema, re.findall(r"^pub (?:struct|enum|type) (\w+)", text, re.M))
            for union in schema.unions:
                wanted = wanted_variants(union)
                if union_variants(text, union.name) != wanted:
                    problems.append(f"{schema.file.name}: {union.name} has other variants than {', '.join(wanted)}")
            counts["schemas"] += 1
        missed = round_trips(context, context.schemas, [program], problems, counts, lossy=True, env=environment)
        deviations(context, missed, problems, notes)
        if counts.pop("emptyListsLost", 0):
            notes.append(NOTE_LISTS)
        else:
            problems.append("typify.py: typify no longer loses empty lists; remove the exception")
        problems += names.finish()
    counts["names"] = names.checked
    lock = tomllib.loads((HERE / "Cargo.lock").read_text())
    version = next(package["version"] for package in lock["package"] if package["name"] == "typify-impl")
    return [context.row(client, version, "crates.io",
                        {"zh": "生成 Rust 类型，cargo check，读入正确案例并原样写出；联合成为枚举，变体同名",
                         "en": "generates Rust types, cargo check; the good cases read and written back the same; unions are enums with our variants"},
                        counts, problems, names.notes() + notes)]
