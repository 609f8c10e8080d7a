# SPDX-License-Identifier: Apache-2.0
"""The folders that are measured: generated once, or the caller's own."""
import dataclasses
import json
import pathlib
import shutil
import subprocess


@dataclasses.dataclass
class InputSet:
    name: str
    folder: pathlib.Path
    has_sql: bool
    has_workflows: bool
    files: int = 0
    bytes: int = 0
    largest: int = 0
    rejected: int = 0  # by the raw parsers


# name -> (share of --bytes, number of files; 0 is one per migration)
SQL_SETS = {
    "sql, one file": (1.0, 1),
    "sql, 100 files": (1.0, 100),
    "sql, small files": (0.1, 0),
}
WORKFLOWS = "workflows"


class Inputs:
    def __init__(self, programs: pathlib.Path, home: pathlib.Path):
        self.programs = programs
        self.home = home

    def generated(self, size: int, workflows: int,
                  seed: int) -> list[InputSet]:
        sets = []
        for name, (share, files) in SQL_SETS.items():
            folder = self._make("sql", ["--bytes", str(int(size * share)),
                                        "--files", str(files),
                                        "--seed", str(seed)])
            sets.append(InputSet(name, folder, True, False))
        folder = self._make("workflows", ["--files", str(workflows),
                                          "--seed", str(seed)])
        sets.append(InputSet(WORKFLOWS, folder, False, True))
        for each in sets:
            self._weigh(each)
            if each.rejected:
                raise SystemExit(f"bench: the generator wrote {each.rejected} "
                                 f"files that do not parse: {each.folder}")
        return sets

    def given(self, path: str) -> InputSet:
        folder = pathlib.Path(path).resolve()
        if not folder.is_dir():
            raise SystemExit(f"bench: '{path}' is no folder")
        found = InputSet(path, folder,
                         any(folder.rglob("*.sql")),
                         (folder / ".github/workflows").is_dir())
        self._weigh(found)
        if not found.bytes:
            raise SystemExit(f"bench: '{path}' holds no .sql, .yml or .yaml")
        return found

    def one_file(self) -> pathlib.Path:
        """A repository that is one short migration, to time a start."""
        folder = self.home / "start"
        (folder / "migrations").mkdir(parents=True, exist_ok=True)
        (folder / "migrations/0001_orders.sql").write_text(
            "SET lock_timeout = '5s';\n\nCREATE TABLE orders (\n"
            "    id bigint PRIMARY KEY,\n    email text NOT NULL,\n"
            "    created_at timestamptz NOT NULL DEFAULT now()\n);\n\n"
            "CREATE INDEX orders_email ON orders (email);\n")
        workflows = folder / ".github/workflows"
        workflows.mkdir(parents=True, exist_ok=True)
        (workflows / "ci.yml").write_text(
            "name: ci\non: [pull_request]\npermissions: {}\njobs:\n"
            "  test:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n"
            "    steps:\n      - run: make test\n")
        return folder

    def long_history(self, seed: int) -> tuple[pathlib.Path, pathlib.Path]:
        """A repository of at least 1,000 short migrations, and the newest."""
        folder = self._make("sql", ["--bytes", "1400000", "--files", "0",
                                    "--seed", str(seed)])
        return folder, max(folder.rglob("*.sql"))

    def _make(self, kind: str, options: list[str]) -> pathlib.Path:
        """Generates into a folder named after what was asked for, once. The
        generator's own date is in the name: a new one starts afresh."""
        generator = self.programs / "bench_generate"
        stamp = f"{generator.stat().st_mtime_ns:x}"[-8:]
        name = "-".join([kind, *(o.strip("-") for o in options)])
        folder = self.home / f"{name}-{stamp}"
        if (folder / "complete").exists():
            return folder
        for stale in self.home.glob(f"{name}-*"):
            shutil.rmtree(stale)
        subprocess.run([generator, kind, folder, *options], check=True)
        (folder / "complete").touch()
        return folder

    def _weigh(self, each: InputSet) -> None:
        done = subprocess.run(
            [self.programs / "bench_raw_limit", "parse", each.folder],
            capture_output=True, text=True, check=True)
        seen = json.loads(done.stdout)
        each.files, each.bytes = seen["files"], seen["bytes"]
        each.largest, each.rejected = seen["largest"], seen["failed"]
