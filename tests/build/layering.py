#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file includes, or a library links, upwards or sideways.

usage: layering.py SOURCE_FOLDER [LINK_GRAPH]

SEES is docs/architecture.md's picture: what each folder may include besides
itself. A folder not named here takes the entry of its parent followed by /*.
LINK_GRAPH has a line for each library: its name, its folder, what it links.
"""
import pathlib
import re
import sys

import repository

LOWER = ["core", "parsers", "parsers/*"]
FACTS = LOWER + ["analyzers", "analyzers/*"]
ENGINE = FACTS + ["rules", "rules/meta", "engine", "engine/*"]
SEES = {
    "core": [],
    "parsers": ["core"],
    "parsers/*": ["core", "parsers"],
    "analyzers": LOWER,
    "analyzers/*": LOWER + ["analyzers"],
    # The tables of GitHub's syntax stand in a folder of their own.
    "analyzers/workflow": LOWER + ["analyzers", "analyzers/workflow/tables"],
    "analyzers/workflow/tables": [],
    # What a protection asks for is judged by what the workflows report.
    "analyzers/protection": LOWER + ["analyzers", "analyzers/workflow"],
    # Previews, freezes and runbooks are jobs of workflows.
    "analyzers/governance": LOWER + ["analyzers", "analyzers/workflow"],
    "analyzers/project": FACTS,
    "rules": FACTS,
    "rules/*": FACTS + ["rules"],
    "engine": ENGINE,
    "engine/*": ENGINE,
    "reporters": ["core"],
    "lsp": ENGINE + ["reporters"],
    "executor": ENGINE + ["reporters"],
    "audit": ENGINE + ["reporters"],
    "cli": ["*"],
}
# Files, and libraries, whose work is to join what lies below them.
JOINS = {
    "rules/registry.cc": ["rules/*"],
    "interlock_rules": ["rules/*"],
    "interlock_analyzers": ["analyzers/*"],
    "interlock_parsers": ["parsers/*"],
}
# Free to include everything.
FREE = ("tests", "bench", "fuzz", "tools", "cmake")

# Headers and libraries of others: the one folder that may see each.
PINS = [
    (r"pg_query|pgquery|postgres(_deparse)?\.h|"
     r"(nodes|parser|utils|catalog|common|lib|mb|access)/",
     "parsers/sql"),
    (r"yaml-cpp/|yaml-cpp$|.*libyaml-cpp", "parsers/yaml"),
    (r"nlohmann", "parsers/json"),
    (r"toml\+\+|tomlplusplus", "parsers/text"),
    (r"CLI/|CLI11", "cli"),
    (r"libpq|PostgreSQL::", "executor"),
    (r"curl/|CURL::", "executor"),
    (r"sys/socket\.h|netdb\.h|netinet/|arpa/", "executor"),
    (r"git2", "audit"),
    (r"sqlite3|SQLite::", "audit"),
    (r"regex$|iostream$|gtest/|gmock/|GTest::|benchmark", None),
    (r"fmt/|fmt::|interlock_fmt$|Threads::|m$", "*"),
    (r"sys/\w+\.h$|(unistd|fcntl|dirent|poll|signal|spawn|termios|time|errno|"
     r"sched|string|stdlib|stddef|stdint|stdio|pthread|limits|malloc|glob|fnmatch|"
     r"pwd|link|locale|wchar|math|ftw|linux/\w+)\.h$", "*"),
    (r"[a-z_]+$", "*"),  # C++'s own
]
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
RULE = re.compile(r"^(extern )?constexpr RuleInfo\b|^const(expr)? Rule k", re.M)


def entry(folder):
    while folder:
        if folder in SEES:
            return SEES[folder]
        parent = folder.rpartition("/")[0]
        if parent + "/*" in SEES:
            return SEES[parent + "/*"]
        folder = parent
    return None


def matches(folder, patterns):
    for pattern in patterns:
        if pattern in ("*", folder):
            return True
        if pattern.endswith("/*") and folder.startswith(pattern[:-1]):
            return True
    return False


def inside(folder, outer):
    return folder == outer or folder.startswith(outer + "/")


def pin(name, folder):
    """None when folder may see the foreign name, else why not."""
    for pattern, owner in PINS:
        if re.match(pattern, name):
            if owner == "*" or (owner and inside(folder, owner)):
                return None
            return f"'{name}' is for {owner} alone" if owner else (
                f"'{name}' has no place here")
    return f"'{name}' is pinned to no folder: name its folder in PINS"


def may_see(source, name, target):
    """Whether folder `source` (of file or library `name`) may see target."""
    return (source == target or matches(target, entry(source))
            or matches(target, JOINS.get(name, [])))


def check_file(root, path):
    folder = path.rpartition("/")[0]
    if folder.split("/")[0] in FREE:
        return
    if entry(folder) is None:
        yield f"{path}:1: '{folder}' is no layer: name it in SEES"
        return
    for number, line in enumerate(repository.lines(root, path), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, name = found.groups()
        target = pathlib.Path(root, name)
        if quote == '"' and target.is_file():
            yield from check_own(root, path, number, name)
        elif quote == '"' and name.split("/")[0] in SEES:
            yield f"{path}:{number}: '{name}' does not exist"
        else:
            problem = pin(name, folder)
            if problem:
                yield f"{path}:{number}: {problem}"


def check_own(root, path, number, name):
    source, target = path.rpartition("/")[0], name.rpartition("/")[0]
    if not may_see(source, path, target):
        yield (f"{path}:{number}: {source} may not include {target} "
               f"('{name}'); it sees {', '.join(entry(source)) or 'itself'}")
    if name.endswith((".cc", ".c")):
        yield f"{path}:{number}: '{name}' is a source file, not a header"
    elif (source.startswith("rules/")
          and path.rpartition(".")[0] != name.rpartition(".")[0]
          and declares_rule(root, name)):
        yield (f"{path}:{number}: a rule may not include another rule "
               f"('{name}'): what they share belongs to analyzers")


def declares_rule(root, header):
    """A header of a rule: it, or the source of its name, defines one."""
    for path in (header, header.rpartition(".")[0] + ".cc"):
        file = pathlib.Path(root, path)
        if file.is_file() and RULE.search(file.read_text("utf-8", "replace")):
            return True
    return False


def check_links(graph):
    libraries = [line.split() for line in graph.splitlines() if line.strip()]
    folders = {line[0]: line[1] for line in libraries}
    for name, folder, *links in libraries:
        if folder.split("/")[0] in FREE:
            continue
        if entry(folder) is None:
            yield f"{name}: '{folder}' is no layer: name it in SEES"
            continue
        for link in links:
            if link in folders:
                if not may_see(folder, name, folders[link]):
                    yield f"{name}: {folder} may not link {folders[link]}"
            else:
                problem = pin(link, folder)
                if problem:
                    yield f"{name}: {problem}"


def main(arguments):
    root = arguments[0]
    problems = [problem for path in repository.cpp_files(root)
                for problem in check_file(root, path)]
    if len(arguments) > 1:
        graph = pathlib.Path(arguments[1]).read_text("utf-8")
        problems += check_links(graph)
    return repository.finish(problems, "layering")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
