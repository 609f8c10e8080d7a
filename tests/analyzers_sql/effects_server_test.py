# SPDX-License-Identifier: Apache-2.0
"""Checks each claim of analyzers/sql/facts.def against a PostgreSQL server.

Starts a server of its own in a temporary folder, reachable by a Unix socket
alone, runs every example in a transaction and compares the lock taken, and
whether the table was read, rewritten or got an index. Exits 77, which ctest
counts as skipped, where no server is installed.
"""
import glob
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FACTS = HERE.parent.parent / "analyzers" / "sql" / "facts.def"
FACT = re.compile(r'INTERLOCK_FACT\((\w+),\s*k(\w+),\s*k(\w+),'
                  r'\s*((?:"[^"]*"\s*)+)\)')
LOCKS = ["AccessShareLock", "RowShareLock", "RowExclusiveLock",
         "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock",
         "ExclusiveLock", "AccessExclusiveLock"]
# What the claim is about, where the example does not name t.
RELATIONS = {"CreateIndexOnly": "p", "DetachPartition": "p",
             "CreatePartition": "p", "RefreshView": "m"}
# Gives the table a new, empty file and builds its indexes on that.
EMPTIES = {"Truncate"}


def read_facts():
    for name, lock, work, text in FACT.findall(FACTS.read_text()):
        sql = "".join(re.findall(r'"([^"]*)"', text))
        if sql:
            yield name, lock + "Lock", work, sql


def find_server():
    """The newest folder of programs that holds all that is needed."""
    found = [pathlib.Path(p).parent for p in
             glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    found.sort(key=lambda p: float(p.parts[-2]), reverse=True)
    if shutil.which("initdb"):
        found.append(pathlib.Path(shutil.which("initdb")).resolve().parent)
    for folder in found:
        if all((folder / p).exists() for p in ("initdb", "pg_ctl", "psql")):
            return folder
    return None


class Server:
    def __init__(self, bin_folder, folder):
        self.bin = bin_folder
        self.folder = folder
        self.owner = None
        if os.geteuid() == 0:
            self.owner = pwd.getpwnam("postgres")
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def run(self, program, *args, **options):
        if self.owner is not None:
            options["user"] = self.owner.pw_uid
            options["group"] = self.owner.pw_gid
        return subprocess.run([str(self.bin / program), *args], check=True,
                              cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, **options)

    def start(self):
        self.run("initdb", "-D", "data", "-A", "trust", "-U", "postgres",
                 "--no-sync")
        self.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o",
                 f"-c listen_addresses='' -c unix_socket_directories="
                 f"{self.folder} -c fsync=off", "start")

    def stop(self):
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def psql(self, sql, database="facts"):
        return self.run("psql", "-X", "-q", "-A", "-t", "-h", self.folder,
                        "-U", "postgres", "-d", database, "-v",
                        "ON_ERROR_STOP=1", input=sql).stdout


def observe(server, relation, sql):
    """The strongest lock, and what happened to the table meanwhile."""
    server.psql("CREATE DATABASE work TEMPLATE facts", "postgres")
    try:
        out = server.psql(f"""
BEGIN;
CREATE TEMP TABLE before AS SELECT c.oid, c.relfilenode, (SELECT count(*)
  FROM pg_index i WHERE i.indrelid = c.oid) AS indexes
  FROM pg_class c WHERE c.oid = '{relation}'::regclass;
CREATE TEMP TABLE reads AS SELECT coalesce(sum(seq_scan), 0) AS n
  FROM pg_stat_xact_user_tables WHERE relid = (SELECT oid FROM before);
{sql};
SELECT 'lock', l.mode FROM pg_locks l, before b
  WHERE l.pid = pg_backend_pid() AND l.relation = b.oid;
SELECT 'file', c.relfilenode <> b.relfilenode FROM pg_class c, before b
  WHERE c.oid = b.oid;
SELECT 'index', (SELECT count(*) FROM pg_index i WHERE i.indrelid = b.oid)
  > b.indexes FROM before b;
SELECT 'read', coalesce(sum(seq_scan), 0) > (SELECT n FROM reads)
  FROM pg_stat_xact_user_tables WHERE relid = (SELECT oid FROM before);
ROLLBACK;
""", "work")
    finally:
        server.psql("DROP DATABASE work", "postgres")
    rows = [line.split("|") for line in out.splitlines() if "|" in line]
    locks = [value for key, value in rows if key == "lock"]
    seen = {key: value == "t" for key, value in rows if key != "lock"}
    return max(locks, key=LOCKS.index, default="none"), seen


def faults(name, lock, work, taken, seen):
    if taken != lock:
        yield f"takes {taken}, not {lock}"
    rewritten = seen.get("file", False) and name not in EMPTIES
    if rewritten != (work == "Rewrite") and name != "RefreshView":
        yield f"rewritten: {rewritten}, claimed {work}"
    if work == "Instant" and seen.get("read", False) and name not in EMPTIES:
        yield "reads the table, claimed to be instant"
    if work == "Scan" and not seen.get("read", False):
        yield "does not read the table, claimed to"
    build = name not in {"Reindex", "CreateIndexOnly"}
    if build and seen.get("index", False) != (work == "IndexBuild"):
        yield f"new index: {seen.get('index')}, claimed {work}"


def check_all(server):
    server.psql("CREATE DATABASE facts", "postgres")
    server.psql((HERE / "server_schema.sql").read_text())
    count = wrong = 0
    for name, lock, work, sql in read_facts():
        count += 1
        relation = RELATIONS.get(name, "t")
        for fault in faults(name, lock, work,
                            *observe(server, relation, sql)):
            print(f"{name}: {fault}\n    {sql}")
            wrong += 1
    return count, wrong


def main():
    bin_folder = find_server()
    if bin_folder is None:
        print("no PostgreSQL server is installed")
        return 77
    folder = tempfile.mkdtemp(prefix="facts")
    server = Server(bin_folder, folder)
    wrong = 0
    count = 0
    try:
        server.start()
        try:
            count, wrong = check_all(server)
        finally:
            server.stop()
    except subprocess.CalledProcessError as error:
        print(error.cmd, error.stdout)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{count} claims checked, {wrong} wrong")
    return 1 if wrong or count < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
