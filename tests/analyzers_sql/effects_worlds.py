# SPDX-License-Identifier: Apache-2.0
"""The set-ups that the cases of the effects test start from."""
import dataclasses

@dataclasses.dataclass
class Case:
    name: str
    setup: str
    sql: str
    before: str = ""
    since: int = 0
    until: int = 99

TYPES = """
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN plain_domain AS int;
CREATE DOMAIN deep_domain AS positive;
CREATE DOMAIN label AS text;
CREATE TYPE mood AS ENUM ('ok', 'bad');
"""

SUPPORT = TYPES + """
ALTER DOMAIN positive ADD CONSTRAINT positive_pending CHECK (VALUE < 99999) NOT VALID;
CREATE TYPE unused_mood AS ENUM ('ok');
CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE FUNCTION fixed() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION shaky() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION unused_function() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION trig() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE u (id int PRIMARY KEY, v int);
INSERT INTO u VALUES (1, 1), (2, 2), (3, 3);
"""

_COLUMNS = """
  a int, b varchar(50), c text, d date, e int NOT NULL, n numeric(10,2),
  v int, proved int CONSTRAINT t_proved CHECK (proved IS NOT NULL),
  pending int, checked varchar(50) CONSTRAINT t_checked CHECK (checked <> ''),
  u_id int CONSTRAINT t_u_fk REFERENCES u (id),
  g int GENERATED ALWAYS AS (e * 2) STORED"""

_ADDED = """
ALTER TABLE t ADD CONSTRAINT t_pending CHECK (pending IS NOT NULL) NOT VALID;
CREATE INDEX t_a_idx ON t (a);
CREATE INDEX t_expr_idx ON t (lower(c)) WHERE a > 0;
"""

_UNIQUE = """
CREATE UNIQUE INDEX t_ue_idx ON t (e);
CREATE UNIQUE INDEX t_ua_idx ON t (a);
"""

ROWS = """
INSERT INTO t (id, a, b, c, d, e, n, v, proved, pending, checked, u_id)
  SELECT i, i, 'b', 'c', '2024-01-01', i, i, i, i, i, 'y', i
  FROM generate_series(1, 3) i;
"""

TABLE = f"CREATE TABLE t (id int, {_COLUMNS});" + _ADDED + _UNIQUE
_KEYED = TABLE.replace("id int,", "id int UNIQUE,", 1)
EMPTY = SUPPORT + _KEYED
UNLOGGED = (SUPPORT + _KEYED.replace("CREATE TABLE t", "CREATE UNLOGGED TABLE t")
            + ROWS)

PLAIN = SUPPORT + _KEYED + ROWS + """
CREATE TABLE r (id serial PRIMARY KEY, t_id int REFERENCES t (id));
INSERT INTO r (t_id) VALUES (1), (2);
CREATE TABLE u2 (id int PRIMARY KEY, e int);
CREATE TABLE t2 (id int);
CREATE VIEW w AS SELECT id, e FROM u2;
CREATE MATERIALIZED VIEW m AS SELECT id, e FROM u2;
CREATE UNIQUE INDEX m_id_idx ON m (id);
CREATE SEQUENCE s AS int;
CREATE TABLE uses (id int, p positive, q positive);
INSERT INTO uses VALUES (1, 1, 1);
CREATE TABLE uses_plain (id int, p plain_domain, m mood);
INSERT INTO uses_plain VALUES (1, 1, 'ok');
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trig();
CREATE POLICY po ON t USING (a > 0);
CREATE TABLE moved (id int, a int) TABLESPACE far;
CREATE INDEX moved_idx ON moved (a) TABLESPACE far;
CREATE TABLE identified (e int NOT NULL UNIQUE, a int);
CREATE UNIQUE INDEX identified_idx ON identified (e);
ALTER TABLE identified REPLICA IDENTITY USING INDEX identified_idx;
CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
CREATE UNLOGGED TABLE unlogged_child (id int REFERENCES unlogged (id));
CREATE RULE ru AS ON DELETE TO t WHERE OLD.a < 0 DO ALSO NOTHING;
"""

PARTITIONED = SUPPORT + f"""
CREATE TABLE t (id int, {_COLUMNS}) PARTITION BY LIST (id);
CREATE TABLE ta PARTITION OF t FOR VALUES IN (1, 2);
CREATE TABLE tb PARTITION OF t FOR VALUES IN (3) PARTITION BY RANGE (v);
CREATE TABLE tb1 PARTITION OF tb FOR VALUES FROM (0) TO (1000);
""" + _ADDED + ROWS

INHERITED = SUPPORT + TABLE + """
CREATE TABLE ta (extra int) INHERITS (t);
CREATE TABLE tb () INHERITS (ta);
CREATE INDEX ta_a_idx ON ta (a);
""" + ROWS + ROWS.replace("INTO t ", "INTO ta ")

