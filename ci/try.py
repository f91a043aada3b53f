"""Tries the kits for pipelines as their services would, without the services: pre-commit itself, and the steps of the action, of the
GitLab job and of the Gitee pipeline.

Usage: TONGBIAO=FILE python ci/try.py     with the packages of clients/requirements.txt
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TOOL = str(Path(os.environ["TONGBIAO"]).resolve())
GIT = ["git", "-c", "user.name=example", "-c", "user.email=example@example.org", "-c", "init.defaultBranch=main"]
tried = 0


def run(command, folder, expected=0, **variables):
    """Runs a command, and returns what it prints."""
    # A commit hook of git sets variables that would name another repository.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ended = subprocess.run(
        command, cwd=folder, env={**env, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert ended.returncode == expected, f"{command}: {ended.returncode}, expected {expected}\n{ended.stdout}"
    return ended.stdout


def says(what):
    global tried
    tried += 1
    print(f"ci/try: {what}")


def commit(folder):
    run([*GIT, "add", "--all"], folder)
    run([*GIT, "commit", "--quiet", "--allow-empty", "--message", "Add documents"], folder)


def clone_of_this(folder):
    """A repository with the files of this working tree."""
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT).split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    run([*GIT, "init", "--quiet"], folder)
    commit(folder)
    return folder


def project(folder, good=False):
    """A repository of a charity with documents, one of them with an error, and a file that is no document."""
    (folder / "intake").mkdir(parents=True)
    for name in ["receipt-1.json", "receipt-2.json"][1 if good else 0 :]:
        shutil.copy(ROOT / "examples/intake" / name, folder / "intake")
    (folder / "package.json").write_text('{"name": "other"}\n')
    run([*GIT, "init", "--quiet"], folder)
    commit(folder)
    return folder


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / page).read_text(), re.S)


def reports(folder, errors):
    """The reports can be read, and have these errors."""
    read = lambda name: (folder / "tongbiao-reports" / name).read_text()
    sarif = json.loads(read("check.sarif"))["runs"][0]["results"]
    gitlab = json.loads(read("check.gitlab.json"))
    for found in [[r["ruleId"] for r in sarif if r["level"] == "error"], [v["check_name"] for v in gitlab if v["severity"] == "critical"]]:
        assert found == errors, (found, errors)
    assert all(v["location"]["path"].startswith("intake/") for v in gitlab), gitlab
    assert ("<failure" in read("check.junit.xml")) == bool(errors)
    assert read("check.md") and read("check.html").lstrip().lower().startswith("<!doctype html")


def pre_commit(folder, clone):
    run([BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], ROOT)
    config = blocks("docs/ci/pre-commit.md", "yaml")[0]
    assert "https://example.org/tongbiao" in config
    revision = run(["git", "rev-parse", "HEAD"], clone).strip()
    config = config.replace("https://example.org/tongbiao", str(clone)).replace("rev: main", f"rev: {revision}")
    home = {"PRE_COMMIT_HOME": str(folder / "pre-commit"), "TONGBIAO": TOOL}
    for good in [False, True]:
        place = project(folder / f"project-{good}", good)
        (place / ".pre-commit-config.yaml").write_text(config)
        commit(place)
        said = run([BIN / "pre-commit", "run", "--all-files"], place, 0 if good else 1, **home)
        assert good or "error[receipt.capitals-mismatch]" in said, said
        assert "package.json:" not in said, said
    says("pre-commit runs the hooks")


def action(folder):
    run([BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "ci/action.yml"], ROOT)
    [step] = [step for step in yaml.safe_load((ROOT / "ci/action.yml").read_text())["runs"]["steps"] if "run" in step]
    place = project(folder / "action")
    for paths, code, errors in [("", 1, ["receipt.capitals-mismatch"]), ("intake/receipt-2.json\n", 0, [])]:
        values = {"tongbiao": TOOL, "options": "--lang zh", "reports": "tongbiao-reports", "paths": paths}
        given = {}
        for name, value in step["env"].items():
            value = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]], value)
            given[name] = value.replace("${{ github.action_path }}", str(ROOT / "ci"))
        assert not any("${{" in value for value in given.values()), given
        summary = folder / "summary.md"
        summary.write_text("")
        said = run(["bash", "-eo", "pipefail", "-c", step["run"]], place, code, GITHUB_STEP_SUMMARY=str(summary), **given)
        assert ("::error file=intake/receipt-1.json" in said) == bool(errors), said
        assert "receipt-2.json" in summary.read_text()
        reports(place, errors)
    says("the steps of the GitHub action annotate findings and write reports")


def gitlab(folder, clone):
    run([BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ROOT / "ci/gitlab.yml"], ROOT)
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())["tongbiao"]
    place = project(folder / "gitlab")
    given = {**job["variables"], "TONGBIAO_CLONE": str(clone), "TONGBIAO": TOOL}
    # Twice: the second time with the clone that the cache has kept.
    for _ in range(2):
        run(["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])], place, 1, **given)
        reports(place, ["receipt.capitals-mismatch"])
    for report in job["artifacts"]["reports"].values():
        assert (place / report).is_file(), report
    says("the job of GitLab writes its reports")


def gitee(folder, clone):
    [stage] = yaml.safe_load((ROOT / "ci/gitee.yml").read_text())["stages"]
    script = "\n".join(stage["steps"][0]["script"])
    intake = project(folder / "gitee")
    script = script.replace("https://example.org/tongbiao.git", str(clone)).replace("https://example.org/intake.git", f"file://{intake}")
    assert "https://" not in script, script
    home = folder / "home"
    home.mkdir()
    for _ in range(2):
        run(["bash", "-c", script], folder, 1, HOME=str(home), GITEE_BRANCH="main", TONGBIAO=TOOL)
        reports(home / "tongbiao-intake", ["receipt.capitals-mismatch"])
    says("the steps of the Gitee pipeline check the documents")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "clone").mkdir()
        clone = clone_of_this(folder / "clone")
        pre_commit(folder, clone)
        action(folder)
        gitlab(folder, clone)
        gitee(folder, clone)
    print(f"ci/try: {tried} of 4 kits work")


main()
