"""Runs the pages in docs/partners: fenced blocks with a file name are written, `sh` blocks are run, and their output must equal the `text`
block that follows. `sh install` is not run; its versions must be those of our manifests. A block that is not executed says so."""

import os
import re
import shlex
import shutil
import subprocess
import json
from pathlib import Path

import debian
import published
from published import CLIENTS, ROOT

PAGES = ROOT / "docs" / "partners"
BLOCK = re.compile(r"^```(\S+)(?: ([^\n]*))?\n(.*?)^```$", re.M | re.S)
NOT_EXECUTED = "此处未执行。Not executed here."

# What a page needs beside the tool; without it the page is left out.
NEEDS = {"javascript": ["node"], "java": ["node", "javac", "java", "wiremock"], "go": ["node", "go", "go-validator"],
         "csharp": ["node", "csharp", "nswag"], "php": ["php", "php-validator"], "quicktype": ["node"]}


def tool():
    """The command-line tool of this tree."""
    if given := os.environ.get("TONGBIAO"):
        return Path(given)
    built = subprocess.run(["cargo", "build", "--quiet", "--package", "tongbiao-cli", "--message-format", "json"],
                           cwd=ROOT, capture_output=True, text=True)
    for line in built.stdout.splitlines():
        if executable := json.loads(line).get("executable"):
            return Path(executable)
    raise SystemExit(f"the tool does not build: {built.stderr[-400:]}")


def commands(folder, context):
    """Programs under the names by which the pages call them."""
    def command(name, text):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)

    tree = debian.TREE
    command("tongbiao", f'exec "{tool()}" "$@"')
    if context.node:
        command("node", f'exec "{context.node}" "$@"')
        command("npx", f'name=$1; shift; exec "{context.node}" "{CLIENTS}/node_modules/.bin/$name" "$@"')
    python = os.environ["PYTHON"]
    command("python", f'exec "{python}" "$@"')
    command("datamodel-codegen", f'exec "{python}" -m datamodel_code_generator "$@"')
    exports = {name: " ".join(f'{key}="{value}"' for key, value in debian.environment(name).items() if os.environ.get(key) != value)
               for name in ("go", "csharp")}
    command("go", f'modules=${{GO111MODULE:-on}}\n{exports["go"]} GO111MODULE=$modules exec "{tree}/usr/lib/go-1.19/bin/go" "$@"')
    # What a page adds comes before what the machine has.
    given = 'MONO_PATH="${MONO_PATH:+$MONO_PATH:}'
    command("mono", f'{exports["csharp"].replace(given[:11], given)} exec "{tree}/usr/bin/mono-sgen" "$@"')
    command("mcs", f'exec "{folder}/mono" "{tree}/usr/lib/mono/4.5/mcs.exe" "$@"')
    if debian.unpacked("php")[0]:
        command("php", f'LD_LIBRARY_PATH="{debian.environment("php")["LD_LIBRARY_PATH"]}" exec {shlex.join(debian.php())} "$@"')


def lacking(page, context):
    for need in NEEDS.get(page, []):
        if need == "node" and not context.node or need in ("javac", "java") and not shutil.which(need):
            return need
        if need in ("wiremock", "nswag") and not (CLIENTS / "node_modules" / need).exists():
            return need
        if need in debian.SETS and debian.unpacked(need)[0] is None:
            return need
    return None


