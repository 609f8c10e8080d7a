#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails where a hand-written file breaks a rule that can be counted.

usage: style.py SOURCE_FOLDER

A function longer than FUNCTION_LINES needs a comment above it that begins
with `Long:` and says why.
"""
import re
import statistics
import subprocess
import sys

import repository

FILE_LINES = 600
MEDIAN_LINES = 150
FUNCTION_LINES = 40
COLUMNS = 80
LICENCE = "SPDX-License-Identifier: Apache-2.0"
CODE = repository.CPP + (".cmake", ".py", ".def", ".sh")
UNDONE = re.compile(r"(//|#|/\*|\*|--)\s*(TODO|FIXME|XXX|HACK)\b")

NO_FUNCTION = re.compile(
    r"\s*(if|for|while|switch|else|do|return|namespace|class|struct|enum|union|"
    r"TEST|TEST_F|TEST_P|INSTANTIATE_\w+|extern|#|//|\})|.*= ?std::to_array|"
    r"[^(]*= ?\{")

# What style.md bans, and where it is allowed all the same.
TESTS = ("tests/", "bench/", "fuzz/", "tools/", "cmake/")
BANNED = [
    (re.compile(r"\bshared_ptr\b"), "shared_ptr", TESTS),
    (re.compile(r"\bstd::w?c(out|err|in)\b"), "iostreams", TESTS),
    (re.compile(r"\bthrow\b(?!\(\))|\bcatch \("), "an exception",
     TESTS + ("parsers/", "cli/main")),
    (re.compile(r"\busing namespace\b"), "using namespace", TESTS),
]


def is_script(path, first):
    return first.startswith("#!") or path.endswith("CMakeLists.txt")


def without_text(line):
    """The line without comments and string literals, roughly."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return line.split("//")[0]


def check(root, path):
    lines = repository.lines(root, path)
    cpp = path.endswith(repository.CPP)
    code = path.endswith(CODE) or is_script(path, lines[0])
    if not code and not path.endswith(".md"):
        return
    count = len(lines) - 1
    if count > FILE_LINES:
        yield f"{path}:1: {count} lines; at most {FILE_LINES}"
    if code and not any(LICENCE in line for line in lines[:2]):
        yield f"{path}:1: the first line must say '{LICENCE}'"
    if lines[-1] != "":
        yield f"{path}:{len(lines)}: no line break at the end"
    for number, line in enumerate(lines, 1):
        if "\r" in line:
            yield f"{path}:{number}: a carriage return"
        if line != line.rstrip() and code:
            yield f"{path}:{number}: white space at the end"
        if code and UNDONE.search(line):
            yield f"{path}:{number}: unfinished work; finish it or drop it"
    if cpp:
        yield from check_cpp(path, lines)


def check_cpp(path, lines):
    raw = False
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            yield f"{path}:{number}: {len(line)} columns; at most {COLUMNS}"
        if not line.isascii():
            yield f"{path}:{number}: not ASCII; write \\u escapes"
        raw = (raw or 'R"' in line) and ')"' not in line.split('R"')[-1]
        if raw:
            continue
        for pattern, what, allowed in BANNED:
            if not path.startswith(allowed) and pattern.search(
                    without_text(line)):
                yield f"{path}:{number}: {what}"
    if path.endswith(".h") and "#pragma once" not in lines:
        yield f"{path}:1: no #pragma once"
    yield from check_functions(path, lines)


def check_functions(path, lines):
    """Bodies by their layout: clang-format puts '{' and '}' where they are."""
    start = None
    for number, line in enumerate(lines):
        if start is None:
            first = signature(lines, number)
            if first is not None:
                start, close = number, lines[first][:depth(lines[first])] + "}"
        elif line.startswith(close):
            length = number - start - 1
            if length > FUNCTION_LINES and not excused(lines, start):
                yield (f"{path}:{start + 1}: a function of {length} lines; at "
                       f"most {FUNCTION_LINES}, or a comment 'Long: why'")
            start = None


def depth(line):
    return len(line) - len(line.lstrip(" "))


def signature(lines, number):
    """Where the function whose body opens on this line begins, or None."""
    if not lines[number].endswith("{"):
        return None
    first = number
    while first > 0 and depth(lines[first]) >= 4:
        first -= 1
    whole = " ".join(lines[first:number + 1])
    if ")" not in whole or depth(whole) > 2 or NO_FUNCTION.match(whole):
        return None
    return first


def excused(lines, start):
    while start > 0 and lines[start - 1].strip():
        start -= 1
        if re.match(r"\s*// Long: \w", lines[start]):
            return True
    return False


def check_format(root, paths):
    """clang-format's own word, where that version is installed."""
    try:
        answer = subprocess.run(
            ["clang-format-14", "--dry-run", "--ferror-limit=1", *paths],
            cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return
    for line in answer.stderr.splitlines():
        if "clang-format-violations" in line:
            yield line.replace("code should be clang-formatted",
                               "run clang-format-14 -i")


def main(arguments):
    root = arguments[0]
    problems = [problem for path in repository.files(root)
                for problem in check(root, path)]
    cpp = repository.cpp_files(root)
    problems += check_format(root, cpp)
    sizes = [len(repository.lines(root, path)) - 1 for path in cpp]
    if sizes and statistics.median(sizes) > MEDIAN_LINES:
        problems.append(f"the median C++ file has {statistics.median(sizes)} "
                        f"lines; at most {MEDIAN_LINES}")
    return repository.finish(problems, "style")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
