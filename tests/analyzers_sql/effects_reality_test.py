# SPDX-License-Identifier: Apache-2.0
"""What `interlock facts --effects` says of a statement is what the server does.

Runs every case of effects_cases.py on each server that is installed and
compares the locks, the new files, the tables read from end to end and the
errors with the prediction. A prediction may state that something is not known,
but few may. A statement that the server refuses must be predicted to fail with
the same SQLSTATE, or something of it be stated as unknown. Exits 77 where no
server is installed.

    effects_reality_test.py INTERLOCK [--explain] [CASE...]
    effects_reality_test.py INTERLOCK --random COUNT [--seed N]

The second form runs nothing but COUNT combinations of actions chosen by
chance, and shrinks what differs.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import effects_cases  # noqa: E402
import effects_observed  # noqa: E402
import effects_random  # noqa: E402
import pg_server  # noqa: E402

MODES = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE",
         "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
MOST_UNKNOWN = 0.03
FEWEST = 1000
OPEN = "the statement may do more than is known"


def predict(binary, cases, version):
    """The prediction for each case, all made by one run."""
    setup, script = [], []
    for number, case in enumerate(cases):
        schema = f"c{number}"
        setup.append(f"CREATE SCHEMA {schema};\nSET search_path TO {schema};\n"
                     + case.setup.replace("{schema}", schema))
        script.append(f"BEGIN;\nSET LOCAL search_path TO {schema};\n"
                      f"{case.before}\n"
                      + case.sql.replace("{schema}", schema) + ";\nCOMMIT;\n")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "setup.sql").write_text("\n".join(setup))
        (folder / "script.sql").write_text("\n".join(script))
        run = subprocess.run(
            [binary, "facts", "--effects", folder / "script.sql", "--setup",
             folder / "setup.sql", "--pg-version", str(version)],
            stdout=subprocess.PIPE, check=False)
    found, last = [], None
    for statement in json.loads(run.stdout)["statements"]:
        if statement["sql"] == "COMMIT":
            found.append(last)
        last = statement
    assert len(found) == len(cases), f"{len(found)} of {len(cases)} statements"
    return found


def observe(cases, version):
    settings = {"allow_in_place_tablespaces": "on"}
    with pg_server.start(version, **settings) as server, \
            server.connect() as connection:
        connection.run("CREATE TABLESPACE far LOCATION ''")
        schemas, seen = {}, []
        for case in cases:
            if case.setup not in schemas:
                schema = schemas[case.setup] = f"w{len(schemas)}"
                connection.run(f"CREATE SCHEMA {schema}; SET search_path TO "
                               f"{schema};"
                               + case.setup.replace("{schema}", schema))
        for case in cases:
            seen.append(effects_observed.observe(
                connection, schemas[case.setup], case))
        return seen


def faults(seen, told):
    """Differences between what was seen and what was told."""
    unknown = {line.split(":")[0] for line in told["unknown"]}
    more = OPEN in unknown
    locks = {lock["relation"]: MODES.index(lock["mode"])
             for lock in told["locks"]}
    for name in sorted(set(locks) | set(seen.locks)):
        was, said = seen.locks.get(name, -1), locks.get(name, -1)
        index = seen.kinds.get(name) in ("i", "I")
        # Plans lock every index a little; that keeps nobody waiting.
        if index and max(was, said) < MODES.index("SHARE UPDATE EXCLUSIVE"):
            continue
        # Of a table that is new here, more was held before.
        if was < said <= seen.held.get(name, -1):
            continue
        if index and unknown:  # known by its table
            continue
        if more and was > said:
            continue
        if was != said and name in seen.kinds:
            yield (f"{name} is locked {MODES[was] if was >= 0 else 'not'}, "
                   f"told {MODES[said] if said >= 0 else 'not'}")
        elif name not in seen.kinds:
            yield f"{name} is not there, told {MODES[said]}"
    for what, was, said in (("rewritten", seen.rewrites, told["rewrites"]),
                            ("read", seen.scans, told["scans"])):
        for name in sorted(was ^ set(said)):
            if more and name not in said:
                continue
            if name in unknown or seen.kinds.get(name) == "S":
                continue
            if unknown and seen.kinds.get(name) in ("i", "I"):
                continue
            if what == "read" and seen.plans:
                continue
            # A join with an empty table need not look at the other.
            if what == "read" and seen.empty and name == "u":
                continue
            yield f"{name} is {'' if name in was else 'not '}{what}"


def error_faults(seen, told):
    """The one of the server and the one that was told must be the same."""
    said = told["error"]
    if not seen.error:
        # Rows that are not there break nothing.
        rows = said and said["sqlstate"] in ("23502", "23505")
        if said and not (seen.empty and rows):
            yield f"is not refused, told {said['sqlstate']} {said['message']}"
    elif said is None:
        if not told["unknown"]:
            yield f"is refused with {seen.error} {seen.message}, told nothing"
    elif said["sqlstate"] != seen.error:
        yield (f"is refused with {seen.error} {seen.message}, told "
               f"{said['sqlstate']} {said['message']}")


def judge(binary, version, cases):
    """Each case with what is wrong of it, what was seen and what was told."""
    seen = observe(cases, version)
    told = predict(binary, cases, version)
    for case, real, prediction in zip(cases, seen, told):
        found = list(error_faults(real, prediction))
        if not real.error:
            found += faults(real, prediction)
        yield case, found, real, prediction


def check(binary, version, cases, explain):
    """The cases that are wrong, and whether too few are known."""
    wrong = []
    unknown = refused = predicted = 0
    for case, found, real, prediction in judge(binary, version, cases):
        refused += bool(real.error)
        predicted += bool(real.error and prediction["error"])
        if found:
            wrong.append(case)
            print(f"{version} {case.name}: {case.sql}")
            for fault in found:
                print(f"    {fault}")
        elif prediction["unknown"] and not prediction["error"]:
            unknown += 1
            if explain:
                print(f"{version} {case.name}: {prediction['unknown']}")
    print(f"PostgreSQL {version}: {len(cases)} cases, "
          f"{len(cases) - len(wrong) - unknown} agree, {unknown} unknown, "
          f"{len(wrong)} wrong; {refused} refused, {predicted} of them "
          "predicted", flush=True)
    return wrong, unknown > MOST_UNKNOWN * len(cases)


def shrink(binary, version, wrong):
    """Prints the smallest combinations that are wrong as well."""
    cases = [small for case in wrong for small in effects_random.smaller(case)]
    done = set()
    for case, found, _, _ in judge(binary, version, cases) if cases else ():
        whole = case.name.rsplit("/", 1)[0]
        if found and whole not in done:
            done.add(whole)
            print(f"{version} {whole} shrunk: {case.sql}")
            for fault in found:
                print(f"    {fault}")


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--random", type=int, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=effects_random.SEED)
    return parser.parse_args()


def cases_of(given, version):
    if given.random is None:
        cases = effects_cases.all_cases()
    else:
        cases = effects_cases.random_cases(given.random, given.seed)
    return [case for case in cases if case.since <= version <= case.until and
            (not given.cases or any(w in case.name for w in given.cases))]


def main():
    given = options()
    good, ran = True, False
    for version in pg_server.VERSIONS:
        cases = cases_of(given, version)
        if not given.cases and not given.random and len(cases) < FEWEST:
            print(f"only {len(cases)} cases")
            good = False
        try:
            wrong, vague = check(given.binary, version, cases, given.explain)
            good &= not wrong and not vague
            ran = True
            if given.random is not None:
                shrink(given.binary, version, wrong)
        except pg_server.NotInstalled as error:
            print(error)
    if not ran:
        return pg_server.SKIPPED
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
