# SPDX-License-Identifier: Apache-2.0
"""Catalog equals reality: histories replayed by interlock and by a server.

    catalog_server_test.py INTERLOCK [--histories N] [--statements N]
        [--seed N] [--version N] [--shrink N]

For each version of PostgreSQL, makes random histories on the server (see
catalog_histories.py) and takes the project's own example histories; compares
`interlock facts --catalog` of each with pg_catalog, object by object. What
differs must be stated as not known by interlock. With --shrink, the first
histories that are wrong are made as short as they get. Exits 77 where no server is installed.
"""
import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
# pylint: disable=wrong-import-position
import pg_server  # noqa: E402
import catalog_dump  # noqa: E402
import catalog_dump_parts  # noqa: E402
import catalog_histories  # noqa: E402

MAX_UNKNOWN = 0.03
# Histories whose expressions are compared, too: each takes a second replay.
WITH_TEXTS = 6
OWN = ["examples/release-train/db/migrations"]


def catalogs(interlock, folder, version):
    """The catalog of each history below the folder, by its folder."""
    config = folder / ".interlock.yml"
    if not config.exists():
        config.write_text(f"postgresql:\n  version: {version}\n")
    run = subprocess.run([interlock, "facts", "--catalog", "--root", folder],
                         stdout=subprocess.PIPE, check=False)
    facts = json.loads(run.stdout)
    return {each["folder"]: each["catalog"] for each in facts["catalogs"]}


def written(statements):
    return ";\n".join(statements) + ";\n"


def lay(folder, name, statements):
    place = folder / name / "migrations"
    place.mkdir(parents=True)
    (place / "001_all.sql").write_text(written(statements))


def differences(interlock, server, statements, version, database="shrink"):
    """What is wrong for these statements, replayed on a fresh database."""
    with server.connect() as admin:
        admin.run(f"DROP DATABASE IF EXISTS {database}")
        admin.run(f"CREATE DATABASE {database}")
    with server.connect(database) as connection:
        kept = catalog_histories.accepted_each(connection, statements)
        real = catalog_dump.of_server(connection, version)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        lay(folder, "h", kept)
        [catalog] = catalogs(interlock, folder, version).values()
    known = catalog_dump.of_interlock(catalog, version)
    return kept, catalog_dump.compare(real, known)[2]


