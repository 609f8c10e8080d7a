# SPDX-License-Identifier: Apache-2.0
"""Runs commands through bench_measure and keeps what it saw."""
import dataclasses
import json
import os
import statistics
import subprocess


@dataclasses.dataclass
class Contestant:
    """One command to time. `exits` are the codes that mean it did its work."""
    name: str
    command: list[str]
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    exits: tuple[int, ...] = (0,)
    folder: str = "."
    timeout: int = 0  # seconds; 0: the bench's own
    runs: list[dict] = dataclasses.field(default_factory=list)

    def median(self, key: str) -> float:
        return statistics.median(run[key] for run in self.runs)

    def best(self, key: str) -> float:
        return min(run[key] for run in self.runs)

    def cpu(self) -> float:
        return statistics.median(
            run["user"] + run["system"] for run in self.runs)

    def trouble(self) -> str:
        """Why the figures mean nothing, or ''."""
        for run in self.runs:
            if run["late"]:
                return f"stopped after {run['wall']:.0f} s"
            if run["signal"]:
                return f"killed by signal {run['signal']}"
            if run["exit"] not in self.exits:
                return f"exit code {run['exit']}"
        return "" if self.runs else "did not start"


class Measurer:
    def __init__(self, program: str, timeout: int):
        self.program = program
        self.timeout = timeout

    def run(self, contestant: Contestant, runs: int = 1) -> None:
        """Adds `runs` runs, one after the other."""
        command = [self.program, "--runs", str(runs), "--timeout",
                   str(contestant.timeout or self.timeout), "--in",
                   contestant.folder, "--",
                   *contestant.command]
        done = subprocess.run(command, capture_output=True, text=True,
                              env={**os.environ, **contestant.environment})
        for line in done.stdout.splitlines():
            contestant.runs.append(json.loads(line))

    def interleave(self, contestants: list[Contestant], rounds: int,
                   patience: float = 20.0) -> None:
        """Each contestant once a round, so that a slow minute of the machine
        hits all of them. Who takes longer than `patience` seconds, or fails,
        runs in the first round alone."""
        for _ in range(rounds):
            for contestant in contestants:
                tired = contestant.runs and (
                    contestant.trouble() or
                    contestant.runs[0]["wall"] > patience)
                if not tired:
                    self.run(contestant)
