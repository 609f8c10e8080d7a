#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up what ctest and GoogleTest reported: `N passed, N failed`.

usage: count_tests.py FOLDER MORE_FAILURES

FOLDER holds <build>.xml of ctest and <build>/<test>.xml of GoogleTest. A test
program that wrote no report, or ended badly though its report is clean, counts
as one case.
"""
import pathlib
import sys
import xml.etree.ElementTree as xml


def cases(report):
    """(passed, failed, skipped) of one GoogleTest report."""
    passed = failed = skipped = 0
    for case in xml.parse(report).iter("testcase"):
        if case.find("failure") is not None:
            failed += 1
        elif case.get("result") in ("skipped", "suppressed"):
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def count(folder):
    total = [0, 0, 0]
    for build in sorted(folder.glob("*.xml")):
        for test in xml.parse(build).iter("testcase"):
            report = folder / build.stem / (test.get("name") + ".xml")
            ok = test.get("status") == "run"
            skipped = not ok and test.find("skipped") is not None
            try:
                numbers = cases(report)
            except (OSError, xml.ParseError):
                numbers = (int(ok), 0, int(skipped))
            if not ok and not skipped and numbers[1] == 0:
                numbers = (numbers[0], 1, numbers[2])
            total = [a + b for a, b in zip(total, numbers)]
    return total


def main():
    passed, failed, skipped = count(pathlib.Path(sys.argv[1]))
    failed += int(sys.argv[2])
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
