# SPDX-License-Identifier: Apache-2.0
"""Other checkers of the same files, from the package registries.

Installed below build/deps/peers, only when missing; one that cannot be had is
left out and named."""
import os
import pathlib
import shutil
import subprocess
import sys

from harness.measure import Contestant
from harness.inputs import InputSet

SQUAWK = "2.66.0"
ACTIONLINT = "1.7.12"
ZIZMOR = "1.32.0"


class Peers:
    def __init__(self, home: pathlib.Path):
        self.home = home
        self.missing: dict[str, str] = {}
        self.squawk = self._have("squawk", self._find_squawk, [
            ["npm", "install", "--silent", "--no-fund", "--no-audit",
             "--prefix", str(home / "squawk"), f"squawk-cli@{SQUAWK}"]])
        self.actionlint = self._have("actionlint", self._find_actionlint, [
            ["go", "install", "github.com/rhysd/actionlint/cmd/actionlint@v"
             + ACTIONLINT]], {"GOBIN": str(home / "go")})
        self.zizmor = self._have("zizmor", self._find_zizmor, [
            [sys.executable, "-m", "venv", str(home / "py")],
            [str(home / "py/bin/pip"), "install", "--quiet",
             f"zizmor=={ZIZMOR}"]])

    def versions(self) -> dict[str, list[str]]:
        found = {"squawk": self.squawk, "actionlint": self.actionlint,
                 "zizmor": self.zizmor}
        return {name: [path, "--version"] for name, path in found.items()
                if path}

    def contestants(self, each: InputSet) -> list[Contestant]:
        """Each peer with one thread and with its default."""
        made = []
        folder = str(each.folder)
        if each.has_sql and self.squawk:
            command = [self.squawk, "**/*.sql"]
            made += [
                Contestant("squawk, 1 thread", command,
                           {"RAYON_NUM_THREADS": "1"}, (0, 1), folder),
                Contestant("squawk", command, {}, (0, 1), folder)]
        if each.has_workflows and self.actionlint:
            files = sorted(
                path for path in (each.folder / ".github/workflows").iterdir()
                if path.suffix in (".yml", ".yaml"))
            command = [self.actionlint, "-shellcheck=", "-pyflakes=",
                       *(str(path.relative_to(folder)) for path in files)]
            made += [
                Contestant("actionlint, 1 thread", command,
                           {"GOMAXPROCS": "1"}, (0, 1), folder),
                Contestant("actionlint", command, {}, (0, 1), folder)]
        if each.has_workflows and self.zizmor:
            command = [self.zizmor, "--offline", "--no-progress",
                       "--collect=all", "."]
            made += [
                Contestant("zizmor, 1 thread", command,
                           {"RAYON_NUM_THREADS": "1",
                            "TOKIO_WORKER_THREADS": "1"},
                           (0, 11, 12, 13, 14), folder),
                Contestant("zizmor", command, {}, (0, 11, 12, 13, 14),
                           folder)]
        return made

    def starts(self, folder: pathlib.Path) -> list[Contestant]:
        made = []
        workflow = ".github/workflows/ci.yml"
        if self.squawk:
            made.append(Contestant(
                "squawk, one file",
                [self.squawk, "migrations/0001_orders.sql"],
                {}, (0, 1), str(folder)))
        if self.actionlint:
            made.append(Contestant(
                "actionlint, one file",
                [self.actionlint, "-shellcheck=", "-pyflakes=", workflow],
                {}, (0, 1), str(folder)))
        if self.zizmor:
            made.append(Contestant(
                "zizmor, one file",
                [self.zizmor, "--offline", "--no-progress", workflow],
                {}, (0, 11, 12, 13, 14), str(folder)))
        return made

    def _have(self, name, find, commands, environment=None) -> str:
        """The program's path, after installing it when need be, or ''."""
        found = find()
        if found:
            return found
        self.home.mkdir(parents=True, exist_ok=True)
        for command in commands:
            if not shutil.which(command[0]):
                self.missing[name] = f"needs {command[0]}"
                return ""
            done = subprocess.run(command, capture_output=True, text=True,
                                  env={**os.environ, **(environment or {})})
            if done.returncode != 0:
                lines = done.stderr.strip().splitlines() or ["no reason given"]
                self.missing[name] = lines[-1]
                return ""
        found = find()
        if not found:
            self.missing[name] = "installed, but its program is not there"
        return found

    def _find_squawk(self) -> str:
        # The program itself: its wrapper's start would be node's.
        pattern = "squawk/node_modules/@squawk-cli/*/bin/squawk"
        return next((str(path) for path in self.home.glob(pattern)), "")

    def _find_actionlint(self) -> str:
        path = self.home / "go/actionlint"
        return str(path) if path.exists() else ""

    def _find_zizmor(self) -> str:
        path = self.home / "py/bin/zizmor"
        return str(path) if path.exists() else ""
