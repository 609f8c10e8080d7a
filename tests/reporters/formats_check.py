#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the other formats: formats_check.py <reporters_dump>.

Each is read with a parser that is not ours, then held against the rules of
those who consume it.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

SAMPLES = ["sample", "clean", "empty", "lines", "large", "noisy"]
HEX = re.compile(r"^[0-9a-f]{64}$")

failures = []


def fail(text):
    failures.append(text)
    print("FAIL:", text[:400])


def expect(condition, text):
    if not condition:
        fail(text)


def keys(node, required, optional, where):
    """The node has all required keys and no unknown ones."""
    expect(set(required) <= set(node), "%s lacks %s" %
           (where, set(required) - set(node)))
    unknown = set(node) - set(required) - set(optional)
    expect(not unknown, "%s has unknown keys %s" % (where, unknown))


# ---- JUnit ----------------------------------------------------------------

# What Jenkins' schema allows: attributes and children, in order.
JENKINS = {
    "testsuites": ({"name", "time", "tests", "failures", "disabled", "errors"},
                   ["testsuite"]),
    "testsuite": ({"name", "tests", "failures", "errors", "time", "disabled",
                   "skipped", "timestamp", "hostname", "id", "package"},
                  ["testcase"]),
    "testcase": ({"name", "assertions", "time", "classname", "status"},
                 ["skipped", "error", "failure", "system-out", "system-err"]),
    "failure": ({"type", "message"}, []),
    "error": ({"type", "message"}, []),
}


def check_jenkins(node, where):
    if node.tag not in JENKINS:
        fail("%s: <%s> is no element of JUnit" % (where, node.tag))
        return
    attributes, children = JENKINS[node.tag]
    extra = set(node.attrib) - attributes
    expect(not extra, "%s: <%s> has attributes %s" % (where, node.tag, extra))
    order = [children.index(c.tag) for c in node if c.tag in children]
    expect(len(order) == len(node), "%s: <%s> has unknown children" %
           (where, node.tag))
    expect(order == sorted(order), "%s: children of <%s> are out of order" %
           (where, node.tag))
    for child in node:
        check_jenkins(child, where)


def check_junit(path, where, strict):
    root = ET.parse(path).getroot()
    bare = root
    if not strict:
        for case in root.iter("testcase"):
            expect("file" in case.attrib, where + ": a case has no file")
            del case.attrib["file"]
    check_jenkins(bare, where)
    seen = set()
    totals = [0, 0, 0]
    for suite in root:
        cases = suite.findall("testcase")
        expect(cases, "%s: suite %s is empty" % (where, suite.get("name")))
        counts = [len(cases), len(suite.findall("testcase/failure")),
                  len(suite.findall("testcase/error"))]
        told = [int(suite.get(k)) for k in ("tests", "failures", "errors")]
        expect(counts == told, "%s: suite counts %s, told %s" %
               (where, counts, told))
        totals = [a + b for a, b in zip(totals, counts)]
        for case in cases:
            name = (case.get("classname"), case.get("name"))
            expect(name not in seen, "%s: twice %s" % (where, name))
            seen.add(name)
    told = [int(root.get(k)) for k in ("tests", "failures", "errors")]
    expect(totals == told, "%s: counts %s, told %s" % (where, totals, told))
    for failure in root.iter("failure"):
        expect("\n" not in failure.get("message"), where + ": message lines")
    expect(os.path.getsize(path) < 30_000_000, where + ": 30 MB or more")


def check_xml(path, where):
    done = subprocess.run(["xmllint", "--huge", "--noout", path],
                          capture_output=True, text=True)
    expect(done.returncode == 0, "%s: xmllint: %s" % (where, done.stderr[:300]))
    with open(path, encoding="utf-8") as file:
        text = file.read()
    expect("]]>" not in text, where + ": ]]> in text")
    illegal = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
    expect(not illegal, where + ": characters that XML cannot hold")


# ---- JSON formats ---------------------------------------------------------

SPAN = ["path", "line", "column", "end_line", "end_column", "byte_begin",
        "byte_end"]
FINDING = ["rule", "severity", "confidence", "message", "help", "url",
           "fingerprint", "fixes", "related"] + SPAN


def column_offset(line, column):
    """The byte offset of a column that counts code points."""
    return len("".join(list(line)[:column - 1]).encode("utf-8"))


class Sources:
    """Checks places against the files themselves."""

    def __init__(self, folder):
        self.folder = folder
        self.files = {}

    def lines(self, path):
        if path not in self.files:
            with open(os.path.join(self.folder, path), "rb") as file:
                data = file.read()
            starts = [0]
            for match in re.finditer(b"\r\n|\r|\n", data):
                starts.append(match.end())
            self.files[path] = (data, starts)
        return self.files[path]

    def offset(self, path, line, column):
        data, starts = self.lines(path)
        begin = starts[line - 1]
        if begin == 0 and data.startswith(b"\xef\xbb\xbf"):
            begin = 3
        end = starts[line] if line < len(starts) else len(data)
        text = data[begin:end].decode("utf-8", "replace")
        return begin + column_offset(text, column)

    def check(self, node, where):
        begin = self.offset(node["path"], node["line"], node["column"])
        end = self.offset(node["path"], node["end_line"], node["end_column"])
        expect((begin, end) == (node["byte_begin"], node["byte_end"]),
               "%s: %s is bytes %d to %d" % (where, node, begin, end))


