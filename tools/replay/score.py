# SPDX-License-Identifier: Apache-2.0
"""Recall and precision of findings against what the server did."""
import collections
import dataclasses

from replay.replay import HAZARDS, JUDGED, Label

CLAIMS = ("error", "warning")


@dataclasses.dataclass
class Score:
    """Each statement counts once for recall, each finding for precision."""
    hits: int = 0
    misses: list = dataclasses.field(default_factory=list)
    true: int = 0
    false: list = dataclasses.field(default_factory=list)
    unjudged: int = 0  # findings of statements that did not run
    held: int = 0
    held_found: int = 0
    fails: int = 0
    fails_found: int = 0

    def add(self, other):
        for field in dataclasses.fields(self):
            mine = getattr(self, field.name)
            setattr(self, field.name, mine + getattr(other, field.name))

    @property
    def recall(self):
        return _percent(self.hits, len(self.misses))

    @property
    def precision(self):
        return _percent(self.true, len(self.false))


def _percent(good, bad):
    return 100.0 * good / (good + bad) if good + bad else None


def score(history, findings):
    """Of the findings that claim a long block, at error or warning level."""
    result = Score()
    claimed = collections.defaultdict(list)
    any_claim = set()
    for finding in findings:
        if finding.severity not in CLAIMS:
            continue
        statement = history.statement_at(finding.path, finding.offset)
        if statement is None:
            continue
        any_claim.add((finding.path, statement.begin))
        if finding.kind == "lock":
            claimed[finding.path, statement.begin].append(finding)
    for migration in history.migrations:
        for statement in migration.statements:
            where = (migration.path, statement.begin)
            _count(result, migration.path, statement, claimed.get(where, []),
                   where in any_claim)
    return result


def _count(result, path, statement, claims, any_claim):
    label = statement.label
    if label in HAZARDS:
        if claims:
            result.hits += 1
        else:
            result.misses.append((path, statement))
    if label is Label.HELD:
        result.held += 1
        result.held_found += any_claim
    if label is Label.FAILS:
        result.fails += 1
        result.fails_found += any_claim
    for finding in claims:
        if label not in JUDGED:
            result.unjudged += 1
        elif label in HAZARDS or label is Label.HELD:
            result.true += 1
        else:
            result.false.append((finding, statement))


def labels(history):
    return collections.Counter(
        statement.label for migration in history.migrations
        for statement in migration.statements)
