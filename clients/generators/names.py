"""Holds the names a generator made against the names of the standard. What may differ, and why, is data: names.json."""

import json
from pathlib import Path

from published import pascal, places

RULES = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))


def _inline_words(schema):
    """(owner, member) of constrained texts without a name; `…Item` is that of a list."""
    for owner, record in schema.records.items():
        for member, value in record["properties"].items():
            for suffix, word in (("", value), ("Item", value.get("items", {}))):
                if word.get("type") == "string" and {"pattern", "minLength", "maxLength"} & word.keys():
                    yield owner, member + suffix


# A condition says, from the schema alone, which further names a generator may make.
CONDITIONS = {
    # An enumeration for a member that is constant, or tells the variants of a union apart.
    "constant members": lambda schema: {
        prefix + pascal(member)
        for owner, record in list(schema.records.items()) + [(u.name, v) for u in schema.unions for _, _, v in u.variants]
        for member, value in record["properties"].items() if "const" in value
        for prefix in ("", owner)
    },
    # A type for a constrained text that has no name of its own.
    "texts without a name": lambda schema: {
        name + pascal(member)
        for owner, member in _inline_words(schema)
        for name in [owner] + [u.name for u in schema.unions if owner in [title for _, title, _ in u.variants]]
    },
    # A type for the constrained texts of a list, which have no name of their own.
    "texts of lists without a name": lambda schema: {
        pascal(member.removesuffix("Item").removesuffix("s")) for _, member in _inline_words(schema) if member.endswith("Item")
    },
    # A type for the names of a map's members.
    "names of maps": lambda schema: {
        owner + pascal(member) + "Key"
        for owner, record in schema.records.items()
        for member, value in record["properties"].items() if "propertyNames" in value
    },
}


def collisions(schema):
    """Type names that are also the name of a code, which is a constant beside the types in Go → the names given instead."""
    codes = {pascal(code) for codes in schema.code_lists.values() for code in codes}
    codes |= {pascal(v["const"]) for _, v in places(schema.value) if isinstance(v.get("const"), str)}
    instead = {name: set() for name in schema.definitions if name in codes}
    for record in schema.records.values():
        for member, value in record["properties"].items():
            name, _ = schema.resolve(value.get("items", value))
            if name in instead:
                for base in {member, member.removesuffix("s")}:
                    instead[name] |= {pascal(base) + suffix for suffix in ("Class", "Element")}
    return instead


class Names:
    """Collects what differs over all schemas of one generator, and which exceptions were needed."""

    def __init__(self, generator):
        self.generator = generator
        self.rules = RULES[generator]
        self.problems = []
        self.needed = set()
        self.checked = 0

    def check(self, schema, names):
        groups = {
            "records": [n for n in schema.definitions if n in schema.records],
            "unions": schema.union_names,
            "variants": schema.variant_names,
            "code lists": list(schema.code_lists),
            "constants": schema.constants,
            "words": schema.words,
        }
        expected = {name for group in self.rules["named"] for name in groups[group]}
        if set(self.rules["named"]) | self.rules["not named"].keys() != groups.keys():
            self.problems.append(f"names.json: {self.generator} must say of every group whether it is named")
        self.checked += len(expected)
        twice = sorted({name for name in names if names.count(name) > 1})
        missing, extra = expected - set(names), set(names) - expected
        if "renamed" in self.rules:
            for name, instead in collisions(schema).items():
                given = instead & extra
                if name in missing and given:
                    missing.discard(name)
                    extra -= given
                    self.needed.add("renamed")
        for index, rule in enumerate(self.rules["further"]):
            allowed = CONDITIONS[rule["if"]](schema) if "if" in rule else {rule["name"]}
            if extra & allowed:
                self.needed.add(index)
                extra -= allowed
        for what, found in (("is named twice", twice), ("is not named", missing), ("is no name of the standard", extra)):
            self.problems += [f"{schema.file.name}: {self.generator}: {name} {what}" for name in sorted(found)]

    def finish(self):
        """The problems; an exception that nothing needs any more is one of them."""
        stale = [r.get("if", r.get("name")) for i, r in enumerate(self.rules["further"]) if i not in self.needed]
        if "renamed" in self.rules and "renamed" not in self.needed:
            stale.append("renamed")
        return self.problems + [f"names.json: {self.generator}: nothing needs “{name}” any more; remove it" for name in stale]

    def notes(self):
        """What a partner finds besides our names, and in the place of one."""
        rules = [r for i, r in enumerate(self.rules["further"]) if i in self.needed]
        called = [(f"{rule['name']}：", f"{rule['name']} ") if "name" in rule else ("", "") for rule in rules]
        notes = [{"zh": f"另有名称：{zh}{rule['zh']}", "en": f"further names: {en}{rule['en']}"} for rule, (zh, en) in zip(rules, called)]
        return notes + ([{"zh": self.rules["renamed"]["zh"], "en": self.rules["renamed"]["en"]}] if "renamed" in self.needed else [])
