# SPDX-License-Identifier: Apache-2.0
"""Several actions in one ALTER TABLE, chosen by chance.

The words of an action that another must not share keep most combinations from
being refused; one in four ("free") is put together without that, so that
actions meet on one column.
"""
import dataclasses
import itertools
import random
import re

SEED = 20260101
COUNT = 80
_SHARED = re.compile(r"\b(a|b|c|d|e|n|v|x|g|checked|proved|pending|t_\w+|"
                     r"PRIMARY|TRIGGER)\b")
_HEAD = "ALTER TABLE t "


@dataclasses.dataclass
class World:
    name: str
    setup: str
    actions: list
    before: str = ""


def _actions(chooser, pool, free):
    actions, used = [], set()
    wanted = chooser.choice((2, 2, 3, 4))
    while len(actions) < wanted:
        action = chooser.choice(pool)
        words = set(_SHARED.findall(action))
        if not free and (words & used or
                         ("ADD PRIMARY" in action and actions)):
            continue
        if action in actions:
            continue
        used |= words
        actions.append(action)
    return actions


def cases(make, worlds, count, seed):
    """`count` cases; the worlds take turns, the first as often as all
    others."""
    chooser = random.Random(seed)
    for number in range(count):
        others = len(worlds) - 1
        at = 0 if number % 2 == 0 or not others else number // 2 % others + 1
        world = worlds[at]
        actions = _actions(chooser, world.actions, chooser.random() < 0.25)
        yield make(f"{world.name}/random/{seed}/{number}", world.setup,
                   _HEAD + ", ".join(actions), before=world.before)


def split(sql):
    """The actions of a case."""
    parts, depth, start = [], 0, len(_HEAD)
    for at, char in enumerate(sql):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(sql[start:at].strip())
            start = at + 1
    return parts + [sql[start:].strip()]


def smaller(case):
    """The case with fewer actions, in each way, the smallest first."""
    actions = split(case.sql)
    for count in range(1, len(actions)):
        for some in itertools.combinations(actions, count):
            yield dataclasses.replace(
                case, name=f"{case.name}/{len(some)}",
                sql=_HEAD + ", ".join(some))
