#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks SARIF output: sarif_check.py <reporters_dump> <Sarif.Multitool>.

Microsoft's validator with all its rules, the seven faults that it does not
see, GitHub's limits, and the line hash against the one that the validator's
own tool computes.
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse

SCHEMA_SAMPLES = ["sample", "full", "clean", "empty", "lines"]
ALL_SAMPLES = SCHEMA_SAMPLES + ["large", "noisy"]
# Off by default; GH1004's limits are older than GitHub's, so they are widened
# by using small samples only.
GITHUB_RULES = ["GH100%d" % i for i in range(1, 8)]

failures = []


def fail(text):
    failures.append(text)
    print("FAIL:", text)


def load(path):
    with open(path, encoding="utf-8-sig") as file:
        return json.load(file)


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class Multitool:
    def __init__(self, path, folder):
        self.path = path
        self.config = os.path.join(folder, "github.xml")
        self.output = os.path.join(folder, "validation.sarif")
        self.write_config()

    def write_config(self):
        run([self.path, "export-validation-config", self.config])
        with open(self.config, encoding="utf-8-sig") as file:
            text = file.read()
        for rule in GITHUB_RULES:
            at = text.index('Key="%s.' % rule)
            key = 'Key="RuleEnabled" Value="'
            at = text.index(key, at) + len(key)
            text = text[:at] + "Error" + text[text.index('"', at):]
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(text)

    def validate(self, path, config=None):
        """The (rule, level, message) of each error and warning."""
        if os.path.exists(self.output):
            os.remove(self.output)
        command = [
            self.path, "validate", path, "--output", self.output,
            "--log", "ForceOverwrite", "--quiet", "true",
            "--level", "Error;Warning", "--kind", "Fail",
            "--rule-kind", "Sarif;Ghas"]
        if config:
            command += ["--config", config]
        # The exit code is 0 whatever is found.
        code, text = run(command)
        if not os.path.exists(self.output):
            fail("the validator wrote nothing (exit %d): %s" % (code, text))
            return []
        log = load(self.output)["runs"][0]
        for invocation in log.get("invocations", []):
            if not invocation.get("executionSuccessful", True):
                fail("the validator failed: %s" % json.dumps(invocation))
        return [(r["ruleId"], r.get("level", "warning"),
                 json.dumps(r["message"])) for r in log.get("results", [])]

    def hashes(self, sarif, sources):
        """primaryLocationLineHash of each result, as the tool computes it."""
        log = load(sarif)
        base = "file://" + urllib.parse.quote(os.path.abspath(sources)) + "/"
        log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"] = base
        for result in log["runs"][0]["results"]:
            del result["partialFingerprints"]
        bare = sarif + ".bare.sarif"
        with open(bare, "w", encoding="utf-8") as file:
            json.dump(log, file)
        out = sarif + ".hashed.sarif"
        code, text = run([
            self.path, "rewrite", bare, "--output", out, "--log",
            "ForceOverwrite", "--insert", "RollingHashPartialFingerprints"])
        if not os.path.exists(out):
            fail("rewrite wrote nothing (exit %d): %s" % (code, text))
            return []
        return [r.get("partialFingerprints", {}).get("primaryLocationLineHash")
                for r in load(out)["runs"][0]["results"]]


def walk(node, path=""):
    """Every object below a node, with where it is."""
    stack = [(node, path)]
    while stack:
        at, where = stack.pop()
        if isinstance(at, dict):
            yield at, where
            stack += [(v, "%s.%s" % (where, k)) for k, v in at.items()]
        elif isinstance(at, list):
            stack += [(v, "%s[%d]" % (where, i)) for i, v in enumerate(at)]


def check_uris(run_object, name):
    for node, where in walk(run_object):
        uri = node.get("uri")
        if uri is None or "description" in node:
            continue
        if "uriBaseId" in node:
            parts = urllib.parse.unquote(uri).split("/")
            if ".." in parts or uri.startswith("/") or ":" in uri:
                fail("%s: %s is not inside the root: %s" % (name, where, uri))
        if any(c in uri for c in ' #"<>\\^`{|}') or not uri.isascii():
            fail("%s: %s is not encoded: %s" % (name, where, uri))


