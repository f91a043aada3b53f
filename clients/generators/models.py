"""datamodel-code-generator, then pydantic: loads what the schema accepts, refuses what the schema refuses."""

import importlib.util
import json
import re
import subprocess
import sys
import warnings
from importlib.metadata import version

from pydantic import ValidationError

from names import Names
from published import shared_corpus

# Without these, pydantic reads dates its own way, takes null for an absent member, and numbers for texts.
OPTIONS = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel", "--use-title-as-name",
           "--field-constraints", "--use-annotated", "--strict-types", "str", "int", "float", "bool", "--type-mappings", "string+date=string",
           "--use-missing-sentinel", "--target-pydantic-version", "2.14", "--target-python-version", "3.11", "--disable-timestamp",
           "--formatters", "builtin"]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def with_integers(value):
    """The same document with 1000 for 1000.0."""
    if isinstance(value, dict):
        return {name: with_integers(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_integers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def with_whole_floats(context):
    """The good cases that have integers, with every integer written as a float; the schema accepts them as before."""
    def floats(value):
        if isinstance(value, dict):
            return {name: value[name] if name == "extensions" else floats(value[name]) for name in value}
        if isinstance(value, list):
            return [floats(item) for item in value]
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    for entry in context.corpus:
        document = floats(entry["document"])
        if entry["expect"] and json.dumps(document) != json.dumps(entry["document"]) and entry["id"].startswith("case/"):
            if not context.validators[entry["kind"]].is_valid(document):
                raise SystemExit(f"{entry['id']}: the schema refuses whole floats")
            yield entry | {"id": f"{entry['id']} with whole floats", "document": document}


WHOLE_FLOATS = {"zh": "写成 1000.0 的整数，模式接受，生成的模型不接受", "en": "an integer written as 1000.0 is accepted by the schema and refused by the models"}


def area(context):
    names, problems, notes = Names("datamodel-code-generator"), [], []
    counts = dict.fromkeys(("schemas", "accepted", "refused", "roundTrips", "furtherAccepted", "furtherRefused"), 0)
    models = {}
    for schema in context.schemas:
        path = context.folder("models") / f"generated_{schema.kind}.py"
        made = subprocess.run([sys.executable, "-m", "datamodel_code_generator", "--input", str(schema.file), "--output", str(path), *OPTIONS],
                              capture_output=True, text=True)
        if made.returncode:
            problems.append(f"{schema.file.name}: {made.stderr.strip()[-400:]}")
            continue
        names.check(schema, re.findall(r"^(?:class |type |(?=\w+(?:: TypeAlias)? = ))(\w+)", path.read_text(encoding="utf-8"), re.M))
        context.sabotage("models", path.parent)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            models[schema.kind] = getattr(load(path.stem, path), schema.title)
        counts["schemas"] += 1

    def reads(model, document):
        try:
            model.model_validate(document)
        except ValidationError:
            return False
        return True

    def verdict(kind, document):
        """Whether pydantic accepts the document, the same as Python values and as text; the document it writes."""
        model = models[kind]
        text = json.dumps(document, ensure_ascii=False)
        accepted, written = [], None
        for read, value in ((model.model_validate, document), (model.model_validate_json, text)):
            try:
                written = json.loads(read(value).model_dump_json(by_alias=True, exclude_unset=True))
                accepted.append(True)
            except ValidationError:
                accepted.append(reads(model, with_integers(document)))
                if accepted[-1] and WHOLE_FLOATS not in notes:
                    notes.append(WHOLE_FLOATS)
        return (accepted[0] if accepted[0] == accepted[1] else None), written

    def judge(line, accepted, refused):
        for kind in (line["kind"], "tongbiao"):
            if kind not in models:
                continue
            verdict_, written = verdict(kind, line["document"])
            if verdict_ is None:
                problems.append(f"{line['id']}: pydantic reads values and text differently")
            elif verdict_ != line["expect"]:
                problems.append(f"{line['id']}: {kind}: the schema says {line['expect']}, pydantic {verdict_}")
            elif verdict_:
                counts[accepted] += 1
                if written is not None and written != line["document"]:
                    problems.append(f"{line['id']}: {kind}: pydantic writes another document than it read")
                counts["roundTrips"] += written is not None
            else:
                counts[refused] += 1

    for line in context.corpus:
        judge(line, "accepted", "refused")
    for line in with_whole_floats(context):
        judge(line, "accepted", "refused")
    if WHOLE_FLOATS not in notes:
        problems.append("models.py: pydantic takes whole floats for integers now; remove the exception")
    for line in shared_corpus(context.schemas):
        judge(line, "furtherAccepted", "furtherRefused")
    problems += names.finish()
    counts["names"] = names.checked
    if not counts["furtherAccepted"] + counts["furtherRefused"]:
        del counts["furtherAccepted"], counts["furtherRefused"]
    return [context.row(
        "datamodel-code-generator", version("datamodel-code-generator"), "PyPI",
        {"zh": f"生成 pydantic {version('pydantic')} 模型，读入全部正确案例并原样写出，模式拒绝的损坏案例也全部拒绝",
         "en": f"generates pydantic {version('pydantic')} models, which load every good case and write it back the same, "
               "and refuse every damaged twin that the schema refuses"},
        counts, problems, names.notes() + notes)]
