"""quicktype → TypeScript, Java, Go and C#: named, compiled, and the good cases read and written back."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import debian
import snippets
from names import Names
from published import CLIENTS
from typescript import STRICT, tool, version

TEMPLATES = Path(__file__).parent / "templates"


# A member of any value is written as null where it is absent: what docs/partners/quicktype.md does about it.
ABSENT = {"go": (r'(interface\{\} +`json:"[A-Za-z]+)"', r'\1,omitempty"'),
          "csharp": (r'(JsonProperty\("[A-Za-z]+")\)', r"\1, NullValueHandling = NullValueHandling.Ignore)")}


def generate(context, language, schema, out, *options):
    inputs, problem = ["--top-level", schema.title, schema.file], None
    if schema.clashes:
        inputs, problem = prepared(context, schema)
    if problem is None:
        made = tool(context.node, "quicktype", "--src-lang", "schema", "--lang", language, *options, "--out", out, *inputs)
        problem = made.stderr.strip()[-400:] if made.returncode else None
        if schema.clashes and language in ABSENT and problem is None:
            path = Path(out)
            path.write_text(re.sub(*ABSENT[language], path.read_text(encoding="utf-8")), encoding="utf-8")
    return [f"{schema.file.name}: {problem}"] if problem else []


def prepared(context, schema):
    """The inputs for a kind whose unions clash, as docs/partners/quicktype.md makes them: the types of the document, called after the
    file, and those that only clashing members use."""
    folder = context.folder("quicktype", "prepared")
    file = folder / f"{schema.title}.schema.json"
    (folder / "untyped.mjs").write_text(snippets.shown("quicktype", "untyped.mjs"), encoding="utf-8")
    ran = subprocess.run([context.node, folder / "untyped.mjs", schema.file, file], capture_output=True, text=True, encoding="utf-8")
    return [file, f"{file}#/$defs/Further"], ran.stderr.strip()[-400:] if ran.returncode else None


def lines(context, schemas):
    title = {schema.kind: schema.title for schema in schemas}
    return [entry | {"title": title[entry["kind"]]} for entry in context.corpus if entry["kind"] in title]


def round_trips(context, schemas, command, problems, counts, lossy=False, **options):
    """Gives every document to a program and compares what it writes with what it was given.

    Returns the documents that the schema refuses and the program does not.
    """
    entries = lines(context, schemas)
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    ran = subprocess.run(list(map(str, command)), input=text, capture_output=True, text=True, encoding="utf-8", **options)
    if ran.returncode:
        problems.append(f"the program failed: {ran.stderr.strip()[-600:]}")
        return []
    answers, missed = {}, []
    for line in ran.stdout.splitlines():
        answer = json.loads(line)
        answers[answer["id"]] = answer
    for entry in entries:
        answer = answers.get(entry["id"], {"refused": True})
        if not entry["expect"]:
            counts["refused"] += bool(answer.get("refused"))
            if not answer.get("refused"):
                missed.append(entry["id"])
            counts["refusedByTheSchema"] += 1
        elif answer.get("refused"):
            problems.append(f"{entry['id']}: refused, though the schema accepts it")
        elif lossy and without_empty_lists(entry["document"]) == answer["document"] != entry["document"]:
            counts["emptyListsLost"] = counts.get("emptyListsLost", 0) + 1
        elif answer["document"] != entry["document"]:
            problems.append(f"{entry['id']}: written otherwise than it was read: {difference(entry['document'], answer['document'])}")
        else:
            counts["roundTrips"] += 1
    return missed


def without_empty_lists(value):
    if isinstance(value, dict):
        return {name: without_empty_lists(inner) for name, inner in value.items() if inner != []}
    return [without_empty_lists(item) for item in value] if isinstance(value, list) else value


def difference(a, b, at=""):
    """The pointer of the first place where two documents differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for name in sorted(a.keys() | b.keys()):
            if name not in a or name not in b:
                return f"{at}/{name}"
            if a[name] != b[name]:
                return difference(a[name], b[name], f"{at}/{name}")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return next((difference(x, y, f"{at}/{i}") for i, (x, y) in enumerate(zip(a, b)) if x != y), at)
    return at


# Dates stay texts: a date of the language would be written with a time of day, which the schema refuses.
DATES = "--no-date-times"

NOTE_LOOSE = {
    "zh": "类型比模式宽松：联合的各分支合成一个类，不检查长度与格式；请先用模式校验，再读入类型",
    "en": "the types accept more than the schema: the variants of a union are one class, lengths and patterns are not checked; "
          "validate with the schema first, then read"}


NOTE_LISTS = {
    "zh": "可选成员为空列表的，写出时被省略",
    "en": "an optional member whose value is an empty list is omitted when written"}