PARTITIONS = SUPPORT + """
CREATE SCHEMA other_{schema};
CREATE TABLE p (k int NOT NULL, a int, e int NOT NULL DEFAULT 1) PARTITION BY LIST (k);
ALTER TABLE p ADD CONSTRAINT p_u_fk FOREIGN KEY (e) REFERENCES u (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
INSERT INTO p VALUES (1, 1, 1), (2, 2, 2);
CREATE TRIGGER ptr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION trig();
CREATE TABLE q (k int NOT NULL, a int, e int NOT NULL DEFAULT 1) PARTITION BY LIST (k);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE TABLE qd PARTITION OF q DEFAULT;
INSERT INTO q VALUES (1, 1, 1), (7, 7, 7);
CREATE TABLE rg (k int NOT NULL, a int, e int NOT NULL DEFAULT 1) PARTITION BY RANGE (k);
CREATE TABLE rg1 PARTITION OF rg FOR VALUES FROM (0) TO (100);
CREATE TABLE ip (k int NOT NULL, a int, e int NOT NULL DEFAULT 1) PARTITION BY LIST (k);
CREATE INDEX ip_a_idx ON ip (a);
CREATE TABLE ip1 PARTITION OF ip FOR VALUES IN (1);
CREATE TABLE loose (k int NOT NULL, a int, e int NOT NULL DEFAULT 1);
INSERT INTO loose VALUES (9, 1, 1);
CREATE TABLE unindexed (LIKE loose INCLUDING ALL);
CREATE TABLE indexed (LIKE loose INCLUDING ALL);
CREATE INDEX indexed_a_idx ON indexed (a);
CREATE TABLE bound (LIKE loose INCLUDING ALL, CHECK (k IS NOT NULL AND k = 9));
CREATE TABLE pending_bound (LIKE loose INCLUDING ALL);
ALTER TABLE pending_bound ADD CHECK (k IS NOT NULL AND k = 9) NOT VALID;
CREATE TABLE other_bound (LIKE loose INCLUDING ALL, CHECK (k > 3));
CREATE TABLE range_loose (LIKE loose INCLUDING ALL);
INSERT INTO range_loose VALUES (150, 1, 1);
CREATE TABLE range_bound (LIKE loose INCLUDING ALL, CHECK (k >= 100 AND k < 200));
CREATE TABLE range_wide (LIKE loose INCLUDING ALL, CHECK (k >= 50 AND k < 200));
INSERT INTO bound VALUES (9, 1, 1);
INSERT INTO pending_bound VALUES (9, 1, 1);
INSERT INTO other_bound VALUES (9, 1, 1);
INSERT INTO range_bound VALUES (150, 1, 1);
INSERT INTO range_wide VALUES (150, 1, 1);
CREATE TABLE op (k int NOT NULL, a int, e int NOT NULL DEFAULT 1) PARTITION BY LIST (k);
CREATE TABLE op1 PARTITION OF op FOR VALUES IN (1);
CREATE INDEX only_idx ON ONLY op (a);
CREATE INDEX p1_only_idx ON op1 (a);
CREATE TABLE pk (k int PRIMARY KEY, a int) PARTITION BY LIST (k);
CREATE TABLE pk1 PARTITION OF pk FOR VALUES IN (1);
CREATE TABLE pk2 PARTITION OF pk FOR VALUES IN (2);
INSERT INTO pk VALUES (1, 1), (2, 2);
CREATE TABLE pr (a int, b int);
ALTER TABLE pr ADD CONSTRAINT pr_pk_fk FOREIGN KEY (b) REFERENCES pk (k);
INSERT INTO pr VALUES (1, 1);
"""

INHERITANCE = SUPPORT + """
CREATE TABLE h (a int, c text);
CREATE TABLE h1 () INHERITS (h);
CREATE TABLE h11 (own int) INHERITS (h1);
CREATE TABLE h2 () INHERITS (h);
CREATE TABLE kid (a int, c text);
ALTER TABLE h ADD CONSTRAINT h_pending CHECK (c <> 'x') NOT VALID;
ALTER TABLE kid ADD CONSTRAINT h_pending CHECK (c <> 'x') NOT VALID;
INSERT INTO h VALUES (1, 'a');
INSERT INTO h1 VALUES (2, 'b');
INSERT INTO h11 VALUES (3, 'b');
INSERT INTO h2 VALUES (1, 'c');
"""

VIEWS = """
CREATE TABLE t (id int PRIMARY KEY, a int, c text, d date);
CREATE VIEW v1 AS SELECT id, c FROM t;
CREATE VIEW v2 AS SELECT id FROM v1;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM v2;
CREATE VIEW v3 AS SELECT id FROM mv;
CREATE TABLE r (t_id int REFERENCES t (id));
INSERT INTO t VALUES (1, 1, 'c', '2024-01-01');
"""

KEYS = SUPPORT + """
CREATE TABLE t (id int PRIMARY KEY, code varchar(50) UNIQUE, note int);
CREATE TABLE r (id int PRIMARY KEY, t_id int REFERENCES t (id), note int,
  t_code varchar(50) REFERENCES t (code));
ALTER TABLE r ADD CONSTRAINT r_loose FOREIGN KEY (note) REFERENCES t (id) NOT VALID;
CREATE TABLE r2 (t_id int REFERENCES t);
CREATE UNIQUE INDEX note_idx ON t (note);
CREATE TABLE r3 (note int REFERENCES t (note));
INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
INSERT INTO r VALUES (1, 1, 1, 'a'), (2, 2, 2, 'b');
"""
