# SPDX-License-Identifier: Apache-2.0
"""Migration histories as interlock itself reads them."""
import bisect
import dataclasses
import json
import os
import pathlib
import subprocess


@dataclasses.dataclass
class Statement:
    """One statement that goes up. Offsets are bytes of its file."""
    begin: int
    end: int
    transaction: int | None  # equal numbers of a file share one
    line: int
    text: str
    kinds: frozenset  # of its ops, such as "AddColumn"
    refused: bool     # in a transaction
    label: "object" = None


@dataclasses.dataclass
class Migration:
    path: str
    statements: list


@dataclasses.dataclass
class History:
    framework: str
    folder: str
    migrations: list

    def statement_at(self, path, offset):
        """The statement of the file that the byte stands in, or follows."""
        for migration in self.migrations:
            if migration.path != path:
                continue
            at = bisect.bisect_right(migration.statements, offset,
                                     key=lambda one: one.begin) - 1
            return migration.statements[at] if at >= 0 else None
        return None


def read(program, folder, pg, least=2):
    """The histories of at least `least` files below the folder."""
    done = subprocess.run(
        [os.path.abspath(program), "facts", "--effects", "--no-config", "--pg-version",
         str(pg), "."], cwd=folder, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 4):
        raise SystemExit(f"replay_score: interlock facts exits with "
                         f"{done.returncode} in {folder}")
    facts = json.loads(done.stdout)
    found = [_history(one, pathlib.Path(folder))
             for one in facts["histories"]]
    return [one for one in found if len(one.migrations) >= least]


def _history(facts, folder):
    return History(facts["framework"], facts["folder"],
                   [_migration(one, folder) for one in facts["migrations"]
                    if one["statements"]])


def _migration(facts, folder):
    text = (folder / facts["path"]).read_bytes()
    ends = [at for at, byte in enumerate(text) if byte == 10]
    ops = {}
    for one in facts["ops"]:
        ops.setdefault(one["statement"], []).append(one)
    statements = []
    for one in facts["statements"]:
        mine = ops.get(one["statement"], [])
        begin, end = one["begin"], one["end"]
        statements.append(Statement(
            begin, end, one["transaction"],
            bisect.bisect_left(ends, begin) + 1,
            text[begin:end].decode(errors="replace"),
            frozenset(op["kind"] for op in mine),
            any(op["effects"]["refused_in_transaction"] for op in mine)))
    return Migration(facts["path"], statements)
