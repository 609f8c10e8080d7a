# SPDX-License-Identifier: Apache-2.0
"""A throw-away PostgreSQL server for tests, and a connection to it.

    with pg_server.start(15) as server:        # raises NotInstalled
        with server.connect() as connection:
            connection.run("CREATE TABLE t (a int)")
            [[count]] = connection.rows("SELECT count(*) FROM t")

The server lives in a temporary folder, listens on a Unix socket alone, never
runs as root and ends with the test, even one that is killed. Values come back
as text, NULL as None; a refused statement raises SqlError with its SQLSTATE.
"""
import ctypes
import ctypes.util
import dataclasses
import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
VERSIONS = (15, 18)
SKIPPED = 77  # what ctest counts as skipped
_DEPS = (ROOT / "build" / "deps" / "pg18",)


class NotInstalled(Exception):
    """No server of that version is on this machine."""


class SqlError(Exception):
    def __init__(self, sqlstate, message):
        super().__init__(f"{sqlstate}: {message}")
        self.sqlstate = sqlstate
        self.message = message


def find(version):
    """The folder of the server's programs; None when it is not installed."""
    named = os.environ.get(f"INTERLOCK_PG{version}")
    folders = [named] if named else []
    folders += glob.glob(f"/usr/lib/postgresql/{version}/bin")
    if version == 18:
        folders += [str(folder / "bin") for folder in _DEPS]
    for folder in map(pathlib.Path, folders):
        if all((folder / name).exists() for name in ("initdb", "postgres")):
            return folder
    return None


def start(version, **settings):
    """Starts a server; `settings` are added to its command line."""
    folder = find(version)
    if folder is None:
        raise NotInstalled(f"PostgreSQL {version} is not installed; "
                           "scripts/setup test installs it")
    return Server(folder, settings)


# --- The client: libpq, as far as tests need it ---

_TUPLES, _COMMAND, _EMPTY, _COPY_IN = 2, 1, 0, 4
_NOTICE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)
_silent = _NOTICE(lambda _context, _text: None)


def _load_libpq():
    names = ["libpq.so.5"]
    names += [str(folder / "lib" / "libpq.so.5") for folder in _DEPS]
    for name in names:
        try:
            library = ctypes.CDLL(name)
            break
        except OSError:
            continue
    else:
        raise NotInstalled("libpq is not installed")
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
            ("PQconnectdb", pointer, [text]), ("PQstatus", number, [pointer]),
            ("PQerrorMessage", text, [pointer]), ("PQfinish", None, [pointer]),
            ("PQsendQuery", number, [pointer, text]),
            ("PQgetResult", pointer, [pointer]), ("PQclear", None, [pointer]),
            ("PQputCopyEnd", number, [pointer, text]),
            ("PQresultStatus", number, [pointer]),
            ("PQresultErrorField", text, [pointer, number]),
            ("PQresultErrorMessage", text, [pointer]),
            ("PQntuples", number, [pointer]), ("PQnfields", number, [pointer]),
            ("PQfname", text, [pointer, number]),
            ("PQgetisnull", number, [pointer, number, number]),
            ("PQgetvalue", text, [pointer, number, number]),
            ("PQsetNoticeProcessor", pointer, [pointer, _NOTICE, pointer])):
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