def check_regions(run_object, name):
    for node, where in walk(run_object):
        region = node.get("region")
        if region is None:
            continue
        begin = (region["startLine"], region["startColumn"])
        end = (region["endLine"], region["endColumn"])
        if begin > end or min(begin + end) < 1:
            fail("%s: %s is upside down: %s" % (name, where, region))
        context = node.get("contextRegion")
        if not context:
            continue
        outer = ((context["startLine"], context["startColumn"]),
                 (context["endLine"], context["endColumn"]))
        if outer[0] > begin or outer[1] < end or outer == (begin, end):
            fail("%s: %s: context is no proper superset" % (name, where))


def check_run(run_object, name):
    """What the validator does not see."""
    rules = run_object["tool"]["driver"]["rules"]
    if run_object.get("columnKind") != "utf16CodeUnits":
        fail(name + ": columnKind is missing")
    if not run_object["automationDetails"]["id"].endswith("/"):
        fail(name + ": automationDetails.id does not end with '/'")
    for rule in rules:
        severity = rule["properties"].get("security-severity", "1.0")
        if not isinstance(severity, str):
            fail("%s: %s: security-severity is no string" % (name, rule["id"]))
        float(severity)
        if len(rule["properties"]["tags"]) > 10:
            fail("%s: %s has more than 10 tags" % (name, rule["id"]))
        for key, most in [("shortDescription", 1024), ("fullDescription", 1024)]:
            if not 0 < len(rule[key]["text"]) <= most:
                fail("%s: %s: %s is too long" % (name, rule["id"], key))
    for i, result in enumerate(run_object["results"]):
        where = "%s: results[%d]" % (name, i)
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            fail(where + ": ruleIndex names another rule")
        prints = result.get("partialFingerprints", {})
        if not {"primaryLocationLineHash", "interlock/v1"} <= set(prints):
            fail(where + ": fingerprints are missing")
        if "kind" in result and result["kind"] != "fail":
            if result.get("level", "none") != "none":
                fail(where + ": kind and level contradict each other")
        ids = {r["id"] for r in result.get("relatedLocations", [])}
        for number in ids:
            if "](%d)" % number not in result["message"]["text"]:
                fail("%s: related location %d has no link" % (where, number))
        if len(result["message"]["text"]) > 16000:
            fail(where + ": the message is too long")
    check_uris(run_object, name)
    check_regions(run_object, name)


def check_limits(path, log, name):
    if len(log["runs"]) != 1:
        fail(name + ": categories repeat when there is more than one run")
    if len(log["runs"][0]["results"]) > 25000:
        fail(name + ": more than 25,000 results")
    with open(path, "rb") as file:
        data = file.read()
    if b"\n" in data[:-1]:
        fail(name + ": not compact")
    for level in (1, 6):
        packed = len(gzip.compress(data, level))
        if packed >= 10_000_000:
            fail("%s: packs to %d bytes at level %d" % (name, packed, level))


def check_worst_kept(log):
    run_object = log["runs"][0]
    levels = {r["level"] for r in run_object["results"]}
    count = sum(r["level"] != "note" for r in run_object["results"])
    if count != 20010 or len(run_object["results"]) != 25000:
        fail("large: the worst 25,000 were not kept: %d, %s" % (count, levels))
    notes = run_object["invocations"][0]["toolExecutionNotifications"]
    if not any("5000 findings left out" in n["message"]["text"] for n in notes):
        fail("large: no notification tells what was left out")


def check_suppressions(folder):
    for name, expected in [("sample", 0), ("full", 3)]:
        results = load("%s/%s/sarif.sarif" % (folder, name))["runs"][0]["results"]
        found = [r["suppressions"][0]["kind"] for r in results
                 if "suppressions" in r]
        if len(found) != expected:
            fail("%s: %d suppressed results" % (name, len(found)))
    if sorted(found) != ["external", "external", "inSource"]:
        fail("full: kinds of suppression are %s" % found)


