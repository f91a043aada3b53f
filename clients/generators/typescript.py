"""json-schema-to-typescript, then tsc --strict with types that must hold and literals that must not."""

import json
import re
import subprocess

from names import Names
from published import CLIENTS, pascal

STRICT = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noImplicitReturns", "--noFallthroughCasesInSwitch",
          "--noUnusedParameters", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--skipLibCheck", "false"]

# The most tuples json-schema-to-typescript writes for a list with a limit; -1 makes it a plain array.
OPTIONS = ["--maxItems", "-1", "--unreachableDefinitions"]


def tool(node, package, *arguments, cwd=None):
    """Runs the command of an npm package."""
    manifest = json.loads((CLIENTS / "node_modules" / package / "package.json").read_text())
    command = manifest["bin"] if isinstance(manifest["bin"], str) else next(iter(manifest["bin"].values()))
    script = CLIENTS / "node_modules" / package / command
    return subprocess.run([node, str(script), *map(str, arguments)], capture_output=True, text=True, cwd=cwd)


def version(package):
    return json.loads((CLIENTS / "node_modules" / package / "package.json").read_text())["version"]


def tsc(node, folder, *arguments):
    script = CLIENTS / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run([node, str(script), *STRICT, *arguments], capture_output=True, text=True, cwd=folder)


def function(name):
    return name[:1].lower() + name[1:]


def literal(value):
    return json.dumps(value, ensure_ascii=False)


def types_that_hold(schema):
    """Every union and code list has an exhaustive switch; every record has exactly its members, required or not."""
    out = [f"import type {{ {', '.join(sorted(schema.titles))} }} from \"./types.js\";", ""]
    out += ["type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;",
            "type Required<T> = { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];",
            "function holds<_T extends true>(): void {}", ""]
    for union in schema.unions:
        out += [f"export function {function(union.name)}(value: {union.name}): string {{", f"  switch (value.{union.tag}) {{"]
        for const, title, variant in union.variants:
            out += [f"    case {literal(const)}: {{", f"      const exact: {title} = value;", f"      return exact.{union.tag};", "    }"]
        out += ["    default: {", "      const left: never = value;", "      return left;", "    }", "  }", "}"]
        out += [f"holds<Same<{union.name}[{literal(union.tag)}], {' | '.join(literal(c) for c, _, _ in union.variants)}>>();", ""]
    for name, codes in schema.code_lists.items():
        out += [f"export function {function(name)}(value: {name}): number {{", "  switch (value) {"]
        for index, code in enumerate(codes):
            out += [f"    case {literal(code)}:", f"      return {index};"]
        out += ["    default: {", "      const left: never = value;", "      return left;", "    }", "  }", "}",
                f"holds<Same<{name}, {' | '.join(map(literal, codes))}>>();", ""]
    for name, record in schema.records.items():
        members = " | ".join(map(literal, record["properties"])) or "never"
        required = " | ".join(map(literal, record.get("required", []))) or "never"
        out += [f"holds<Same<keyof {name}, {members}>>();", f"holds<Same<Required<{name}>, {required}>>();"]
    return "\n".join(out) + "\n"


def literals(schema, documents):
    """(good, bad, number of bad ones): the good cases as typed literals, and their parts spoilt in one way each."""
    head = f"import type {{ {', '.join(sorted(schema.titles))} }} from \"./types.js\";\n\n"
    good, bad, count = [head], [head], 0
    for index, (name, document) in enumerate(documents):
        text = json.dumps(document, ensure_ascii=False, indent=2)
        good += [f"// {name}\nexport const case{index}: {schema.title} = {text};\n",
                 f"export const satisfied{index} = {text} as const satisfies Readonly<object>;\n"]
    parts = {}
    for _, document in documents:
        for name, value in schema.instances(document):
            # The richest of a kind, so that as many members as possible can be spoilt.
            if name in schema.titles and len(literal(value)) > len(literal(parts.get(name, ""))) or name not in parts:
                parts[name] = value

    def spoil(name, value, why):
        nonlocal count
        bad.append(f"// @ts-expect-error {why}\nexport const bad{count}: {name} = {literal(value)};\n")
        count += 1

    for name, value in sorted(parts.items()):
        if name in schema.code_lists:
            spoil(name, value + "s", "a typo in a code")
            if value != value.upper():
                spoil(name, value.upper(), "a code in capitals")
        if name in schema.records:
            record = schema.records[name]
            for member in record.get("required", []):
                spoil(name, {k: v for k, v in value.items() if k != member}, f"{member} is missing")
            spoil(name, value | {"unheardOf": "x"}, "a member nobody knows")
            for member, inner in value.items():
                if member != "extensions":
                    spoil(name, value | {member: None}, f"{member} is null")
                if isinstance(inner, str):
                    spoil(name, value | {member: 1}, f"{member} is a number")
        for union in schema.unions:
            if union.name == name:
                spoil(name, value | {union.tag: "unheard-of"}, "a tag nobody knows")
                spoil(name, {k: v for k, v in value.items() if k != union.tag}, "the tag is missing")
    return "\n".join(good), "\n".join(bad), count


def area(context):
    node = context.node
    names, problems, counts = Names("json-schema-to-typescript"), [], dict.fromkeys(
        ("schemas", "types", "switches", "literals", "refusedLiterals"), 0)
    folders = []
    for schema in context.schemas:
        folder = context.folder("typescript", schema.kind)
        made = tool(node, "json-schema-to-typescript", "--input", schema.file, "--output", folder / "types.ts", *OPTIONS)
        if made.returncode:
            problems.append(f"{schema.file.name}: {made.stderr.strip()[-400:]}")
            continue
        text = (folder / "types.ts").read_text(encoding="utf-8")
        names.check(schema, re.findall(r"^export (?:type|interface|enum|class) (\w+)", text, re.M))
        documents = [(n, d) for n, d in context.good if schema.kind in (d["kind"], "tongbiao")]
        good, bad, refused = literals(schema, documents)
        (folder / "hold.ts").write_text(types_that_hold(schema), encoding="utf-8")
        (folder / "good.ts").write_text(good, encoding="utf-8")
        (folder / "bad.ts").write_text(bad, encoding="utf-8")
        (folder / "package.json").write_text('{"type": "module"}\n')
        folders.append(folder)
        counts["schemas"] += 1
        counts["types"] += len(schema.titles)
        counts["switches"] += len(schema.unions) + len(schema.code_lists)
        counts["literals"] += len(documents)
        counts["refusedLiterals"] += refused
    for folder in folders:
        context.sabotage("typescript", folder)
        compiled = tsc(node, folder, "--noEmit", "types.ts", "hold.ts", "good.ts", "bad.ts")
        if compiled.returncode:
            problems += [f"tsc, {folder.name}: {line}" for line in compiled.stdout.splitlines()[:8]]
    problems += names.finish()
    counts["names"] = names.checked
    return [context.row(
        "json-schema-to-typescript", version("json-schema-to-typescript"), "npm",
        {"zh": f"生成 TypeScript 类型，tsc {version('typescript')} --strict 编译：每个联合与代码表都有穷尽的 switch，"
               "每个记录的成员与必填成员逐一核对，正确案例作为类型化字面量通过，损坏的字面量逐一被拒绝",
         "en": f"generates TypeScript types, compiled by tsc {version('typescript')} --strict: an exhaustive switch over every union and code list, "
               "the members of every record compared, the good cases as typed literals accepted, each damaged literal refused"},
        counts, problems, names.notes())]
