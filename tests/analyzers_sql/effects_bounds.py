# SPDX-License-Identifier: Apache-2.0
"""Cases of partitions whose CHECKs prove, or do not prove, that rows fit."""
from effects_worlds import Case

# type of the key, bound, a value within it, CHECKs ("" for none)
BOUNDS = [
    ("int", "IN (9)", "9", [
        "", "k = 9", "k IS NOT NULL AND k = 9", "9 = k", "k IN (9)",
        "(k = 9)", "((k = 9) AND (k IS NOT NULL))", "k IN (9, 10)",
        "k = 9 OR k = 10", "k >= 9 AND k <= 9", "k > 0", "k = 9::int",
        "k = '9'", "k = 9 AND a IS NULL OR k = 9", "a IS NULL", "k = 9.0",
        "k = ANY (ARRAY[9])", "NOT (k <> 9)", "k = 9::bigint",
        "(k IS NULL) OR (k = 9)", "abs(k) = 9", "k + 0 = 9",
        "CASE WHEN a IS NULL THEN k = 9 AND k > 0 AND true END",
        "k = +9", "K = 9", '"k" = 9', "k=9/*c*/", "k IS DISTINCT FROM 8",
    ]),
    ("int", "IN (1, 2, NULL)", "1", [
        "", "k = 1", "k IN (1, 2)", "k IS NULL OR k IN (1, 2)", "k IS NULL",
        "k IN (1, 2, 3)", "k IS NULL OR k = 2",
    ]),
    ("bigint", "IN (-5, 7)", "-5", [
        "k = -5", "k IN (-5, 7)", "k IN (7, -5)", "k = -5 OR k = 7",
        "k = ANY (ARRAY[-5, 7])", "k = ANY (ARRAY[-5::bigint, 7::bigint])",
        "k < 0",
    ]),
    ("int", "FROM (100) TO (200)", "150", [
        "", "k >= 100 AND k < 200", "k >= 100 AND k <= 199",
        "k > 99 AND k < 200", "k >= 100", "k < 200", "k BETWEEN 100 AND 199",
        "k BETWEEN 100 AND 200", "k >= 120 AND k < 180", "k = 150",
        "k IN (150, 160)", "k IN (150, 260)", "100 <= k AND 200 > k",
        "k >= 100 AND k < 200 AND a IS NULL", "k > 100 AND k < 200",
        "(k >= 100 AND k < 150) OR (k >= 150 AND k < 200)",
        "k >= '100' AND k < '200'", "k::bigint >= 100 AND k::bigint < 200",
        "k >= 100.5 AND k < 199", "NOT k < 100 AND k < 200",
    ]),
    ("int", "FROM (MINVALUE) TO (0)", "-5", ["k < 0", "k < -3", "k <= 0"]),
    ("int", "FROM (0) TO (MAXVALUE)", "5", ["k >= 0", "k > 0", "k >= -1"]),
    ("numeric(10,2)", "FROM (0.5) TO (10)", "5", [
        "k >= 0.5 AND k < 10", "k >= 0.50 AND k < 10.0", "k >= 1 AND k < 9.99",
        "k > 0.4 AND k < 10",
    ]),
    ("text", "IN ('eu', 'us')", "'eu'", [
        "k = 'eu'", "k IN ('eu', 'us')", "k IN ('eu', 'asia')",
        "k = 'eu'::text", "(k = 'eu'::text)", "k LIKE 'e%'",
        "length(k) = 2",
    ]),
    ("varchar(10)", "IN ('eu')", "'eu'", [
        "k = 'eu'", "((k)::text = 'eu'::text)", "k::text = 'eu'",
        "k = 'eu'::varchar",
    ]),
    ("mood", "IN ('ok')", "'ok'", ["k = 'ok'", "k = 'ok'::mood", "k <> 'bad'"]),
    ("uuid", "IN ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')",
     "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
     ["k = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"]),
    ("date", "FROM ('2024-01-01') TO ('2024-02-01')", "'2024-01-15'", [
        "k >= '2024-01-01' AND k < '2024-02-01'",
        "k >= DATE '2024-01-01' AND k < DATE '2024-02-01'",
        "k >= '2024-01-01'::date AND k < '2024-02-01'::date",
        "k >= '2024-01-02' AND k <= '2024-01-31'",
        "k > '2023-12-31' AND k < '2024-02-01'",
        "k BETWEEN '2024-01-01' AND '2024-01-31'",
        "date_trunc('month', k::timestamp) = '2024-01-01'",
        "k >= '2024-01-01'",
    ]),
    ("timestamptz", "FROM ('2024-01-01') TO ('2024-02-01')", "'2024-01-15'", [
        "k >= '2024-01-01' AND k < '2024-02-01'",
        "k >= '2024-01-01 00:00:00' AND k < '2024-02-01 00:00'",
        "k >= '2024-01-01 00:00:00'::timestamptz AND k < '2024-01-31'",
        "k >= timestamptz '2024-01-01' AND k < timestamptz '2024-02-01'",
        "k > '2024-01-01' AND k < '2024-02-01'",
    ]),
    ("timestamp", "FROM ('2024-01-01') TO ('2024-02-01')", "'2024-01-15'", [
        "k >= '2024-01-01' AND k < '2024-02-01'",
        "k >= '2024-01-01'::timestamp without time zone AND "
        "k < '2024-02-01'::timestamp without time zone",
        "k >= '2024-01-01 00:00:01' AND k < '2024-02-01'",
        "k >= '2024-01-01'::date AND k < '2024-02-01'::date",
    ]),
]
TYPES = "CREATE TYPE mood AS ENUM ('ok', 'bad');\n"


