# SPDX-License-Identifier: Apache-2.0
"""Which statements a server refuses, against what the analyzer can prove.

Each file of refusals/ holds groups: "=== name", set-up statements, "---", and
one case a line. A case runs after the set-up, in a transaction that is rolled
back. "!" runs it by itself, "&" runs several statements as they stand.

A proven refusal must be refused with the same SQLSTATE, and what the server
takes must not be predicted refused. Refused statements that nothing predicts
are counted; their share may not grow.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import pg_server  # noqa: E402

UNPREDICTED = 0.08  # of the refused ones, at most


def groups():
    for path in sorted((HERE / "refusals").glob("*.sql")):
        for part in path.read_text().split("=== ")[1:]:
            name, _, rest = part.partition("\n")
            setup, _, cases = rest.partition("\n---\n")
            yield name, setup, [c for c in cases.splitlines() if c]


def clone(server, admin, name):
    admin.run(f"DROP DATABASE IF EXISTS work")
    admin.run(f"CREATE DATABASE work TEMPLATE {name}")
    return server.connect("work")


def refuse(connection, *texts):
    """The SQLSTATE of the first text that the server refuses."""
    try:
        for text in texts:
            connection.run(text)
    except pg_server.SqlError as error:
        return error.sqlstate, error.message
    return None, ""


def observe(server):
    """{(group, case): (SQLSTATE, message)} as the server has it."""
    seen = {}
    with server.connect() as admin:
        for number, (name, setup, cases) in enumerate(groups()):
            database = f"g{number}"
            admin.run(f"CREATE DATABASE {database} TEMPLATE template0")
            with server.connect(database) as connection:
                connection.run(setup)
            plain = [c for c in cases if c[0] not in "!&"]
            with server.connect(database) as connection:
                for case in plain:
                    connection.run("BEGIN")
                    seen[name, case] = refuse(connection, case)
                    connection.run("ROLLBACK")
            for case in cases:
                if case in plain:
                    continue
                texts = [case[1:]]
                if case[0] == "&":
                    texts = [t for t in split(case[1:])]
                with clone(server, admin, database) as connection:
                    seen[name, case] = refuse(connection, *texts)
    return seen


def split(text):
    """Statements apart; none of the cases has a ';' inside a string."""
    parts = []
    for part in text.split(";"):
        if parts and parts[-1].count("$$") % 2:
            parts[-1] += ";" + part
        elif part.strip():
            parts.append(part.strip())
    return parts


def predict(program, version):
    """{(group, case): refusal} as the analyzer has it."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        places = {}
        for name, setup, cases in groups():
            for case in cases:
                number = len(places)
                place = root / f"c{number:04}" / "migrations"
                place.mkdir(parents=True)
                (place / "0001_setup.sql").write_text(setup)
                text = case[1:] if case[0] in "!&" else f"BEGIN;\n{case};"
                (place / "0002_case.sql").write_text(text + ";\n")
                places[f"c{number:04}/migrations"] = name, case
        done = subprocess.run(
            [program, "facts", "--effects", "--pg-version", str(version), "."],
            cwd=root, capture_output=True, text=True, check=False)
        if not done.stdout:
            raise RuntimeError(done.stderr)
        found = {}
        for history in json.loads(done.stdout)["histories"]:
            key = places[history["folder"]]
            for migration in history["migrations"]:
                late = migration["path"].endswith("_case.sql")
                for op in migration["ops"]:
                    error = op.get("error")
                    if error and not late and error["proven"]:
                        found["set-up", key[0]] = error
                    elif error and late:
                        found.setdefault(key, error)
        return found


def compare(version, seen, found, loud):
    wrong = refused = missed = 0
    for key, (state, message) in seen.items():
        error = found.get(key)
        proven = error["sqlstate"] if error and error["proven"] else None
        refused += state is not None
        if proven == state or proven is None:
            if state is not None and proven is None:
                missed += 1
                if loud:
                    print(f"{version}: missed {state} {key[1]}\n"
                          f"      {message}")
            continue
        wrong += 1
        print(f"{version}: {key[0]}: {key[1]}\n"
              f"    server: {state} {message}\n"
              f"    predicted: {proven} {error['message']}")
    for key in (key for key in found if key[0] == "set-up"):
        wrong += 1
        print(f"{version}: set-up of {key[1]}: {found[key]}")
    print(f"PostgreSQL {version}: {len(seen)} statements, {refused} refused, "
          f"{missed} of them not predicted, {wrong} wrong")
    return wrong or missed > UNPREDICTED * refused or len(seen) < 250


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    for version in pg_server.VERSIONS:
        try:
            with pg_server.start(version) as server:
                seen = observe(server)
        except pg_server.NotInstalled as reason:
            print(reason)
            return pg_server.SKIPPED
        found = predict(program, version)
        failed |= bool(compare(version, seen, found, "--loud" in sys.argv))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
