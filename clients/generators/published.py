"""What is published: the schemas, and the cases that documents are taken from. Every generator is held against this."""

import copy
import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

CLIENTS = Path(os.environ["CLIENTS"]).resolve()
ROOT = CLIENTS.parent
SCHEMAS = Path(os.environ.get("SCHEMAS", ROOT / "schemas" / "1.0")).resolve()
CASES = ROOT / "cases"


def read(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def pascal(name):
    """`medical-affairs`, `checkCode`, `$schema` as a type name has them."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", name) if part)


@dataclass
class Union:
    """A `oneOf` whose variants are records told apart by a constant member."""

    name: str
    tag: str
    variants: list  # (constant, title, schema)


@dataclass
class Schema:
    """A schema file, and what a generator can be expected to name after it."""

    kind: str
    file: Path
    value: dict = field(repr=False)

    @property
    def title(self):
        return self.value["title"]

    @property
    def package(self):
        """The kind as the name of a package or namespace, in which languages allow no hyphen."""
        return self.kind.replace("-", "")

    @cached_property
    def definitions(self):
        """Titled schemas that stand by themselves: the root and the definitions."""
        return {self.title: self.value} | {d.get("title", key): d for key, d in self.value.get("$defs", {}).items()}

    @cached_property
    def unions(self):
        found = []
        for name, schema in self.definitions.items():
            variants = [self.resolve(variant)[1] for variant in schema.get("oneOf", [])]
            records = [v for v in variants if v.get("properties")]
            if not records:
                continue
            tags = [{n for n, p in v.get("properties", {}).items() if "const" in p} for v in variants]
            tags = {tag for tag in set.intersection(*tags) if len({v["properties"][tag]["const"] for v in variants}) == len(variants)}
            if len(tags) != 1:
                raise SystemExit(f"{self.file.name}: {name} is a oneOf of records that no constant member tells apart")
            tag = tags.pop()
            found.append(Union(name, tag, [(v["properties"][tag]["const"], v.get("title"), v) for v in variants]))
        for place, schema in places(self.value):
            if "oneOf" in schema and schema not in self.definitions.values():
                raise SystemExit(f"{self.file.name}#{place}: a oneOf without a name of its own")
        return found

    @cached_property
    def clashes(self):
        """Members that are of one type in a variant of a union and of another in the next: `atLeast`, an amount here, a number there."""
        found = set()
        for union in self.unions:
            types = {}
            for _, _, variant in union.variants:
                for member, value in variant["properties"].items():
                    types.setdefault(member, set()).add(self.type_of(value))
            found |= {f"{union.name}.{member}" for member, known in types.items() if len(known) > 1}
        return found

    def type_of(self, schema):
        """The JSON type of a schema, and of an object or a list also what it holds."""
        name, schema = self.resolve(schema)
        if schema.get("type") == "array":
            return "array", self.type_of(schema.get("items", {}))
        records = "properties" in schema or any("properties" in variant for variant in schema.get("oneOf", []))
        return name if records else schema.get("type", "string")

    @cached_property
    def code_lists(self):
        """Name → codes, of a `oneOf` of constants."""
        return {
            name: [v["const"] for v in schema["oneOf"]]
            for name, schema in self.definitions.items()
            if schema.get("oneOf") and all("const" in v for v in schema["oneOf"])
        }

    @cached_property
    def records(self):
        """Name → schema of every object with members, variants of unions among them."""
        found = {n: s for n, s in self.definitions.items() if s.get("properties") is not None}
        for union in self.unions:
            found |= {title: schema for _, title, schema in union.variants}
        return found

    @cached_property
    def constants(self):
        """Names of code lists of one code."""
        return [name for name, schema in self.definitions.items() if "const" in schema]

    @cached_property
    def words(self):
        """Names of constrained strings and numbers."""
        others = [*self.records, *self.code_lists, *self.union_names, *self.constants]
        return [name for name in self.definitions if name not in others]

    @cached_property
    def union_names(self):
        return [union.name for union in self.unions]

    @cached_property
    def variant_names(self):
        return [title for union in self.unions for _, title, _ in union.variants if title not in self.definitions]

    @cached_property
    def titles(self):
        return list(self.definitions) + self.variant_names

    def resolve(self, schema):
        """The schema behind references, as this standard writes them: bare, or alone in an `allOf`."""
        name = schema.get("title")
        while True:
            if "$ref" in schema:
                key = schema["$ref"].removeprefix("#/$defs/")
                schema = self.value["$defs"][key]
                name = schema.get("title", key)
            elif len(schema.get("allOf", [])) == 1:
                schema = schema["allOf"][0]
            else:
                return name, schema

    def instances(self, document):
        """(name, value) of every named part of a document, the document first."""
        yield from self._instances(self.value, document)

    def _instances(self, schema, value):
        name, schema = self.resolve(schema)
        if name:
            yield name, value
        for union in self.unions:
            if union.name == name:
                schema = next(v for const, _, v in union.variants if const == value[union.tag])
                yield schema["title"], value
        if isinstance(value, dict):
            for member, inner in value.items():
                below = schema.get("properties", {}).get(member, schema.get("additionalProperties"))
                if isinstance(below, dict):
                    yield from self._instances(below, inner)
        if isinstance(value, list) and isinstance(schema.get("items"), dict):
            for item in value:
                yield from self._instances(schema["items"], item)


def places(schema, at=""):
    """Every schema inside a schema, with its JSON Pointer."""
    yield at, schema
    for keyword in ("properties", "$defs", "patternProperties"):
        for name, inner in schema.get(keyword, {}).items():
            yield from places(inner, f"{at}/{keyword}/{name}")
    for keyword in ("oneOf", "anyOf", "allOf", "prefixItems"):
        for index, inner in enumerate(schema.get(keyword, [])):
            yield from places(inner, f"{at}/{keyword}/{index}")
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        if isinstance(schema.get(keyword), dict):
            yield from places(schema[keyword], f"{at}/{keyword}")


def slips(schema, documents):
    """What generators would make a wrong name of, or a second name: each definition is titled by its key, a variant by its union
    and itself, a document in the bundle as in its own schema, and nothing else is titled."""
    keys = {"": schema.title} | {f"/$defs/{key}": key for key in schema.value.get("$defs", {})}
    for place, inner in places(schema.value):
        title = inner.get("title")
        union = place.rpartition("/oneOf/")[0]
        if place in keys:
            if title != keys[place] or not re.fullmatch(r"[A-Z][A-Za-z0-9]*[A-Za-z]", title or ""):
                yield f"{place} is titled {title!r}"
        elif union in keys and inner.get("properties"):
            named = title in documents if schema.kind == "tongbiao" and not union else (title or "").startswith(keys[union])
            if not named or title == keys[union]:
                yield f"{place} is titled {title!r}, not {keys[union]}…"
        elif title is not None:
            yield f"{place} is titled {title!r}, and needs no title"


def schemas():
    """Every kind of the index, and the bundle of all kinds where there is one."""
    found = [Schema(entry["kind"], SCHEMAS / entry["file"], read(SCHEMAS / entry["file"]))
             for entry in read(SCHEMAS / "index.json")["schemas"]]
    bundle = SCHEMAS / "tongbiao.schema.json"
    if bundle.exists():
        found.append(Schema("tongbiao", bundle, read(bundle)))
    return found


def good_cases():
    """(name, document) of every document of the good cases."""
    for path in sorted(CASES.glob("*/*.json")):
        if path.parent.name != "damaged":
            document = read(path)
            if isinstance(document, dict) and "kind" in document:
                yield f"{path.parent.name}/{path.stem}", document


def damaged_twins():
    """(name, text) of every damaged twin that is text at all."""
    for path in sorted((CASES / "damaged").glob("*.json")):
        twin = read(path)
        if "hex" in twin:
            try:
                text = bytes.fromhex(twin["hex"]).decode("utf-8")
            except UnicodeDecodeError:
                continue
        elif "text" in twin:
            text = twin["text"]
        elif "patch" in twin:
            text = written(patched(read(CASES / twin["of"]), twin["patch"]))
        else:
            text = (CASES / twin["of"]).read_text(encoding="utf-8")
            for old, new in twin["replace"]:
                text = text.replace(old, new, 1)
        yield path.stem, text


def written(document):
    """The canonical writer of the cases: members sorted, two spaces."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def patched(document, operations):
    """RFC 6902, as far as the twins use it: add, remove, replace."""
    document = copy.deepcopy(document)
    for operation in operations:
        tokens = [t.replace("~1", "/").replace("~0", "~") for t in operation["path"].split("/")[1:]]
        if not tokens:
            document = operation["value"]
            continue
        place = document
        for token in tokens[:-1]:
            place = place[int(token)] if isinstance(place, list) else place[token]
        last = tokens[-1]
        if isinstance(place, list):
            index = len(place) if last == "-" else int(last)
            if operation["op"] == "add":
                place.insert(index, operation["value"])
            elif operation["op"] == "replace":
                place[index] = operation["value"]
            else:
                del place[index]
        elif operation["op"] == "remove":
            del place[last]
        else:
            place[last] = operation["value"]
    return document


def validators(kinds):
    """A validator for each kind. In Python `$` also matches before a last line break; in a schema it does not."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def pattern(validator, pattern, instance, schema):
        if validator.is_type(instance, "string") and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
            yield ValidationError("another form")

    exact = extend(Draft202012Validator, {"pattern": pattern})
    return {schema.kind: exact(schema.value) for schema in kinds if schema.kind != "tongbiao"}


def corpus(validators):
    """Lines {id, expect, kind, document} with the verdict of the schema, of all cases and twins.

    Where a text cannot be read as one JSON document of a known kind, no schema has a say, and it is left out.
    """
    lines = []

    def add(name, document, expect=None):
        kind = document.get("kind") if isinstance(document, dict) else None
        if isinstance(kind, str) and kind in validators:
            valid = validators[kind].is_valid(document)
            if expect is not None and valid != expect:
                raise SystemExit(f"{name}: the corpus says {expect}, its schema says {valid}")
            lines.append({"id": name, "expect": valid, "kind": kind, "document": document})

    for name, document in good_cases():
        add(f"case/{name}", document, True)
    for name, text in damaged_twins():
        try:
            document = json.loads(text)
        except json.JSONDecodeError:
            continue
        add(f"twin/{name}", document)
    return lines


def shared_corpus(kinds):
    """The lines of CORPUS that are not cases or twins, where it is set; their verdict is that of the typed reader."""
    folder = os.environ.get("CORPUS")
    if not folder:
        return
    for schema in kinds:
        path = Path(folder) / f"{schema.kind}.jsonl"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                entry = json.loads(line)
                if not entry["id"].startswith(("case/", "twin/")):
                    yield {"id": entry["id"], "expect": entry["verdict"], "kind": schema.kind, "document": json.loads(entry["text"])}