def strategy(bound):
    return "LIST" if bound.startswith("IN") else "RANGE"


def attach_cases():
    for kind, bound, value, checks in BOUNDS:
        for null in ("NOT NULL", ""):
            # Without NOT NULL a few are enough.
            for check in checks if null else checks[:3]:
                if not null and "NULL" in bound:
                    continue
                if null and "NULL" in bound:
                    null = ""
                setup = TYPES + f"""
CREATE TABLE p (k {kind}, a int) PARTITION BY {strategy(bound)} (k);
CREATE TABLE c (k {kind} {null}, a int);
INSERT INTO c VALUES ({value}, NULL);
"""
                if check:
                    setup += f"ALTER TABLE c ADD CHECK ({check});\n"
                yield Case(f"attach/{kind} {bound} {check} {null}", setup,
                           f"ALTER TABLE p ATTACH PARTITION c FOR VALUES "
                           f"{bound}")


# bound of the new one, CHECKs of the DEFAULT partition
DEFAULTS = [
    ("LIST", "IN (9)", [
        "", "k <> 9", "k < 9", "k > 9", "k <> 8", "k IN (1, 2)", "a IS NULL",
        "k IS NULL OR k <> 9", "k IS NOT NULL AND k <> 9", "NOT k = 9"]),
    ("LIST", "IN (9, 10)", ["k <> 9", "k <> 9 AND k <> 10", "k < 9",
                            "k NOT IN (9, 10)"]),
    ("RANGE", "FROM (100) TO (200)", [
        "", "k < 100", "k >= 200", "k < 100 OR k >= 200", "k < 150", "k > 199",
        "k IN (1, 2)", "k = 300 OR k < 10"]),
]