def shrink(interlock, server, statements, version, wrong):
    """Few statements that still show the first difference."""
    mark = wrong[0].split(" is ")[0]

    def fails(some):
        kept, found = differences(interlock, server, some, version)
        return kept if any(mark in each for each in found) else None

    size = max(1, len(statements) // 2)
    while True:
        at = 0
        while at < len(statements):
            shorter = statements[:at] + statements[at + size:]
            kept = fails(shorter) if shorter else None
            if kept is not None:
                statements = kept
            else:
                at += size
        if size == 1:
            return statements
        size //= 2


def printed(interlock, folder, version):
    """The SQL that makes the only history below the folder again."""
    config = folder / ".interlock.yml"
    if not config.exists():
        config.write_text(f"postgresql:\n  version: {version}\n")
    run = subprocess.run([interlock, "facts", "--catalog", "--as", "sql",
                          "--root", folder],
                         stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout


def texts(interlock, server, version, folder, real):
    """Compares what the server's deparser makes of every expression with what
    it makes of the SQL that interlock prints. What could not be made again is
    not known."""
    with server.connect() as admin:
        admin.run("DROP DATABASE IF EXISTS texts")
        admin.run("CREATE DATABASE texts")
    with server.connect("texts") as connection:
        script = printed(interlock, folder, version).split(";\n")
        catalog_histories.accepted_each(connection, script)
        made = catalog_dump.of_server(connection, version)
        catalog_dump_parts.add_texts(connection, made)
    equal, unknown, wrong = 0, [], []
    for key, facts in real.items():
        text = facts.get("text")
        if text is None:
            continue
        other = made.get(key, {}).get("text")
        if other is None:
            unknown.append(f"{key}: its text")
        elif _bare(key, text) != _bare(key, other):
            wrong.append(f"{key}: text is {text!r}, interlock says {other!r}")
        else:
            equal += 1
    return equal, unknown, wrong


def _bare(key, text):
    """A change of type leaves casts in a default that nobody wrote."""
    if key[0] != "column":
        return text
    return re.sub(r"::(\w+\.)?\w+"
                  r"( varying| without time zone| with time zone)?"
                  r"(\(\d+(,\d+)?\))?(\[\])?", "", text)


def check(interlock, server, version, arguments):
    equal, unknown, wrong_ones = 0, [], []
    shown = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        reals, histories = {}, {}
        for number in range(arguments.histories):
            name = f"h{number:03}"
            with server.connect() as admin:
                admin.run(f"CREATE DATABASE {name}")
            with server.connect(name) as connection:
                histories[name] = catalog_histories.make(
                    connection, arguments.seed * 1000 + number, version,
                    arguments.statements)
                reals[name] = catalog_dump.of_server(connection, version)
                if number < WITH_TEXTS:
                    catalog_dump_parts.add_texts(connection, reals[name])
            with server.connect() as admin:
                admin.run(f"DROP DATABASE {name}")
            lay(folder, name, histories[name])
        for place, catalog in catalogs(interlock, folder, version).items():
            name = place.split("/")[0]
            same, open_ones, wrong = catalog_dump.compare(
                reals[name], catalog_dump.of_interlock(catalog, version))
            equal += same
            unknown += open_ones
            wrong_ones += [f"{name}: {each}" for each in wrong]
            if int(name[1:]) < WITH_TEXTS:
                same, open_ones, bad = texts(interlock, server, version,
                                             folder / name, reals[name])
                equal += same
                unknown += open_ones
                wrong_ones += [f"{name}: {each}" for each in bad]
            if wrong and len(shown) < arguments.shrink:
                shown[name] = wrong
        for name, wrong in shown.items():
            few = shrink(interlock, server, histories[name], version, wrong)
            print(f"PostgreSQL {version}, {name}, shrunk to:")
            print(written(few))
            print("\n".join(differences(interlock, server, few, version)[1]))
    return equal, unknown, wrong_ones


def pieces(text):
    """Statements that must stand alone are sent alone."""
    if "CONCURRENTLY" not in text:
        return [text]
    return [piece for piece in re.split(r";[ \t]*\n", text) if piece.strip()]


def replay(interlock, server, version, folder):
    """A history from files, each a string of statements, on a fresh database."""
    with server.connect() as admin:
        admin.run("DROP DATABASE IF EXISTS replay")
        admin.run("CREATE DATABASE replay")
    with server.connect("replay") as connection:
        for path in sorted(folder.glob("*.sql")):
            if not path.name.endswith(".down.sql"):
                for statement in pieces(path.read_text()):
                    connection.run(statement)
        real = catalog_dump.of_server(connection, version)
    with tempfile.TemporaryDirectory() as copy:
        copy = pathlib.Path(copy)
        place = copy / "h" / "migrations"
        place.mkdir(parents=True)
        for path in sorted(folder.glob("*.sql")):
            (place / path.name).write_bytes(path.read_bytes())
        [catalog] = catalogs(interlock, copy, version).values()
    return catalog_dump.compare(real,
                                catalog_dump.of_interlock(catalog, version))


def cases(interlock, server, version):
    """The small histories of catalog_cases.sql."""
    text = (pathlib.Path(__file__).parent / "catalog_cases.sql").read_text()
    equal, unknown, wrong_ones = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        reals = {}
        for number, case in enumerate(text.split("-- Case: ")[1:]):
            name = f"case{number:02}"
            statements = [each for each in re.split(
                r";\n", case.partition("\n")[2]) if each.strip()]
            with server.connect() as admin:
                admin.run(f"CREATE DATABASE {name}")
            with server.connect(name) as connection:
                for statement in statements:
                    connection.run(statement)
                reals[name] = catalog_dump.of_server(connection, version)
            lay(folder, name, statements)
        for place, catalog in catalogs(interlock, folder, version).items():
            name = place.split("/")[0]
            same, open_ones, wrong = catalog_dump.compare(
                reals[name], catalog_dump.of_interlock(catalog, version))
            equal += same
            unknown += open_ones
            wrong_ones += [f"{name}: {each}" for each in wrong]
    return equal, unknown, wrong_ones


def recreated(interlock, server, version):
    """What `facts --catalog --as sql` prints, run on a fresh database, against
    the history that it comes from."""
    text = (pathlib.Path(__file__).parent / "catalog_recreated.sql").read_text()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        place = folder / "h" / "migrations"
        place.mkdir(parents=True)
        (place / "001_all.sql").write_text(text)
        script = printed(interlock, folder, version)
    catalogs_of = []
    for name, run in (("written", text), ("printed", script)):
        with server.connect() as admin:
            admin.run(f"CREATE DATABASE {name}")
        with server.connect(name) as connection:
            connection.run(run)
            catalogs_of.append(catalog_dump.of_server(connection, version))
            catalog_dump_parts.add_texts(connection, catalogs_of[-1])
    return catalog_dump.compare(*catalogs_of)


def report(what, equal, unknown, wrong):
    total = max(1, equal + len(unknown) + len(wrong))
    share = len(unknown) / total
    print(f"{what}: {equal} objects equal, {len(unknown)} not known "
          f"({100 * share:.2f}%), {len(wrong)} wrong", flush=True)
    for each in wrong[:40]:
        print(f"  {each}")
    return not wrong and share <= MAX_UNKNOWN


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("interlock")
    parser.add_argument("--histories", type=int, default=25)
    parser.add_argument("--statements", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", type=int)
    parser.add_argument("--shrink", type=int, default=0)
    arguments = parser.parse_args()
    versions = [arguments.version] if arguments.version else pg_server.VERSIONS
    with concurrent.futures.ThreadPoolExecutor(len(versions)) as pool:
        results = list(pool.map(
            lambda version: one_version(version, arguments), versions))
    if all(result is None for result in results):
        return pg_server.SKIPPED
    return 1 if False in results else 0


def one_version(version, arguments):
    try:
        server = pg_server.start(version)
    except pg_server.NotInstalled as problem:
        print(problem)
        return None
    with server:
        good = True
        with server.connect() as admin:
            admin.run("CREATE ROLE reader; CREATE ROLE writer")
        if arguments.histories > 0:
            result = check(arguments.interlock, server, version, arguments)
            good = report(f"PostgreSQL {version}, random histories", *result)
        result = cases(arguments.interlock, server, version)
        good &= report(f"PostgreSQL {version}, small histories", *result)
        result = recreated(arguments.interlock, server, version)
        good &= report(f"PostgreSQL {version}, catalog as SQL", *result)
        for own in OWN:
            result = replay(arguments.interlock, server, version, ROOT / own)
            good &= report(f"PostgreSQL {version}, {own}", *result)
    return good


if __name__ == "__main__":
    sys.exit(main())