def check_finding(finding, sources, where):
    keys(finding, FINDING, ["suppressed"], where)
    sources.check(finding, where)
    expect(finding["severity"] in ("error", "warning", "note"), where)
    expect(finding["confidence"] in ("low", "medium", "high"), where)
    expect(HEX.match(finding["fingerprint"]), where + ": fingerprint")
    for related in finding["related"]:
        keys(related, SPAN + ["message"], [], where)
        sources.check(related, where)
    for fix in finding["fixes"]:
        keys(fix, ["title", "applicability", "edits", "new_files"], [], where)
        for edit in fix["edits"]:
            keys(edit, SPAN + ["text"], [], where)
            sources.check(edit, where)
        for file in fix["new_files"]:
            keys(file, ["path", "text"], [], where)
    if "suppressed" in finding:
        keys(finding["suppressed"], ["by", "why"], [], where)
        expect(finding["suppressed"]["by"] in ("comment", "waiver", "baseline"),
               where)


def check_json(folder, name):
    sources = Sources(folder + "/sources")
    with open(folder + "/json.json", encoding="utf-8") as file:
        report = json.load(file)
    keys(report, ["version", "tool", "summary", "findings", "problems"], [],
         name)
    keys(report["summary"], ["files", "findings", "errors", "warnings",
                             "notes", "suppressed", "problems"], [], name)
    expect(report["version"] == 1, name + ": version")
    for i, finding in enumerate(report["findings"]):
        check_finding(finding, sources, "%s: findings[%d]" % (name, i))
    live = [f for f in report["findings"] if "suppressed" not in f]
    summary = report["summary"]
    expect(summary["findings"] == len(live), name + ": summary.findings")
    expect(summary["suppressed"] == len(report["findings"]) - len(live), name)
    with open(folder + "/jsonl.jsonl", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file.read().split("\n")[:-1]]
    types = [line.pop("type") for line in lines]
    expect(types == ["finding"] * len(report["findings"]) +
           ["problem"] * len(report["problems"]) + ["summary"],
           name + ": order of jsonl")
    expect(lines[:len(report["findings"])] == report["findings"],
           name + ": jsonl and json differ")
    return report


def check_gitlab(path, live, name):
    with open(path, "rb") as file:
        data = file.read()
    expect(not data.startswith(b"\xef\xbb\xbf"), name + ": byte order mark")
    issues = json.loads(data)
    expect(isinstance(issues, list), name + ": no array")
    prints = [issue["fingerprint"] for issue in issues]
    expect(len(prints) == len(set(prints)), name + ": equal fingerprints")
    expect(len(issues) >= live, "%s: %d issues of %d" %
           (name, len(issues), live))
    for i, issue in enumerate(issues):
        where = "%s[%d]" % (name, i)
        keys(issue, ["description", "check_name", "fingerprint", "severity",
                     "location"], [], where)
        expect(issue["severity"] in ("info", "minor", "major", "critical",
                                     "blocker"), where)
        expect(issue["description"].startswith(issue["check_name"]), where)
        expect(not issue["location"]["path"].startswith("/"), where)
        lines = issue["location"]["lines"]
        expect(1 <= lines["begin"] <= lines["end"], where)


def check_rd_range(location, sources, where):
    """Columns are bytes, so the slice between them can be taken."""
    data, starts = sources.lines(location["path"])
    place = location["range"]
    offsets = []
    for end in ("start", "end"):
        keys(place[end], ["line", "column"], [], where)
        line = place[end]["line"]
        begin = starts[line - 1]
        if begin == 0 and data.startswith(b"\xef\xbb\xbf"):
            begin = 3
        offsets.append(begin + place[end]["column"] - 1)
    expect(0 <= offsets[0] <= offsets[1] <= len(data), where + ": range")
    return data[offsets[0]:offsets[1]]


def check_rdjson(path, sources, live, name):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    keys(report, ["source", "diagnostics"], ["severity"], name)
    diagnostics = [d for d in report["diagnostics"]
                   if d["code"]["value"] != "not-checked"]
    expect(len(diagnostics) == len(live), name + ": count of diagnostics")
    for i, (item, finding) in enumerate(zip(diagnostics, live)):
        where = "%s: diagnostics[%d]" % (name, i)
        keys(item, ["message", "location", "severity", "code"],
             ["suggestions", "relatedLocations"], where)
        expect(item["severity"] in ("ERROR", "WARNING", "INFO"), where)
        text = check_rd_range(item["location"], sources, where)
        data, _ = sources.lines(finding["path"])
        wanted = data[finding["byte_begin"]:finding["byte_end"]]
        expect(text == wanted.rstrip(b"\r\n"), where + ": other bytes")
        for suggestion in item.get("suggestions", []):
            keys(suggestion, ["range", "text"], [], where)
            check_rd_range({"path": item["location"]["path"], **suggestion},
                           sources, where)


