#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks beside this file pass what is good and fail what is bad."""
import contextlib
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import layering
import objects
import style

sys.path.append(str(pathlib.Path(__file__).parents[2] / "scripts"))
import count_tests  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def put(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def output(self, main, *arguments):
        """What a check prints; its exit code must agree."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = main([str(a) for a in arguments])
        self.assertEqual(code != 0, "problems" in out.getvalue())
        return out.getvalue()


class Layering(Case):
    HEADERS = ("core/a.h", "parsers/tree.h", "parsers/json/json.h",
               "parsers/yaml/yaml.h", "analyzers/sql/facts.h",
               "analyzers/workflow/model.h", "analyzers/project/project.h",
               "rules/rule.h", "rules/sql/pack.h", "rules/meta/pack.h",
               "engine/run.h", "reporters/text.h", "cli/command.h")

    def include(self, path, name, expected):
        for header in self.HEADERS:
            self.put(header, SPDX)
        self.put(path, f"{SPDX}#include {name}\n")
        printed = self.output(layering.main, self.root)
        self.assertIn(expected, printed)
        (self.root / path).unlink()

    def test_downwards_is_fine(self):
        for path, name in (
                ("core/b.cc", "core/a.h"), ("parsers/json/b.cc", "core/a.h"),
                ("parsers/json/b.cc", "parsers/tree.h"),
                ("analyzers/sql/b.cc", "parsers/json/json.h"),
                ("analyzers/project/b.cc", "analyzers/sql/facts.h"),
                ("rules/sql/b.cc", "analyzers/workflow/model.h"),
                ("rules/sql/b.cc", "rules/rule.h"),
                ("rules/registry.cc", "rules/sql/pack.h"),
                ("engine/b.cc", "rules/meta/pack.h"),
                ("reporters/b.cc", "core/a.h"),
                ("cli/b.cc", "engine/run.h"),
                ("tests/core/b.cc", "cli/command.h")):
            self.include(path, f'"{name}"', "layering: ok")

    def test_upwards_and_sideways_fail(self):
        for path, name in (
                ("core/b.cc", "parsers/tree.h"),
                ("parsers/b.cc", "parsers/json/json.h"),
                ("parsers/json/b.cc", "parsers/yaml/yaml.h"),
                ("parsers/json/b.cc", "analyzers/sql/facts.h"),
                ("analyzers/sql/b.cc", "analyzers/workflow/model.h"),
                ("analyzers/sql/b.cc", "rules/rule.h"),
                ("rules/rule.cc", "rules/sql/pack.h"),
                ("rules/sql/b.cc", "rules/meta/pack.h"),
                ("rules/sql/b.cc", "engine/run.h"),
                ("engine/b.cc", "rules/sql/pack.h"),
                ("engine/b.cc", "reporters/text.h"),
                ("reporters/b.cc", "engine/run.h"),
                ("reporters/b.cc", "parsers/tree.h"),
                ("engine/b.cc", "cli/command.h")):
            self.include(path, f'"{name}"', f"{path}:2: ")

    def test_headers_of_others_are_pinned(self):
        for path, name in (
                ("parsers/sql/b.cc", '"pg_query.h"'),
                ("parsers/sql/b.cc", '"nodes/parsenodes.h"'),
                ("parsers/yaml/b.cc", "<yaml-cpp/eventhandler.h>"),
                ("parsers/json/b.cc", "<nlohmann/json.hpp>"),
                ("parsers/text/b.cc", "<toml++/toml.h>"),
                ("core/b.cc", "<fmt/format.h>"), ("core/b.cc", "<vector>"),
                ("core/b.cc", "<sys/stat.h>"),
                ("bench/b.cc", '"pg_query.h"')):
            self.include(path, name, "layering: ok")
        for path, name in (
                ("analyzers/sql/b.cc", '"pg_query.h"'),
                ("rules/sql/b.cc", '"nodes/parsenodes.h"'),
                ("engine/b.cc", "<yaml-cpp/yaml.h>"),
                ("reporters/b.cc", "<nlohmann/json.hpp>"),
                ("parsers/json/b.cc", "<toml++/toml.h>"),
                ("cli/b.cc", "<sys/socket.h>"), ("core/b.cc", "<regex>"),
                ("core/b.cc", "<iostream>"),
                ("core/b.cc", "<boost/any.hpp>"),
                ("core/b.cc", '"core/lost.h"')):
            self.include(path, name, f"{path}:2: ")

    def test_rules_and_strange_folders(self):
        self.put("rules/sql/one.h", SPDX)
        self.put("rules/sql/one.cc", f'{SPDX}#include "rules/sql/one.h"\n'
                 "constexpr RuleInfo kInfo{};\n")
        self.assertIn("ok", self.output(layering.main, self.root))
        self.put("rules/sql/two.cc", f'{SPDX}#include "rules/sql/one.h"\n')
        self.assertIn("two.cc:2: a rule", self.output(layering.main, self.root))
        self.put("rules/sql/two.cc", f'{SPDX}#include "rules/sql/one.cc"\n')
        self.assertIn("a source file", self.output(layering.main, self.root))
        (self.root / "rules/sql/two.cc").unlink()
        self.put("utils/b.cc", SPDX)
        self.assertIn("'utils' is no layer",
                      self.output(layering.main, self.root))

    def test_links(self):
        good = ("interlock_core core interlock_fmt Threads::Threads\n"
                "interlock_parsers_json parsers/json interlock_core "
                "nlohmann_json::nlohmann_json\n"
                "interlock_rules_sql rules/sql interlock_core\n"
                "interlock_rules rules interlock_rules_sql\n")
        self.put("graph", good)
        self.assertIn("ok", self.output(
            layering.main, self.root, self.root / "graph"))
        for line in ("interlock_reporters reporters interlock_parsers_json",
                     "interlock_core core pgquery",
                     "interlock_rules_base rules interlock_rules_sql",
                     "interlock_engine engine /usr/lib/libyaml-cpp.a",
                     "interlock_common common interlock_core"):
            self.put("graph", good + line + "\n")
            name = line.split()[0]
            self.assertIn(f"{name}: ", self.output(
                layering.main, self.root, self.root / "graph"))


class Style(Case):
    def printed(self, text, path="core/a.cc"):
        self.put(path, text)
        return self.output(style.main, self.root)

    def test_good(self):
        body = "  F();\n" * 40
        self.assertIn("style: ok", self.printed(
            f"{SPDX}void F() {{\n{body}}}\n"))
        self.assertIn("style: ok", self.printed(
            "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n", "scripts/x"))
        self.assertIn("style: ok", self.printed(
            "// TO" + "DO\r\n" * 700, "testdata/rules/x/bad.cc"))

    def test_bad(self):
        for text, expected in (
                ("void F();\n", "core/a.cc:1: the first line"),
                (SPDX + "// x\n" * 600, "601 lines; at most 600"),
                (SPDX + "// x\n" * 200, "the median C++ file"),
                (SPDX + "// " + "x" * 78 + "\n", "a.cc:2: 81 columns"),
                (SPDX + "// \u00e9\n", "a.cc:2: not ASCII"),
                (SPDX + "// TO" + "DO: more\n", "a.cc:2: unfinished"),
                (SPDX + "// x \n", "a.cc:2: white space"),
                (SPDX + "// x\r\n", "a.cc:2: a carriage return"),
                (SPDX + "// x", "no line break at the end"),
                (SPDX + "std::shared_ptr<int> p;\n", "a.cc:2: shared_ptr"),
                (SPDX + "void F() {\n  throw 1;\n}\n", "a.cc:3: an exception"),
        ):
            self.assertIn(expected, self.printed(text))
        self.assertIn("no #pragma once", self.printed(SPDX, "core/a.h"))

    def test_long_functions(self):
        body = "  if (x) {\n    F();\n  }\n" * 14
        for head, tail in (("void F() {\n", "}\n"),
                           ("int F(int a,\n      int b) const {\n", "}\n"),
                           ("struct S {\n  int F() {\n", "  }\n};\n")):
            long_one = SPDX + head + body + tail
            if head.startswith("struct"):
                long_one = long_one.replace("  if", "    if").replace(
                    "  }\n  ", "    }\n  ")
            self.assertIn("a function of 4", self.printed(long_one), head)
        excuse = "// Long: one case a line.\n"
        self.assertNotIn("a function of", self.printed(
            f"{SPDX}\n{excuse}void F() {{\n{body}}}\n"))

    def test_format(self):
        if not shutil.which("clang-format-14"):
            self.skipTest("clang-format-14 is not installed")
        self.put(".clang-format", "BasedOnStyle: Google\n")
        self.assertIn("run clang-format-14 -i",
                      self.printed(SPDX + "int   a;\n"))


class Objects(Case):
    def compile(self, text, *options):
        self.put("a.cc", text)
        result = self.root / "a.out"
        subprocess.run(["c++", *options, "-o", result, self.root / "a.cc"],
                       check=True)
        return result

    def constructors(self, text):
        made = self.compile(text, "-c")
        archive = self.root / "liba.a"
        archive.unlink(missing_ok=True)
        subprocess.run(["ar", "rcs", archive, made], check=True)
        self.put("list", f"{archive}\n{made}\n")
        return self.output(objects.main, "constructors", self.root / "list")

    def test_constructors(self):
        self.assertIn("ok", self.constructors("constexpr int a = 1;\n"
                                              "int F() { return a; }\n"))
        self.assertIn("a.out has a static constructor", self.constructors(
            "int F();\nint a = F();\n"))
        self.assertIn("2 problems", self.constructors(
            "#include <string>\nstd::string s(\"a long text, on the heap\");"))

    def test_no_list_is_an_error(self):
        self.put("list", "\n")
        with self.assertRaises(SystemExit):
            objects.main(["constructors", str(self.root / "list")])
        with self.assertRaises(SystemExit):
            objects.main(["libraries", str(self.root / "lost")])

    def test_libraries(self):
        text = "#include <string>\nint main(int c, char** v) {\n" \
               "  return std::string(v[0]).size() + c > 9; }\n"
        self.assertIn("needs libstdc++.so.6", self.output(
            objects.main, "libraries", self.compile(text)))
        self.assertIn("ok", self.output(
            objects.main, "libraries",
            self.compile(text, "-static-libstdc++", "-static-libgcc")))


class Count(Case):
    def count(self, status, report=None):
        self.put("dev.xml", f"""<testsuite tests="1">
            <testcase name="a" status="{status}"/></testsuite>""")
        (self.root / "dev/a.xml").unlink(missing_ok=True)
        if report is not None:
            self.put("dev/a.xml", report)
        return count_tests.count(self.root)

    def test_adds_up(self):
        good = """<testsuites><testsuite><testcase name="x" result="completed"/>
            <testcase name="y" result="skipped"/>%s</testsuite></testsuites>"""
        bad = good % """<testcase name="z" result="completed"><failure/>
            </testcase>"""
        self.assertEqual(self.count("run"), [1, 0, 0])
        self.assertEqual(self.count("fail"), [0, 1, 0])
        self.assertEqual(self.count("run", good % ""), [1, 0, 1])
        self.assertEqual(self.count("fail", bad), [1, 1, 1])
        self.assertEqual(self.count("fail", good % ""), [1, 1, 1])
        self.assertEqual(self.count("fail", "<cut"), [0, 1, 0])


if __name__ == "__main__":
    unittest.main()
