#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/workflow-hazards.md is complete: each check of another tool has a row
with a rule or a reason, each rule of the packs but migration, syntax and meta
stands there, each rule named exists.

workflow_hazards_test.py SOURCE-FOLDER
"""
import pathlib
import re
import sys

# How many checks each section lists at least.
SECTIONS = {
    "actionlint": 46,
    "zizmor": 41,
    "ghalint": 14,
    "poutine": 13,
    "octoscan": 17,
    "scorecard": 20,
    "allstar, legitify, safe-settings": 13,
    "ci-truth-serum": 41,
    "Ours alone": 4,
    "Release configs": 16,
    "Around a release": 40,
    "Vulnerability exceptions": 13,
}
PACKS = ("workflow", "protection", "config", "governance", "exceptions")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]*) \|(.*)\|$", re.M)
LINK = re.compile(r"\[([a-z0-9-]+)\]\(rules/([a-z0-9-]+)\.md\)")
HEADS = ("check", "---")


def ids_of(folder):
    found = set()
    for path in folder.rglob("*.cc"):
        found |= set(re.findall(r'\.id = "([a-z0-9-]+)"', path.read_text()))
    return found


def sections_of(text):
    parts = re.split(r"^## (.+)\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def section_problems(title, least, text):
    rows = [row for row in ROW.findall(text) if row[0] not in HEADS]
    names = [row[0].strip() for row in rows]
    if len(names) < least:
        yield f"{title}: {len(names)} rows, expected at least {least}"
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"{title}: '{name}' stands there {names.count(name)} times"
    for name, rules, remark in rows:
        if not LINK.search(rules) and not remark.strip():
            yield f"{title}: '{name.strip()}' has neither rule nor reason"


def problems_of(root, text):
    sections = sections_of(text)
    for title, least in SECTIONS.items():
        yield from section_problems(title, least, sections.get(title, ""))
    every = ids_of(root / "rules")
    named = set()
    for shown, page in LINK.findall(text):
        named.add(shown)
        if shown != page:
            yield f"'{shown}' links to the page of '{page}'"
        elif shown not in every:
            yield f"'{shown}' is no rule"
    for pack in PACKS:
        for rule in sorted(ids_of(root / "rules" / pack) - named):
            yield (f"rule '{rule}' is in no row: add it to "
                   "docs/workflow-hazards.md")


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "docs" / "workflow-hazards.md").read_text()
    found = list(problems_of(root, text))
    # The check itself can fail: it misses what is taken away.
    spoilt = re.sub(r"^\| typosquat-uses .*\n", "", text, flags=re.M)
    spoilt = spoilt.replace("[script-injection]", "[script-injected]")
    missed = "\n".join(problems_of(root, spoilt))
    for wanted in ("zizmor: 40 rows, expected at least 41",
                   "'script-injected' links",
                   "rule 'script-injection' is in no row"):
        if wanted not in missed:
            found.append(f"the check does not see: {wanted}")
    for problem in found:
        print(problem)
    print(f"{len(found)} problems" if found else "workflow hazards: ok")
    sys.exit(1 if found else 0)


main()
