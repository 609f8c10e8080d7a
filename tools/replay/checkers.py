# SPDX-License-Identifier: Apache-2.0
"""Findings of interlock and of squawk, each with the place it points at."""
import collections
import dataclasses
import json
import os
import pathlib
import subprocess

# Rules of squawk that say: this statement blocks a table for long.
SQUAWK_HAZARDS = {
    "adding-field-with-default", "adding-foreign-key-constraint",
    "adding-not-nullable-field", "adding-required-field",
    "adding-serial-primary-key-field", "ban-alter-domain-with-add-constraint",
    "changing-column-type", "constraint-missing-not-valid",
    "disallowed-unique-constraint", "require-concurrent-index-creation",
    "require-concurrent-index-deletion", "require-concurrent-partition-detach",
    "require-concurrent-reindex"}
# Classes of interlock's rules by tag, the first that fits; a rule without any
# of them claims no block.
CLASSES = ("timeout", "failure", "lock", "destructive", "compatibility",
           "transaction", "correctness")


@dataclasses.dataclass
class Finding:
    path: str
    offset: int  # in bytes
    line: int
    rule: str
    severity: str
    kind: str    # one of CLASSES, or "other"; "lock" claims a long block


def of_interlock(program, folder, pg):
    program = os.path.abspath(program)
    tags = {rule["id"]: rule["tags"] for rule in json.loads(subprocess.run(
        [program, "rules", "--json"], stdout=subprocess.PIPE,
        check=True).stdout)["rules"]}
    done = subprocess.run(
        [program, "check", "-o", "json", "--no-config", "--pg-version",
         str(pg), "."], cwd=folder, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1, 4):
        raise SystemExit(f"replay_score: interlock check exits with "
                         f"{done.returncode} in {folder}")
    return [Finding(one["path"], one["byte_begin"], one["line"], one["rule"],
                    one["severity"], _class(tags.get(one["rule"], [])))
            for one in json.loads(done.stdout)["findings"]
            if "suppressed" not in one]


def _class(tags):
    return next((name for name in CLASSES if name in tags), "other")


class Lines:
    """Where each line of a folder's files begins."""
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.starts = {}

    def offset(self, path, line, column):
        if path not in self.starts:
            text = (self.folder / path).read_bytes()
            self.starts[path] = [0] + [
                at + 1 for at, byte in enumerate(text) if byte == 10]
        starts = self.starts[path]
        return starts[min(line, len(starts) - 1)] + column


def of_squawk(program, folder, paths, pg, arguments=()):
    """All lines and columns of squawk count from 0."""
    lines, found = Lines(folder), []
    for start in range(0, len(paths), 500):
        done = subprocess.run(
            [program, "--reporter", "json", "--pg-version", f"{pg}.0",
             *arguments, *paths[start:start + 500]], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"replay_score: squawk exits with "
                             f"{done.returncode} in {folder}")
        for one in json.loads(done.stdout or "[]"):
            rule = one["rule_name"]
            found.append(Finding(
                one["file"], lines.offset(one["file"], one["line"],
                                          one["column"]),
                one["line"] + 1, rule, one["level"].lower(),
                "lock" if rule in SQUAWK_HAZARDS else "other"))
    return found


def count(findings):
    return collections.Counter((one.rule, one.severity) for one in findings)
