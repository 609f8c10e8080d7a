# SPDX-License-Identifier: Apache-2.0
"""Cases of ALTER COLUMN TYPE: from every type to every type of its family."""
import effects_worlds as worlds
from effects_worlds import Case

TYPES = {
    "int2": "smallint", "int4": "int", "int8": "bigint", "oid": "oid",
    "num": "numeric", "num102": "numeric(10,2)", "num122": "numeric(12,2)",
    "num124": "numeric(12,4)", "num10": "numeric(10)", "real": "real",
    "text": "text", "vc": "varchar", "vc10": "varchar(10)",
    "vc20": "varchar(20)", "char5": "char(5)", "char9": "char(9)",
    "ts": "timestamp", "ts3": "timestamp(3)", "ts6": "timestamp(6)",
    "tz": "timestamptz", "tz3": "timestamptz(3)", "date": "date",
    "tm": "time", "tm3": "time(3)", "iv": "interval", "iv3": "interval(3)",
    "ivday": "interval day", "bit8": "bit(8)", "vb8": "varbit(8)",
    "vb16": "varbit(16)", "vb": "varbit", "cidr": "cidr", "inet": "inet",
    "xml": "xml", "json": "json", "jsonb": "jsonb", "mood": "mood",
    "positive": "positive", "plain": "plain_domain", "label": "label",
    "bool": "boolean", "uuid": "uuid", "texts": "text[]", "vcs": "varchar(9)[]",
    "vcs2": "varchar(20)[]", "ints": "int[]", "regclass": "regclass",
    "name": "name", "tz6": "timestamptz(6)", "deep": "deep_domain",
}
VALUES = {
    "bool": "true", "uuid": "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
    "date": "'2024-05-06'", "json": "'{}'", "jsonb": "'{}'", "xml": "'<a/>'",
    "mood": "'ok'", "cidr": "'10.0.0.0/8'", "inet": "'10.0.0.0/8'",
    "texts": "'{a}'", "vcs": "'{a}'", "vcs2": "'{a}'", "ints": "'{1}'",
    "bit8": "B'00000001'", "vb8": "B'00000001'",
    "vb16": "B'00000001'", "vb": "B'00000001'",
    "tm": "'10:11'", "tm3": "'10:11'",
}
FAMILIES = [
    "int2 int4 int8 oid num num102 num122 num124 num10 real positive plain deep",
    "text vc vc10 vc20 char5 char9 label name",
    "ts ts3 ts6 tz tz3 tz6 date",
    "tm tm3 iv iv3 ivday", "bit8 vb8 vb16 vb", "cidr inet text vc",
    "xml text vc", "json jsonb text", "texts vcs vcs2", "int4 oid regclass",
]


def value_of(key):
    if key in VALUES:
        return VALUES[key]
    if key.startswith(("ts", "tz")):
        return "'2024-05-06 07:08:09'"
    if key.startswith("iv"):
        return "'3 days'"
    return "'1'" if key in ("text", "vc", "vc10", "vc20", "char5", "char9",
                            "label", "name") else "1"


def type_cases():
    """Each type changed to each of its family, plain and with an index."""
    seen = set()
    for family in FAMILIES:
        keys = family.split()
        for old in keys:
            for new in keys:
                if old == new or (old, new) in seen:
                    continue
                seen.add((old, new))
                setup = worlds.TYPES + f"""
CREATE TABLE t (id int, x {TYPES[old]}, y int);
INSERT INTO t VALUES (1, {value_of(old)}, 1);
"""
                index = (len(seen) % 3 == 0 and
                         old not in ("json", "xml") and
                         new not in ("json", "xml"))
                if index:
                    setup += ("CREATE INDEX t_x_idx ON t (x);\n"
                              "CREATE INDEX t_y_idx ON t (y);\n")
                if len(seen) % 5 == 0:
                    setup += "ALTER TABLE t ADD CHECK (x IS NOT NULL);\n"
                yield Case(f"type/{old}-{new}", setup,
                           f"ALTER TABLE t ALTER COLUMN x TYPE {TYPES[new]}",
                           before="SET LOCAL timezone = 'Asia/Tokyo';")


def zone_cases():
    for zone in ("UTC", "Europe/Berlin", "GMT", "Etc/UTC"):
        for index in ("", "CREATE INDEX t_x_idx ON t (x);\n"):
            for old, new in (("timestamp", "timestamptz"),
                             ("timestamptz", "timestamp"),
                             ("timestamp(3)", "timestamptz"),
                             ("timestamp", "timestamptz(3)")):
                setup = (f"CREATE TABLE t (id int, x {old});\n"
                         "INSERT INTO t VALUES (1, '2024-05-06');\n" + index)
                yield Case(f"zone/{zone}/{old}-{new}/{len(index) > 0}", setup,
                           f"ALTER TABLE t ALTER COLUMN x TYPE {new}",
                           before=f"SET LOCAL timezone = '{zone}';")


# Type changes and the indexes that keep or lose their files.
INDEX_CASES = [
    ("x varchar(10)", "(x)", "varchar(20)"),
    ("x varchar(10)", "(x)", "text"),
    ("x varchar(10)", "(x text_pattern_ops)", "text"),
    ("x varchar(10)", "(x varchar_pattern_ops)", "text"),
    ("x varchar(10)", "(lower(x))", "varchar(20)"),
    ("x varchar(10)", "(lower(x))", "text"),
    ("x varchar(10)", "(id) WHERE x <> ''", "varchar(20)"),
    ("x varchar(10)", "(id) WHERE x <> ''", "text"),
    ("x varchar(10)", "(id) INCLUDE (x)", "text"),
    ("x text", "(x)", "varchar"),
    ("x varchar(10)", "USING hash (x)", "text"),
    ("x int", "USING hash (x)", "oid"),
    ("x int", "(x)", "oid"),
    ("x oid", "(x)", "int"),
    ("x cidr", "(x)", "inet"),
    ("x timestamp(3)", "(x)", "timestamp"),
    ("x numeric(10,2)", "(x)", "numeric"),
    ("x numeric(10,2)", "(x DESC)", "numeric(12,2)"),
    ("x numeric(10,2)", "((x * 2))", "numeric(12,2)"),
    ("x varbit(4)", "(x)", "varbit(8)"),
    ("x text", "(x)", 'text COLLATE "POSIX"'),
    ("x text", "(id)", 'text COLLATE "POSIX"'),
    ('x text COLLATE "POSIX"', "(x)", "text"),
    ('x text COLLATE "POSIX"', "(x)", 'text COLLATE "POSIX"'),
    ("x varchar(10)[]", "(x)", "text[]"),
    ("x varchar(10)[]", "USING gin (x)", "varchar(20)[]"),
    ("x int", "USING brin (x)", "oid"),
]


def index_cases():
    for number, (column, index, new) in enumerate(INDEX_CASES):
        setup = (f"CREATE TABLE t (id int, {column}, UNIQUE (id));\n"
                 f"CREATE INDEX t_x_idx ON t {index};\n"
                 "INSERT INTO t (id) VALUES (1), (2);\n")
        if index == "(x)":
            setup += "CREATE UNIQUE INDEX t_u_idx ON t (x, id);\n"
            setup += "ALTER TABLE t ADD CONSTRAINT t_con UNIQUE (id, x);\n"
        yield Case(f"index/{number}", setup,
                   f"ALTER TABLE t ALTER COLUMN x TYPE {new}")


def all_cases():
    yield from type_cases()
    yield from zone_cases()
    yield from index_cases()