class Run:
    """One language: its names, problems and counts."""

    def __init__(self, context, language):
        self.context = context
        self.client = f"quicktype → {language}"
        self.names = Names(self.client)
        self.problems, self.notes = [], []
        self.counts = dict.fromkeys(("schemas", "roundTrips", "refused", "refusedByTheSchema"), 0)

    def check(self, schema, names):
        self.names.check(schema, names)
        self.counts["schemas"] += 1

    def row(self, zh, en):
        self.problems += self.names.finish()
        self.counts["names"] = self.names.checked
        # No language of this generator can refuse all that the schema refuses.
        return self.context.row(self.client, version("quicktype"), "npm", {"zh": zh, "en": en}, self.counts, self.problems,
                                self.names.notes() + self.notes + [NOTE_LOOSE] + rewritten(self.context))


def kinds(context):
    """Each kind by itself. Of a bundle quicktype makes one class with the members of all kinds, of several schemas at once names such
    as `PurpleFiscalPaperNumber`: one kind, one namespace is the only way to our names."""
    return [schema for schema in context.schemas if schema.kind != "tongbiao"]


def rewritten(context):
    """Which kinds are rewritten first, and why, as a note."""
    clashing = [schema for schema in kinds(context) if schema.clashes]
    if not clashing:
        return []
    names = ", ".join(schema.kind for schema in clashing)
    members = ", ".join(sorted(set.union(*(schema.clashes for schema in clashing)))[:3])
    return [{"zh": f"{names} 先按 docs/partners/quicktype.md 改写：联合各分支中类型不同的同名成员（如 {members}）改为任意值；"
                   "不改写时 quicktype 将这些类型合成一个类并另行命名，Go 代码将省略的成员写为 null",
             "en": f"{names} is rewritten first, as docs/partners/quicktype.md shows: members of the same name that have different types in "
                   f"the variants of a union (such as {members}) accept any value; otherwise quicktype merges these types under new "
                   "names, and Go code writes null for an omitted member"}]