def check_checkstyle(path, live, name):
    root = ET.parse(path).getroot()
    expect(root.tag == "checkstyle" and root.get("version") == "4.3", name)
    errors = root.findall("file/error")
    found = [e for e in errors if not e.get("source").endswith("not-checked")]
    expect(len(found) == live, name + ": count of errors")
    for error in errors:
        expect(set(error.attrib) == {"line", "column", "severity", "message",
                                     "source"}, name + ": attributes")
        expect(error.get("severity") in ("error", "warning", "info"), name)
        expect(int(error.get("line")) > 0 < int(error.get("column")), name)
    names = [file.get("name") for file in root]
    expect(len(names) == len(set(names)), name + ": a file stands twice")


# ---- What a CI log does with the text ---------------------------------------

COMMAND = re.compile(r"^\s*::([a-z-]+)( (.*?))?::(.*)$")


def unescape(text, names):
    for code, char in names:
        text = text.replace(code, char)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","),
            ("%25", "%")]


def check_log(path, name):
    """As the runner reads it: no line is a command, none holds "##["."""
    with open(path, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            expect(not line.lstrip().startswith("::"), name + ": " + line)
            expect(not re.search(r"##[A-Za-z]*\[", line), name + ": " + line)
            expect(not re.search("[\x00-\x08\x0b-\x1f\x7f]", line),
                   name + ": control characters in " + repr(line))


def check_github(path, report, name):
    live = [f for f in report["findings"] if "suppressed" not in f]
    paths = {f["path"] for f in live} | {p["path"] for p in report["problems"]}
    counts = {"error": 0, "warning": 0, "notice": 0}
    rest = 0
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")[:-1]
    for line in lines:
        expect(not re.search(r"##[A-Za-z]*\[", line), name + ": " + line)
        match = COMMAND.match(line)
        if not match:
            rest += 1
            continue
        counts[match[1]] += 1
        values = dict(p.split("=", 1) for p in match[3].split(","))
        expect(len(unescape(match[4], DATA)) <= 4096, name + ": long message")
        if "file" not in values:
            continue
        expect(unescape(values["file"], PROPERTY) in paths,
               "%s: unknown path in %s" % (name, line))
        if "col" in values:
            expect(values["line"] == values["endLine"],
                   "%s: columns on several lines: %s" % (name, line))
    expect(all(c <= 10 for c in counts.values()), "%s: %s" % (name, counts))
    if name == "large":
        expect(counts == {"error": 10, "warning": 10, "notice": 10},
               "%s: budget is %s" % (name, counts))
        expect(rest == len(live) - 29, "%s: %d plain lines" % (name, rest))


def check_summary(path, name):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    size = len(text.encode("utf-8"))
    expect(size <= 900_000, "%s: summary of %d bytes" % (name, size))
    rows = [l for l in text.split("\n") if l.startswith("| ")]
    for row in rows:
        cells = re.split(r"(?<!\\)\|", row)
        expect(len(cells) == 6, "%s: cells of %s" % (name, row))
        expect("<" not in row, "%s: HTML in %s" % (name, row))
    if name == "large":
        expect("not shown" in text, name + ": the cut is not told")


def check_sample(folder, name):
    report = check_json(folder, name)
    live = [f for f in report["findings"] if "suppressed" not in f]
    sources = Sources(folder + "/sources")
    for kind in ("junit", "junit-strict", "checkstyle"):
        check_xml("%s/%s.xml" % (folder, kind), "%s: %s" % (name, kind))
    check_junit(folder + "/junit.xml", name + ": junit", strict=False)
    check_junit(folder + "/junit-strict.xml", name + ": strict", strict=True)
    check_checkstyle(folder + "/checkstyle.xml", len(live), name)
    check_gitlab(folder + "/gitlab.json", len(live), name + ": gitlab")
    check_rdjson(folder + "/rdjson.json", sources, live, name)
    check_log(folder + "/text.txt", name + ": text")
    check_log(folder + "/concise.txt", name + ": concise")
    check_github(folder + "/github.txt", report, name)
    check_summary(folder + "/summary.md", name)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not shutil.which("xmllint"):
        sys.exit("xmllint is missing; install libxml2-utils")
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLES:
            below = "%s/%s" % (folder, name)
            subprocess.run([sys.argv[1], name, below], check=True)
            check_sample(below, name)
    if failures:
        sys.exit("%d failures" % len(failures))
    print("all formats are clean")


if __name__ == "__main__":
    main()
