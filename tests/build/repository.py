# SPDX-License-Identifier: Apache-2.0
"""The hand-written files of a checkout, for the checks beside this file."""
import os
import pathlib
import subprocess

# Made by tools, or material that tests read.
GENERATED = ("testdata/", "examples/", "build/", "docs/rules/")
CPP = (".h", ".cc", ".c")


def files(root):
    """Paths below root, '/'-separated and sorted, generated ones left out."""
    root = pathlib.Path(root)
    listed = None
    if (root / ".git").exists():
        answer = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], capture_output=True, check=False)
        if answer.returncode == 0:
            listed = answer.stdout.decode("utf-8", "replace").split("\0")
    if listed is None:
        listed = walk(root)
    return sorted(
        path for path in set(listed)
        if path and not path.startswith(GENERATED)
        and "/golden/" not in path and (root / path).is_file())


def walk(root):
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in ("build", ".git")]
        for name in names:
            yield (pathlib.Path(folder) / name).relative_to(root).as_posix()


def cpp_files(root):
    return [path for path in files(root) if path.endswith(CPP)]


def lines(root, path):
    data = (pathlib.Path(root) / path).read_bytes()
    return data.decode("utf-8", "replace").split("\n")


def finish(problems, what):
    """Prints the problems; the exit code of a check."""
    for problem in problems:
        print(problem)
    print(f"{what}: {len(problems)} problems" if problems else f"{what}: ok")
    return 1 if problems else 0