def check_validator_works(tool, folder):
    """A check that finds nothing must be able to find something."""
    log = load(folder + "/sample/sarif.sarif")
    result = log["runs"][0]["results"][0]
    result["message"]["text"] = ""
    location = result["locations"][0]["physicalLocation"]
    location["artifactLocation"]["uri"] = "a b.sql"
    location["contextRegion"] = dict(location["region"])
    path = folder + "/broken.sarif"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(log, file)
    found = {rule for rule, _, _ in tool.validate(path)}
    for rule in ["SARIF1002", "SARIF1008"]:
        if rule not in found:
            fail("the validator did not report %s: %s" % (rule, found))
    found = {rule for rule, _, _ in tool.validate(path, tool.config)}
    if "GH1007" not in found:
        fail("the validator did not run GH1007: %s" % found)


def reference_hashes(text):
    """GitHub's line hashes of a text, line by line, written plainly."""
    units = text.encode("utf-16-le")
    units = [units[i] | units[i + 1] << 8 for i in range(0, len(units), 2)]
    kept, starts = [], []
    new_line, after_cr = True, False
    for unit in units + [0xFFFF]:
        skip = unit in (32, 9) or (after_cr and unit == 10)
        after_cr = unit == 13
        if skip:
            continue
        if new_line:
            starts.append(len(kept))
        unit = 10 if unit == 13 else unit
        new_line = unit == 10
        kept.append(unit)
    values, seen = [], {}
    for start in starts:
        value = 0
        window = (kept[start:start + 100] + [0] * 100)[:100]
        for unit in window:
            value = (value * 37 + unit) % 2**64
        seen[value] = seen.get(value, 0) + 1
        values.append("%x:%d" % (value, seen[value]))
    return values


def check_hashes(tool, folder):
    """Ours are GitHub's. The tool's are the same but for one thing: it reads
    files without their byte order mark, which GitHub keeps."""
    for name in ["lines", "sample"]:
        sarif = "%s/%s/sarif.sarif" % (folder, name)
        sources = "%s/%s/sources" % (folder, name)
        theirs = tool.hashes(sarif, sources)
        results = load(sarif)["runs"][0]["results"]
        if len(theirs) != len(results) or not theirs:
            fail("%s: %d hashes for %d results" %
                 (name, len(theirs), len(results)))
        github, plain = {}, {}
        for result, hashed in zip(results, theirs):
            place = result["locations"][0]["physicalLocation"]
            uri = place["artifactLocation"]["uri"]
            if uri not in github:
                path = os.path.join(sources, urllib.parse.unquote(uri))
                with open(path, "rb") as file:
                    text = file.read().decode("utf-8", "replace")
                github[uri] = reference_hashes(text)
                plain[uri] = reference_hashes(text.removeprefix("\ufeff"))
            line = place["region"]["startLine"] - 1
            ours = result["partialFingerprints"]["primaryLocationLineHash"]
            if ours != github[uri][line]:
                fail("%s:%d: hash %s, GitHub's is %s" %
                     (uri, line + 1, ours, github[uri][line]))
            if hashed != plain[uri][line]:
                fail("%s:%d: the tool's hash is %s, the reference's %s" %
                     (uri, line + 1, hashed, plain[uri][line]))
        print("%s: %d line hashes compared" % (name, len(theirs)))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    dump, multitool = sys.argv[1:]
    if not os.access(multitool, os.X_OK):
        sys.exit("%s is missing; run scripts/setup-sarif" % multitool)
    with tempfile.TemporaryDirectory() as folder:
        for name in ALL_SAMPLES:
            subprocess.run([dump, name, "%s/%s" % (folder, name)], check=True)
            path = "%s/%s/sarif.sarif" % (folder, name)
            log = load(path)
            check_limits(path, log, name)
            for run_object in log["runs"]:
                check_run(run_object, name)
            if name == "large":
                check_worst_kept(log)
        check_suppressions(folder)
        tool = Multitool(multitool, folder)
        for name in SCHEMA_SAMPLES:
            path = "%s/%s/sarif.sarif" % (folder, name)
            for config in [None, tool.config]:
                for found in tool.validate(path, config):
                    fail("%s: %s" % (name, " ".join(found)))
        check_validator_works(tool, folder)
        check_hashes(tool, folder)
    if failures:
        sys.exit("%d failures" % len(failures))
    print("SARIF is clean")


if __name__ == "__main__":
    main()
