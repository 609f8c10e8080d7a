#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs tools/new_rule and docs/adding-a-rule.md in a copy of the repository.

new_rule_test.py SOURCE-FOLDER BUILD-FOLDER
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
PACKS = ("exceptions", "protection", "sql", "syntax", "workflow")
BLOCK = re.compile(r"^(`{3,})([^\s`]+)(?: (\S+))?\n(.*?)^\1$", re.M | re.S)


def run(command, **options):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **options)


def compile_command(copy, source, output):
    """The build's own command for a rule pack's file, for another file."""
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    entry = next(e for e in entries
                 if e["file"].endswith("/rules/registry.cc"))
    words = shlex.split(entry["command"])
    kept = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-c", "-MF", "-MT"):
            skip = True
        elif word != "-MD" and word != entry["file"]:
            kept.append(word)
    compiler = next(i for i, w in enumerate(kept)
                    if re.search(r"(\+\+|clang|gcc|cc)[-0-9.]*$", w)
                    and "ccache" not in w)
    kept[compiler + 1:compiler + 1] = [f"-I{copy}"]
    tail = ["-fsyntax-only"] if output is None else ["-o", str(output)]
    return kept + tail + ["-c", str(source)], entry["directory"]


class Copy(unittest.TestCase):
    """Each test works on a fresh copy of what a new rule touches."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="interlock-rule-")
        self.root = pathlib.Path(self.folder.name).resolve()
        for part in ("rules", "tools"):
            shutil.copytree(SOURCE / part, self.root / part)
        for name in ("CMakeLists.txt", "docs/adding-a-rule.md"):
            (self.root / name).parent.mkdir(exist_ok=True)
            shutil.copy(SOURCE / name, self.root / name)
        (self.root / "testdata" / "rules").mkdir(parents=True)

    def tearDown(self):
        self.folder.cleanup()

    def new_rule(self, *words):
        return run([str(self.root / "tools" / "new_rule"), *words],
                   cwd=self.root)

    def compile(self, source, output=None):
        command, folder = compile_command(self.root, source, output)
        done = run(command, cwd=folder)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("warning:", done.stdout)

    def files(self):
        return {str(p.relative_to(self.root)): p.read_bytes()
                for p in self.root.rglob("*") if p.is_file()}


class NewRule(Copy):
    def test_touches_three_places_and_compiles_in_every_pack(self):
        for pack in PACKS:
            with self.subTest(pack=pack):
                rule = f"middle-of-{pack}"
                name = rule.replace("-", "_")
                before = self.files()
                done = self.new_rule(pack, rule)
                self.assertEqual(done.returncode, 0, done.stdout)
                after = self.files()
                changed = {p for p in after if before.get(p) != after[p]}
                folders = {str(pathlib.Path(p).parent) for p in changed}
                self.assertEqual(folders, {f"rules/{pack}",
                                           f"testdata/rules/{rule}"})
                self.assertEqual(len(changed), 5)
                self.check_order(pack)
                self.compile(self.root / "rules" / pack / f"{name}.cc")

    def check_order(self, pack):
        lines = (self.root / "rules" / pack / "rules.def").read_text()
        symbols = re.findall(r"^INTERLOCK_RULE\((\w+)\)$", lines, re.M)
        self.assertEqual(symbols, sorted(symbols))
        self.assertIn(f"kMiddleOf{pack.capitalize()}", symbols)

    def test_keeps_order_at_both_ends(self):
        for rule in ("aaa-first", "zzz-last"):
            self.assertEqual(self.new_rule("sql", rule).returncode, 0)
        lines = (self.root / "rules/sql/rules.def").read_text().splitlines()
        rules = [l for l in lines if l.startswith("INTERLOCK_RULE(")]
        self.assertEqual(rules[0], "INTERLOCK_RULE(kAaaFirst)")
        self.assertEqual(rules[-1], "INTERLOCK_RULE(kZzzLast)")

    def test_refuses_what_would_spoil_something(self):
        before = self.files()
        for words in (("sql", "Not_Kebab"), ("sql", "-x"), ("sql", "x" * 61),
                      ("nopack", "a-rule"), ("sql", "sql-syntax"),
                      ("syntax", "sql-syntax"), ("sql", "../escape")):
            with self.subTest(words=words):
                done = self.new_rule(*words)
                self.assertNotEqual(done.returncode, 0)
                self.assertNotIn("Traceback", done.stdout)
                self.assertEqual(self.files(), before)


class Walkthrough(Copy):
    def test_page_is_short(self):
        lines = (SOURCE / "docs/adding-a-rule.md").read_text().splitlines()
        self.assertLessEqual(len(lines), 150)

    def follow(self):
        """Does what the page says, block by block."""
        page = (self.root / "docs" / "adding-a-rule.md").read_text()
        for _, language, info, body in BLOCK.findall(page):
            if language == "sh" and info != "skip":
                for line in body.splitlines():
                    done = run(["sh", "-c", line], cwd=self.root)
                    self.assertEqual(done.returncode, 0, done.stdout)
            elif info.startswith("file="):
                path = self.root / info[5:]
                self.assertTrue(path.exists(), f"{info}: not begun before")
                path.write_text(body)

    def link(self, objects):
        commands = run(["ninja", "-t", "commands", "bin/rules_test"],
                       cwd=BUILD)
        self.assertEqual(commands.returncode, 0, commands.stdout)
        command = commands.stdout.strip().splitlines()[-1]
        program = self.root / "rules_test"
        joined = " ".join(shlex.quote(str(o)) for o in objects)
        command = command.replace(
            "-o bin/rules_test", f"-o {shlex.quote(str(program))} {joined}")
        done = run(["sh", "-c", command], cwd=BUILD)
        self.assertEqual(done.returncode, 0, done.stdout)
        return program

    def suite(self, program):
        environment = dict(os.environ,
                           INTERLOCK_TESTDATA=str(self.root / "testdata"))
        return run([str(program), "--gtest_filter=*/inherited_table"],
                   env=environment)

    def test_rule_of_the_page_passes_the_suite(self):
        self.follow()
        objects = []
        for name in ("rules/sql/inherited_table.cc", "rules/registry.cc"):
            objects.append(self.root / (pathlib.Path(name).stem + ".o"))
            self.compile(self.root / name, objects[-1])
        program = self.link(objects)
        done = self.suite(program)
        self.assertEqual(done.returncode, 0, done.stdout)
        ran = re.search(r"Running (\d+) tests? from", done.stdout)
        self.assertGreaterEqual(int(ran.group(1)), 10, done.stdout)
        # The suite really looks at these cases: without the announcement the
        # same finding fails.
        bad = self.root / "testdata/rules/inherited-table/bad.sql"
        bad.write_text(bad.read_text().replace("-- expect:", "-- expected"))
        done = self.suite(program)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("not announced", done.stdout)


if __name__ == "__main__":
    # Its programs are no tests of ours: their reports are not to be counted.
    os.environ.pop("GTEST_OUTPUT", None)
    unittest.main(verbosity=2)
