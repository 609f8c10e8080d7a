# SPDX-License-Identifier: Apache-2.0
"""Replays a small history and compares each statement's label.

usage: replay_score_test.py SOURCE_FOLDER INTERLOCK
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(SOURCE / "tools"), str(SOURCE / "tests" / "support")]

import pg_server  # noqa: E402
from replay import history, replay, score  # noqa: E402
from replay.checkers import Finding  # noqa: E402

# Each statement ends in the label that it must get.
FILES = {
    "migrations/1_a.up.sql": """
CREATE TABLE users (id int PRIMARY KEY, name varchar(10), age int); -- nothing
CREATE INDEX ON users (name); -- nothing
""",
    "migrations/2_b.up.sql": """
CREATE INDEX ON users (age); -- scan
ALTER TABLE users ADD COLUMN note text; -- brief
ALTER TABLE users ALTER id TYPE bigint; -- rewrite
UPDATE users SET note = ''; -- held
CREATE TABLE posts (id int, user_id bigint REFERENCES users); -- brief
""",
    "migrations/3_c.up.sql": """
ALTER TABLE users ADD COLUMN email text NOT NULL; -- fails
ALTER TABLE posts ADD COLUMN email text NOT NULL; -- fails
CREATE TABLE copies AS SELECT * FROM posts; -- held
""",
    "migrations/4_d.up.sql": """
CREATE INDEX CONCURRENTLY ON users (email); -- nothing
""",
    "migrations/5_e.up.sql": """
SELECT 1; -- nothing
CREATE INDEX CONCURRENTLY ON users (note); -- refused
TRUNCATE users CASCADE; -- brief
DROP TABLE nobody; -- error
""",
    "migrations/6_f.up.sql": """
ALTER TABLE posts ADD CHECK (id > 0) NOT VALID; -- brief
BEGIN; -- nothing
ALTER TABLE posts VALIDATE CONSTRAINT posts_id_check; -- held
COMMIT; -- nothing
ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users; -- scan
""",
    "go.mod": "module example\n",
}


def replayed(folder, program, version):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    [one] = history.read(program, folder, version)
    with pg_server.start(version) as server:
        with server.connect() as connection:
            replay.Replay(connection).run(one)
    return one


def faults(one):
    for migration in one.migrations:
        wanted = re.findall(r"-- (\w+)$", FILES[migration.path], re.M)
        for statement, label in zip(migration.statements, wanted, strict=True):
            if statement.label.value != label:
                yield (f"{migration.path}:{statement.line} "
                       f"{statement.label.value}, not {label}: "
                       f"{statement.text}")


def score_faults(one):
    """A true finding, a false one, one of no claim, and a missed one."""
    path = "migrations/2_b.up.sql"
    text = FILES[path]
    result = score.score(one, [
        Finding(path, text.index("INDEX"), 2, "r", "error", "lock"),
        Finding(path, text.index("ADD"), 3, "r", "warning", "lock"),
        Finding(path, text.index("TYPE"), 4, "r", "note", "lock"),
        Finding(path, text.index("TYPE"), 4, "r", "error", "timeout")])
    seen = (result.hits, len(result.misses), result.true, len(result.false))
    if seen != (1, 2, 1, 1):
        yield f"hits, misses, true and false findings are {seen}"


def main():
    try:
        with tempfile.TemporaryDirectory() as folder:
            one = replayed(pathlib.Path(folder), sys.argv[2], 15)
    except pg_server.NotInstalled as error:
        print(error)
        return pg_server.SKIPPED
    wrong = [*faults(one), *score_faults(one)]
    print("\n".join(wrong) or "every label and count is right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
