#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the compiler and the linker made.

usage: objects.py constructors LIST      LIST names archives and objects, one
                                         a line: none may run code at start
       objects.py libraries BINARY...    none may need a library but ALLOWED
"""
import pathlib
import re
import subprocess
import sys

import repository

ALLOWED = re.compile(r"(libc|libm|ld-linux[\w-]*|ld64)\.so\.\d+$")
OBJECT = re.compile(r"^(\S.*):\s+file format ")
SECTION = re.compile(r"^\s*\d+ \.(init_array|ctors|preinit_array)\b")


def objdump(option, path):
    answer = subprocess.run(["objdump", option, path], capture_output=True,
                            text=True, check=False)
    if answer.returncode != 0:
        raise SystemExit(f"objdump {option} {path}: {answer.stderr.strip()}")
    return answer.stdout.splitlines()


def constructors(path):
    """The objects of an archive that have code to run before main."""
    name = path
    for line in objdump("-hw", path):
        found = OBJECT.match(line)
        if found:
            name = found.group(1)
        elif SECTION.match(line):
            yield (f"{path}: {name} has a static constructor: make the object "
                   "constexpr, constinit or local to a function")


def libraries(path):
    for line in objdump("-p", path):
        words = line.split()
        if len(words) == 2 and words[0] == "NEEDED":
            if not ALLOWED.match(words[1]):
                yield f"{path}: needs {words[1]} at run time"


def main(arguments):
    if arguments[0] == "libraries":
        problems = [p for binary in arguments[1:] for p in libraries(binary)]
        return repository.finish(problems, "libraries")
    paths = pathlib.Path(arguments[1]).read_text("utf-8").split("\n")
    paths = [path for path in paths if path]
    if not paths:
        raise SystemExit(f"{arguments[1]}: names no archive")
    problems = [p for path in paths for p in constructors(path)]
    return repository.finish(problems, "constructors")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
