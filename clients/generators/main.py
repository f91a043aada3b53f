"""Runs the generators and writes their rows. Usage: main.py OUT [AREA…]"""

import json
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import published


class Context:
    """What every generator is given: the schemas, the cases, a folder to work in."""

    def __init__(self, work):
        self.work = Path(work)
        self.node = os.environ.get("NODE", "")
        self.schemas = published.schemas()
        self.good = list(published.good_cases())
        self.validators = published.validators(self.schemas)
        self.corpus = published.corpus(self.validators)
        self.failed = False

    def folder(self, *names):
        path = self.work.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def sabotage(self, area, folder):
        """Lets `prove` spoil what an area made before it is compiled."""
        if edit := os.environ.get("SABOTAGE_" + area.upper()):
            name, old, new = json.loads(edit)
            for path in folder.glob(name):
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(old, new), encoding="utf-8")

    def row(self, client, version, registry, ran, counts, problems, notes=()):
        for problem in problems[:8]:
            print(f"generators: {client}: {problem}", file=sys.stderr)
        if len(problems) > 8:
            print(f"generators: {client}: and {len(problems) - 8} more", file=sys.stderr)
        self.failed |= bool(problems)
        result = "failed" if problems else "agrees, with deviations" if notes else "agrees"
        notes = list(notes) + [{"zh": problem, "en": problem} for problem in problems[:5]]
        return {"area": "generators", "client": client, "version": version, "registry": registry, "ran": ran,
                "counts": counts, "result": result, "notes": notes}

    def skipped(self, client, zh, en):
        print(f"generators: {client}: {en}", file=sys.stderr)
        return {"area": "generators", "client": client, "skipped": {"zh": zh, "en": en}}


def main(out, only):
    import models
    import quicktype
    import snippets
    import typescript
    import typify

    # The longest first; most of the work is done by other programs.
    areas = {"typify": (typify.area, False), "models": (models.area, False), "typescript": (typescript.area, True),
             "quicktype": (quicktype.area, True), "snippets": (snippets.area, False)}
    rows = []
    keep = os.environ.get("KEEP")
    work = Path(keep or tempfile.mkdtemp(prefix="tongbiao-generators-"))
    try:
        context = Context(work)
        documents = {schema.title for schema in context.schemas if schema.kind != "tongbiao"}
        slips = [f"{schema.file.name}#{slip}" for schema in context.schemas for slip in published.slips(schema, documents)]
        # `clients/run` judges by the rows: titles that are wrong have one.
        if slips:
            rows.append(context.row("titles", published.read(published.SCHEMAS / "index.json")["standard"], "",
                                    {"zh": "模式中的名称", "en": "the names in the schemas"}, {}, slips))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            running = []
            for name, (area, needs_node) in areas.items():
                if only and name not in only:
                    continue
                if needs_node and not context.node:
                    rows.append(context.skipped(name, "没有 Node.js", "there is no Node.js"))
                else:
                    running.append(pool.submit(area, context))
            for area in running:
                rows += area.result()
    finally:
        if not keep:
            shutil.rmtree(work)
    rows.sort(key=lambda row: (row["area"], row["client"]))
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(out, "generators.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if context.failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("usage: run OUT [AREA…]")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