def prepare(folder, page, context):
    """The documents that the pages speak of."""
    shutil.copytree(published.SCHEMAS, folder / "schemas")
    shutil.copy(published.CASES / "a-heart-surgery" / "application.json", folder)
    shutil.copy(published.CASES / "programmes" / "angel-sunshine-heart.json", folder / "programme.json")
    twins = dict(published.damaged_twins())
    (folder / "damaged.json").write_text(twins["receipt.payers-total"], encoding="utf-8")
    misspelt = published.read(folder / "application.json")
    misspelt["receipts"][0]["totalAmmount"] = misspelt["receipts"][0].pop("totalAmount")
    (folder / "misspelt.json").write_text(published.written(misspelt), encoding="utf-8")
    broken = published.read(folder / "application.json")
    broken["receipts"][0]["totalAmount"] += "\n"
    (folder / "line-break.json").write_text(published.written(broken), encoding="utf-8")
    if context.node:
        (folder / "node_modules").symlink_to(CLIENTS / "node_modules")
        (folder / "package.json").write_text('{"type": "module"}\n')
    (folder / "lib").mkdir()
    modules = CLIENTS / "node_modules"
    libraries = {"java": [*debian.TREE.glob("usr/share/java/jackson-[acd]*[a-z].jar"), *modules.glob("wiremock/build/*.jar")],
                 "csharp": debian.TREE.glob("usr/lib/cli/Newtonsoft.Json-5.0/*.dll")}
    for library in libraries.get(page, []):
        (folder / "lib" / library.name).symlink_to(library)
    if page == "csharp":
        (folder / "validator").symlink_to(modules / "nswag" / "bin" / "binaries" / "Win")


def pinned():
    """Every version that our manifests pin."""
    npm = json.loads((CLIENTS / "package.json").read_text())["dependencies"].items()
    pip = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (CLIENTS / "requirements.txt").read_text(), re.M)
    return {f"{name}@{version}" for name, version in npm} | {f"{name}=={version}" for name, version in pip}


def shown(page, name):
    """The text of a file that a page shows."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    return next(block.group(3) for block in BLOCK.finditer(text) if block.group(2) == name)


def area(context):
    problems, counts = [], {"pages": 0, "commands": 0, "files": 0, "notExecuted": 0}
    versions = pinned()
    bin_ = context.folder("snippets", "bin")
    commands(bin_, context)
    left = []
    for path in sorted(PAGES.glob("*.md")):
        page = path.stem
        if why := lacking(page, context):
            context.skipped(f"docs/partners/{path.name}", f"没有 {why}", f"there is no {why}")
            left.append(path.name)
            continue
        folder = context.folder("snippets", page)
        prepare(folder, page, context)
        text = path.read_text(encoding="utf-8")
        blocks = list(BLOCK.finditer(text))
        environment = dict(os.environ, PATH=f"{bin_}:{os.environ['PATH']}", LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
        for index, block in enumerate(blocks):
            language, info, body = block.group(1), block.group(2) or "", block.group(3)
            place = f"docs/partners/{path.name}:{text.count(chr(10), 0, block.start()) + 1}"
            if info.endswith("not-executed"):
                counts["notExecuted"] += 1
                if not text[:block.start()].rstrip().endswith(NOT_EXECUTED):
                    problems.append(f"{place}: is not executed and does not say so")
            elif language == "sh" and info == "install":
                named = set(re.findall(r"[a-z][\w-]*(?:@|==)[\d.]+", body))
                problems += [f"{place}: {name} is not what our manifests pin" for name in sorted(named - versions)]
            elif language == "sh":
                ran = subprocess.run(["bash", "-euo", "pipefail", "-c", body], cwd=folder, env=environment, capture_output=True, text=True)
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                expected = following.group(3) if following and following.group(1) == "text" else ""
                counts["commands"] += 1
                if ran.returncode:
                    problems.append(f"{place}: exit code {ran.returncode}: {(ran.stderr or ran.stdout).strip()[-600:]}")
                elif ran.stdout != expected:
                    problems.append(f"{place}: prints\n{ran.stdout}instead of\n{expected}")
            elif language != "text":
                counts["files"] += 1
                (folder / info).write_text(body, encoding="utf-8")
    counts["pages"] = len(list(PAGES.glob("*.md"))) - len(left)
    notes = [{"zh": f"缺少工具，未执行：{', '.join(left)}", "en": f"not executed because a tool is missing: {', '.join(left)}"}] if left else []
    return [context.row("docs/partners", published.read(published.SCHEMAS / "index.json")["standard"], "",
                        {"zh": "执行合作方页面中的全部命令，并比较输出", "en": "runs all commands of the pages for partners and compares their output"},
                        counts, problems, notes)]
