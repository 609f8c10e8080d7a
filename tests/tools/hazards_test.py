#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/hazards.md is complete: each hazard has a row with a rule or a reason,
each rule of the migration pack stands there, each rule named exists.

hazards_test.py SOURCE-FOLDER
"""
import pathlib
import re
import sys

HAZARDS = 144
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]*) \|(.*)\|$", re.M)
LINK = re.compile(r"\[([a-z0-9-]+)\]\(rules/([a-z0-9-]+)\.md\)")


def ids_of(folder):
    found = set()
    for path in folder.rglob("*.cc"):
        found |= set(re.findall(r'\.id = "([a-z0-9-]+)"', path.read_text()))
    return found


def problems_of(root, text):
    every, pack = ids_of(root / "rules"), ids_of(root / "rules" / "sql")
    if len(pack) < 10:
        yield f"only {len(pack)} rules found below rules/sql"
    numbers = []
    for number, hazard, rules, remark in ROW.findall(text):
        numbers.append(int(number))
        if not LINK.search(rules) and not remark.strip():
            yield f"row {number} ({hazard.strip()}): neither rule nor reason"
    for number in sorted(set(range(1, HAZARDS + 1)) - set(numbers)):
        yield f"row {number} is missing"
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        yield f"row {number} is there {numbers.count(number)} times"
    for number in sorted(n for n in numbers if n > HAZARDS):
        yield f"row {number} is beyond the last"
    named = set()
    for shown, page in LINK.findall(text):
        named.add(shown)
        if shown != page:
            yield f"'{shown}' links to the page of '{page}'"
        elif shown not in every:
            yield f"'{shown}' is no rule"
    for rule in sorted(pack - named):
        yield f"rule '{rule}' is in no row: add it to docs/hazards.md"


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "docs" / "hazards.md").read_text()
    found = list(problems_of(root, text))
    # The check itself can fail: it misses what is taken away.
    spoilt = re.sub(r"^\| 74 .*\n", "", text, flags=re.M)
    spoilt = spoilt.replace("[update-without-where]", "[update-with-where]")
    missed = "\n".join(problems_of(root, spoilt))
    for wanted in ("row 74 is missing", "'update-with-where' links",
                   "rule 'drop-column' is in no row"):
        if wanted not in missed:
            found.append(f"the check does not see: {wanted}")
    for problem in found:
        print(problem)
    print(f"{len(found)} problems" if found else "hazards: ok")
    sys.exit(1 if found else 0)


main()