def typescript(context):
    run = Run(context, "TypeScript")
    folder = context.folder("quicktype", "typescript")
    (folder / "package.json").write_text('{"type": "module"}\n')
    for schema in kinds(context):
        out = folder / f"{schema.kind}.ts"
        run.problems += generate(context, "typescript", schema, out, DATES)
        if out.exists():
            run.check(schema, re.findall(r"^export (?:interface|type|enum|class) (\w+)", out.read_text(encoding="utf-8"), re.M))
    script = CLIENTS / "node_modules" / "typescript" / "bin" / "tsc"
    # The generated reader has parameters and branches it does not need.
    strict = [flag for flag in STRICT if flag not in ("--noUnusedParameters", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess")]
    compiled = subprocess.run([context.node, str(script), *strict, *(f"{s.kind}.ts" for s in kinds(context))],
                              cwd=folder, capture_output=True, text=True)
    run.problems += [f"tsc: {line}" for line in compiled.stdout.splitlines()[:8]]
    shutil.copy(TEMPLATES / "roundtrip.mjs", folder)
    round_trips(context, kinds(context), [context.node, folder / "roundtrip.mjs"], run.problems, run.counts)
    return run.row(f"生成 TypeScript，tsc {version('typescript')} --strict 编译，读入正确案例并原样写出",
                   f"generates TypeScript, compiled by tsc {version('typescript')} --strict; the good cases read and written back the same")


def java(context):
    run = Run(context, "Java")
    folder = context.folder("quicktype", "java")
    for schema in kinds(context):
        inner = context.folder("quicktype", "java", "generated", schema.package)
        run.problems += generate(context, "java", schema, inner / f"{schema.title}.java", "--package", f"generated.{schema.package}", DATES)
        texts = [path.read_text(encoding="utf-8") for path in sorted(inner.glob("*.java"))]
        run.check(schema, [name for text in texts for name in re.findall(r"^public (?:final )?(?:class|enum|interface|record) (\w+)", text, re.M)])
    tree, versions = debian.unpacked("java")
    if not shutil.which("javac") or tree is None:
        return context.skipped(run.client, "没有 javac 或 Jackson", f"no javac or no Jackson ({'no javac' if tree else versions})")
    classpath = ":".join(str(tree / "usr/share/java" / jar) for jar in ("jackson-core.jar", "jackson-annotations.jar", "jackson-databind.jar"))
    for name in ("RoundTrip.java", "Dates.java"):
        shutil.copy(TEMPLATES / name, folder)
    for converter in folder.rglob("Converter.java"):
        converter.unlink()
    classes = context.folder("quicktype", "java", "classes")
    compiled = subprocess.run(["javac", "-Xlint:none", "-encoding", "UTF-8", "-d", str(classes), "-cp", classpath,
                               *map(str, sorted(folder.rglob("*.java")))], capture_output=True, text=True)
    run.problems += [f"javac: {line}" for line in compiled.stderr.splitlines()[:8] if compiled.returncode]
    if not compiled.returncode:
        round_trips(context, kinds(context), ["java", "-Dfile.encoding=UTF-8", "-cp", f"{classes}:{classpath}", "RoundTrip"], run.problems, run.counts)
    jackson = debian.upstream(versions["libjackson2-databind-java"])
    return run.row(f"生成 Java，javac 编译，用 Jackson {jackson} 读入正确案例并原样写出",
                   f"generates Java, compiled by javac; the good cases read by Jackson {jackson} and written back the same")


def go(context):
    run = Run(context, "Go")
    tree, versions = debian.unpacked("go")
    folder = context.folder("quicktype", "go")
    home = context.folder("quicktype", "go", "src", "roundtrip")
    imports, cases = [], []
    for schema in kinds(context):
        inner = context.folder("quicktype", "go", "src", "roundtrip", schema.package)
        out = inner / f"{schema.package}.go"
        run.problems += generate(context, "go", schema, out, "--package", schema.package, DATES)
        run.check(schema, re.findall(r"^type (\w+)", out.read_text(encoding="utf-8"), re.M))
        imports.append(f'\t"roundtrip/{schema.package}"')
        cases += [f'\tcase "{schema.kind}":', f"\t\tvalue, err := {schema.package}.Unmarshal{schema.title}(document)",
                  "\t\tif err != nil {", "\t\t\treturn nil, err", "\t\t}", "\t\treturn value.Marshal()"]
    if tree is None:
        return context.skipped(run.client, "没有 Go 编译器", f"no Go compiler: {versions}")
    main = (TEMPLATES / "roundtrip.go").read_text(encoding="utf-8")
    (home / "main.go").write_text(main.replace("//IMPORTS", "\n".join(imports)).replace("//KINDS", "\n".join(cases)), encoding="utf-8")
    environment = debian.environment("go") | {"GOPATH": str(folder)}
    compiler = tree / "usr/lib/go-1.19/bin/go"
    for command in (["vet", "./..."], ["build", "-o", "round-trip", "."]):
        ran = subprocess.run([str(compiler), *command], cwd=home, env=environment, capture_output=True, text=True)
        run.problems += [f"go {command[0]}: {line}" for line in ran.stderr.splitlines()[:8] if ran.returncode]
    if not run.problems:
        round_trips(context, kinds(context), [home / "round-trip"], run.problems, run.counts, lossy=True)
        if run.counts.get("emptyListsLost"):
            run.notes.append(NOTE_LISTS)
        else:
            run.problems.append("quicktype.py: Go no longer loses empty lists; remove the exception")
    compiler = debian.upstream(versions["golang-1.19-go"])
    return run.row(f"生成 Go，go {compiler} 编译，读入正确案例并原样写出",
                   f"generates Go, compiled by go {compiler}; the good cases read and written back the same")


def csharp(context):
    run = Run(context, "C#")
    tree, versions = debian.unpacked("csharp")
    folder = context.folder("quicktype", "csharp")
    for schema in kinds(context):
        out = folder / f"{schema.kind}.cs"
        # Mono's compiler knows C# 7 and no System.Text.Json; the names are the same with either framework.
        run.problems += generate(context, "csharp", schema, out, "--namespace", f"Generated.{schema.package}", "--framework", "NewtonSoft",
                                 "--csharp-version", "6", "--array-type", "list", DATES)
        text = out.read_text(encoding="utf-8")
        run.check(schema, sorted(set(re.findall(r"^    public (?:static )?(?:partial )?(?:class|enum|struct) (\w+)", text, re.M))))
    if tree is None:
        return context.skipped(run.client, "没有 C# 编译器", f"no C# compiler: {versions}")
    environment = debian.environment("csharp")
    mono = str(tree / "usr/bin/mono-sgen")
    library = next((tree / "usr/lib/cli/Newtonsoft.Json-5.0").glob("*.dll"))
    compiled = subprocess.run([mono, str(tree / "usr/lib/mono/4.5/mcs.exe"), "-out:RoundTrip.exe", "-codepage:utf8", "-nowarn:1591", f"-r:{library}",
                               str(TEMPLATES / "roundtrip.cs"), *(f"{schema.kind}.cs" for schema in kinds(context))],
                              cwd=folder, env=environment, capture_output=True, text=True)
    errors = [line for line in (compiled.stdout + compiled.stderr).splitlines() if "error" in line]
    run.problems += [f"mcs: {line}" for line in errors[:8]]
    if not run.problems:
        round_trips(context, kinds(context), [mono, folder / "RoundTrip.exe"], run.problems, run.counts, env=environment)
    newtonsoft = debian.upstream(versions["libnewtonsoft-json5.0-cil"])
    compiler = debian.upstream(versions["mono-mcs"])
    return run.row(f"生成 C#（Newtonsoft.Json），Mono {compiler} 的 mcs 编译，用 Newtonsoft.Json {newtonsoft} 读入正确案例并写出",
                   f"generates C# (Newtonsoft.Json), compiled by mcs of Mono {compiler}; the good cases read by Newtonsoft.Json {newtonsoft} and written back")


def area(context):
    return [language(context) for language in (typescript, java, go, csharp)]