class Connection:
    def __init__(self, address):
        self._pq = _load_libpq()
        self._handle = self._pq.PQconnectdb(address.encode())
        if self._pq.PQstatus(self._handle) != 0:
            message = self._pq.PQerrorMessage(self._handle).decode()
            self.close()
            raise ConnectionError(message.strip())
        self._pq.PQsetNoticeProcessor(self._handle, _silent, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self._handle:
            self._pq.PQfinish(self._handle)
            self._handle = None

    def run(self, sql):
        """Sends one string of statements, as one implicit transaction; the
        rows of each statement. Raises SqlError for the first refused one."""
        if not self._pq.PQsendQuery(self._handle, sql.encode()):
            raise ConnectionError(
                self._pq.PQerrorMessage(self._handle).decode().strip())
        results, error = [], None
        while True:
            result = self._pq.PQgetResult(self._handle)
            if not result:
                break
            try:
                status = self._pq.PQresultStatus(result)
                if status in (_TUPLES, _COMMAND, _EMPTY):
                    results.append(self._rows(result))
                elif status == _COPY_IN:  # no rows follow
                    self._pq.PQputCopyEnd(self._handle, None)
                elif error is None:
                    error = self._error(result)
            finally:
                self._pq.PQclear(result)
        if error is not None:
            raise error
        return results

    def rows(self, sql):
        """The rows of the last statement."""
        return self.run(sql)[-1]

    def _rows(self, result):
        fields = range(self._pq.PQnfields(result))

        def value(row, field):
            if self._pq.PQgetisnull(result, row, field):
                return None
            return self._pq.PQgetvalue(result, row, field).decode()

        return [tuple(value(row, field) for field in fields)
                for row in range(self._pq.PQntuples(result))]

    def _error(self, result):
        state = self._pq.PQresultErrorField(result, ord("C")) or b"08000"
        text = (self._pq.PQresultErrorField(result, ord("M")) or
                self._pq.PQresultErrorMessage(result) or b"")
        return SqlError(state.decode(), text.decode().strip())


# --- The server ---

@dataclasses.dataclass
class _Account:
    uid: int
    gid: int


def _account():
    """Who the server runs as; None for this user itself."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return _Account(entry.pw_uid, entry.pw_gid)
    raise NotInstalled("no account to run a server as")


def _end_with_parent():
    """The server gets SIGQUIT when the test dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _reachable(path):
    """May every account walk to the path?"""
    return all(folder.stat().st_mode & 0o001
               for folder in path.resolve().parents)


class Server:
    def __init__(self, programs, settings):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg"))
        self._process = None
        self._account = _account()
        try:
            if self._account is not None:
                os.chown(self.folder, self._account.uid, self._account.gid)
                if not _reachable(programs):
                    copy = self.folder / "programs"
                    shutil.copytree(programs.parent, copy, symlinks=True)
                    programs = copy / programs.name
            self._start(programs, settings)
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _options(self):
        options = {"cwd": self.folder, "stdin": subprocess.DEVNULL,
                   "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        if self._account is not None:
            options["user"] = self._account.uid
            options["group"] = self._account.gid
            options["extra_groups"] = []
        return options

    def _start(self, programs, settings):
        made = subprocess.run(
            [programs / "initdb", "-D", "data", "-A", "trust", "-U", "postgres",
             "-E", "UTF8", "--locale=C", "--no-sync"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False, **self._options())
        if made.returncode != 0:
            raise RuntimeError(made.stdout)
        given = {"listen_addresses": "", "fsync": "off",
                 "unix_socket_directories": str(self.folder),
                 "autovacuum": "off", "max_locks_per_transaction": "256",
                 "shared_buffers": "32MB", "wal_level": "minimal",
                 "max_wal_senders": "0", **settings}
        words = [programs / "postgres", "-D", "data"]
        for name, value in given.items():
            words += ["-c", f"{name}={value}"]
        with open(self.folder / "log", "wb") as log:
            self._process = subprocess.Popen(
                words, stdout=log, stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent, **self._options())
        self._wait()

    def _wait(self):
        end = time.monotonic() + 60
        while True:
            try:
                self.connect().close()
                return
            except ConnectionError:
                if self._process.poll() is None and time.monotonic() < end:
                    time.sleep(0.02)
                    continue
                log = (self.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"the server did not start:\n{log}")

    def address(self, database="postgres"):
        """What libpq, and programs that use it, connect to."""
        return f"host={self.folder} user=postgres dbname={database}"

    def connect(self, database="postgres"):
        return Connection(self.address(database))

    def stop(self):
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)