def default_cases():
    for kind, bound, checks in DEFAULTS:
        for check in checks:
            value = "300" if ">" in check and "<>" not in check else "1"
            setup = f"""
CREATE TABLE p (k int, a int) PARTITION BY {kind} (k);
CREATE TABLE rest PARTITION OF p DEFAULT;
INSERT INTO rest VALUES ({value}, NULL);
CREATE TABLE c (k int NOT NULL, a int);
"""
            if check:
                setup += f"ALTER TABLE rest ADD CHECK ({check});\n"
            yield Case(f"default/attach {bound} {check}", setup,
                       f"ALTER TABLE p ATTACH PARTITION c FOR VALUES {bound}")
            yield Case(f"default/create {bound} {check}", setup,
                       f"CREATE TABLE x PARTITION OF p FOR VALUES {bound}")
    for kind, other in (("LIST", "IN (9)"), ("RANGE", "FROM (0) TO (9)")):
        for check in ("", "k > 20", "k <> 9", "k >= 9", "a IS NULL"):
            for siblings in (0, 1, 2):
                setup = f"""
CREATE TABLE p (k int, a int) PARTITION BY {kind} (k);
CREATE TABLE c (k int, a int);
INSERT INTO c VALUES (30, NULL);
"""
                if siblings > 0:
                    setup += f"CREATE TABLE p1 PARTITION OF p FOR VALUES {other};\n"
                if siblings > 1:
                    more = "IN (10)" if kind == "LIST" else "FROM (10) TO (20)"
                    setup += f"CREATE TABLE p2 PARTITION OF p FOR VALUES {more};\n"
                if check:
                    setup += f"ALTER TABLE c ADD CHECK ({check});\n"
                yield Case(f"default/rest {kind} {siblings} {check}", setup,
                           "ALTER TABLE p ATTACH PARTITION c DEFAULT")


# Partitioned tables attached whole, and tables with keys of two columns.
DEEP = """
CREATE TABLE p (k int, a int) PARTITION BY RANGE (k);
CREATE TABLE c (k int NOT NULL, a int{}) PARTITION BY LIST (a);
CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1);
CREATE TABLE c2 PARTITION OF c FOR VALUES IN (2);
INSERT INTO c VALUES (5, 1), (6, 2);
{}
"""
TWO = """
CREATE TABLE p (k int, a int) PARTITION BY RANGE (k, a);
CREATE TABLE c (k int NOT NULL, a int NOT NULL);
INSERT INTO c VALUES (5, 1);
{}
"""
UNDER = """
CREATE TABLE top (k int, a int) PARTITION BY RANGE (a);
CREATE TABLE p PARTITION OF top FOR VALUES FROM (0) TO (100)
  PARTITION BY LIST (k);
CREATE TABLE c (k int NOT NULL, a int NOT NULL);
INSERT INTO c VALUES (9, 1);
{}
"""
HASH = """
CREATE TABLE p (k int, a int) PARTITION BY HASH (k);
CREATE TABLE c (k int NOT NULL, a int{});
"""
RENAMED = """
CREATE TABLE p (old int, a int) PARTITION BY LIST (old);
ALTER TABLE p RENAME old TO k;
CREATE TABLE c (was int NOT NULL CHECK (was = 9), a int);
ALTER TABLE c RENAME was TO k;
INSERT INTO c VALUES (9, 1);
"""


def deep_cases():
    attach = "ALTER TABLE p ATTACH PARTITION c FOR VALUES "
    for check in ("", "CHECK (k >= 0 AND k < 10)"):
        sep = ", " if check else ""
        yield Case(f"deep/whole {check}", DEEP.format(sep + check, ""),
                   attach + "FROM (0) TO (10)")
        one = f"ALTER TABLE c1 ADD {check};" if check else ""
        yield Case(f"deep/one {check}", DEEP.format("", one),
                   attach + "FROM (0) TO (10)")
        own = f"ALTER TABLE c ADD {check};" if check else ""
        yield Case(f"deep/two {check}", TWO.format(own),
                   attach + "FROM (0, 0) TO (10, 0)")
        yield Case(f"deep/hash {check}", HASH.format(sep + check),
                   attach + "WITH (MODULUS 2, REMAINDER 0)")
    for checks in ("", "k = 9", "a >= 0 AND a < 100", "a < 100",
                   "k = 9 AND a >= 0 AND a < 100"):
        own = f"ALTER TABLE c ADD CHECK ({checks});" if checks else ""
        yield Case(f"deep/under {checks}", UNDER.format(own),
                   attach + "IN (9)")
    yield Case("deep/renamed", RENAMED, attach + "IN (9)")


def all_cases():
    yield from attach_cases()
    yield from default_cases()
    yield from deep_cases()
