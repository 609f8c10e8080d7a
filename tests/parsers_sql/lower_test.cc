// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

struct Case {
  const char* sql;
  const char* kinds;
};
constexpr Case kCases[] = {
    {"CREATE TABLE t (a int)", "CreateTable"},
    {"CREATE TABLE t AS SELECT 1", "CreateTable"},
    {"SELECT 1 AS a INTO t", "CreateTable"},
    {"CREATE FOREIGN TABLE t (a int) SERVER s", "CreateTable"},
    {"DROP TABLE IF EXISTS a, b CASCADE", "DropTable"},
    {"ALTER TABLE t ADD a int, DROP b, ALTER c TYPE text, ALTER d SET NOT NULL",
     "DropColumn AlterColumnType AddColumn SetNotNull"},
    {"ALTER TABLE t ALTER a DROP NOT NULL, ALTER b SET DEFAULT 1, ALTER c DROP "
     "DEFAULT",
     "DropNotNull DropDefault SetDefault"},
    {"ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY, ALTER b DROP "
     "IDENTITY, ALTER c DROP EXPRESSION IF EXISTS",
     "AlterGenerated AlterGenerated AlterGenerated"},
    {"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID, VALIDATE "
     "CONSTRAINT c, DROP CONSTRAINT d, ALTER CONSTRAINT f DEFERRABLE",
     "DropConstraint AddConstraint ValidateConstraint AlterConstraint"},
    {"ALTER TABLE t ALTER g SET EXPRESSION AS (n + 1), ADD n int",
     "AddColumn AlterGenerated"},
    {"ALTER TABLE p ATTACH PARTITION q DEFAULT", "AttachPartition"},
    {"ALTER INDEX p ATTACH PARTITION q", "AttachPartition"},
    {"ALTER TABLE p DETACH PARTITION q CONCURRENTLY", "DetachPartition"},
    {"ALTER TABLE t SET UNLOGGED, OWNER TO x, ENABLE ROW LEVEL SECURITY, SET "
     "(fillfactor = 70), INHERIT u",
     "AlterTable AlterTable AlterTable AlterTable AlterTable"},
    {"ALTER TABLE t RENAME TO u", "RenameTable"},
    {"ALTER TABLE t RENAME a TO b", "RenameColumn"},
    {"ALTER TABLE t RENAME CONSTRAINT a TO b", "RenameObject"},
    {"ALTER TYPE t RENAME ATTRIBUTE a TO b", "RenameObject"},
    {"ALTER SCHEMA a RENAME TO b", "RenameObject"},
    {"ALTER TABLE t SET SCHEMA s", "SetSchema"},
    {"CREATE INDEX ON t (a)", "CreateIndex"},
    {"DROP INDEX CONCURRENTLY a", "DropIndex"},
    {"REINDEX (VERBOSE) TABLE CONCURRENTLY t", "Reindex"},
    {"CREATE TYPE m AS ENUM ('a')", "CreateEnum"},
    {"ALTER TYPE m ADD VALUE 'b' BEFORE 'a'", "AddEnumValue"},
    {"ALTER TYPE m RENAME VALUE 'a' TO 'b'", "RenameEnumValue"},
    {"CREATE DOMAIN d AS int CHECK (VALUE > 0)", "CreateDomain"},
    {"ALTER DOMAIN d SET NOT NULL", "AlterDomain"},
    {"ALTER DOMAIN d VALIDATE CONSTRAINT c", "AlterDomain"},
    {"CREATE TYPE c AS (a int, b text)", "CreateType"},
    {"CREATE TYPE r AS RANGE (subtype = int)", "CreateType"},
    {"ALTER TYPE c ADD ATTRIBUTE d int", "AlterAttribute"},
    {"CREATE SCHEMA s CREATE TABLE a (b int) CREATE VIEW v AS SELECT 1",
     "CreateSchema CreateTable CreateView"},
    {"CREATE SEQUENCE s", "CreateSequence"},
    {"ALTER SEQUENCE s OWNED BY t.a", "AlterSequence"},
    {"CREATE MATERIALIZED VIEW v AS SELECT 1 WITH NO DATA", "CreateView"},
    {"REFRESH MATERIALIZED VIEW CONCURRENTLY v", "RefreshView"},
    {"CREATE PROCEDURE p() LANGUAGE sql AS ''", "CreateFunction"},
    {"CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()",
     "CreateTrigger"},
    {"CREATE POLICY p ON t USING (true)", "CreatePolicy"},
    {"CREATE EXTENSION pgcrypto", "CreateExtension"},
    {"CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "CreateRule"},
    {"CREATE STATISTICS s ON a, b FROM t", "CreateStatistics"},
    {"CREATE ROLE r", "CreateObject"},
    {"CREATE AGGREGATE a (int) (sfunc = f, stype = int)", "CreateObject"},
    {"CREATE CAST (int AS text) WITHOUT FUNCTION", "CreateObject"},
    {"CREATE PUBLICATION p FOR ALL TABLES", "CreatePublication"},
    {"ALTER FUNCTION f() OWNER TO x", "AlterObject"},
    {"ALTER FUNCTION f() STABLE", "AlterFunction"},
    {"ALTER EXTENSION e UPDATE", "AlterExtension"},
    {"DROP FUNCTION f(int), g", "DropObject"},
    {"DROP VIEW a, b", "DropObject"},
    {"COMMENT ON TABLE t IS 'x'", "CommentOn"},
    {"GRANT SELECT ON t TO PUBLIC", "Grant"},
    {"ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE ALL ON TABLES FROM x",
     "Grant"},
    {"INSERT INTO t SELECT 1", "Insert"},
    {"WITH d AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM d",
     "Delete Insert"},
    {"UPDATE t SET a = 1", "Update"},
    {"DELETE FROM t", "Delete"},
    {"MERGE INTO t USING u ON true WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT "
     "MATCHED THEN INSERT VALUES (1)",
     "Insert Update"},
    {"TRUNCATE a, b", "Truncate"},
    {"COPY t FROM '/tmp/x'", "CopyData"},
    {"SELECT 1", "Select"},
    {"BEGIN", "Transaction"},
    {"ROLLBACK TO SAVEPOINT a", "Transaction"},
    {"SET LOCAL lock_timeout = '1s'", "SetVariable"},
    {"SELECT set_config('lock_timeout', '1s', true)", "SetVariable"},
    {"LOCK TABLE t", "LockTable"},
    {"VACUUM (FULL) t", "Vacuum"},
    {"ANALYZE", "Vacuum"},
    {"CLUSTER t USING i", "Cluster"},
    {"DO 'BEGIN END'", "DoBlock"},
    {"CREATE DATABASE d", "ServerCommand"},
    {"ALTER SYSTEM SET a = 1", "ServerCommand"},
    {"CHECKPOINT", "ServerCommand"},
    {"EXPLAIN ANALYZE DELETE FROM t", "Delete"},
    {"EXPLAIN DELETE FROM t", "ServerCommand"},
    {"CALL p()", "CallProcedure"},
    {"EXECUTE p", "Unknown"},
};

TEST(Lower, EveryStatementBecomesItsOps) {
  for (const Case& c : kCases) {
    Parsed p(c.sql);
    EXPECT_EQ(p.Kinds(), c.kinds) << c.sql;
    EXPECT_EQ(p.Error(), "") << c.sql;
  }
}

TEST(Lower, ColumnsAndTheirConstraints) {
  Parsed p(
      "CREATE TABLE s.\"T\" (\n"
      "  id bigserial PRIMARY KEY, -- the key\n"
      "  email varchar(50) NOT NULL DEFAULT lower('A') UNIQUE,\n"
      "  o int CONSTRAINT fk REFERENCES u (id) ON DELETE CASCADE DEFERRABLE,\n"
      "  \u00e9 numeric(10,2) DEFAULT -1.5 /* tail */,\n"
      "  CHECK (a IS NOT NULL AND b > 0)\n)");
  const auto& op = p.Get<CreateTable>();
  EXPECT_EQ(op.table.schema, "s");
  EXPECT_EQ(op.table.name, "T");
  ASSERT_EQ(op.columns.size(), 4u);
  EXPECT_EQ(op.columns[0].type.name(), "bigserial");
  EXPECT_EQ(p.Text(op.columns[0].span), "id bigserial PRIMARY KEY");
  EXPECT_EQ(op.columns[0].constraints()[0].kind, ConstraintKind::kPrimaryKey);
  const ColumnDef& email = op.columns[1];
  EXPECT_TRUE(email.not_null);
  EXPECT_EQ(email.type.modifier(0), 50);
  EXPECT_EQ(p.Text(email.type.span), "varchar(50)");
  EXPECT_EQ(p.Text(email.default_value().span), "lower('A')");
  EXPECT_EQ(email.default_value().functions()[0].name, "lower");
  EXPECT_EQ(email.constraints()[0].columns[0].text, "email");
  const Constraint& fk = op.columns[2].constraints()[0];
  EXPECT_EQ(fk.name.text, "fk");
  EXPECT_EQ(fk.references().name, "u");
  EXPECT_EQ(fk.reference->columns[0].text, "id");
  EXPECT_EQ(fk.reference->on_delete, 'c');
  EXPECT_TRUE(fk.deferrable);
  EXPECT_EQ(op.columns[3].name.text, "\u00e9");
  EXPECT_EQ(p.Text(op.columns[3].default_value().span), "-1.5");
  EXPECT_EQ(op.columns[3].default_value().shape, ExprShape::kConstant);
  const Expr& check = op.constraints[0].check();
  EXPECT_EQ(p.Text(check.span), "a IS NOT NULL AND b > 0");
  ASSERT_EQ(check.proves_not_null().size(), 1u);
  EXPECT_EQ(check.proves_not_null()[0].text, "a");
}

// A big file holds millions of these: memory is bounded by their sizes.
TEST(Lower, PartsAreSmall) {
  EXPECT_LE(sizeof(ColumnDef), 80u);
  EXPECT_LE(sizeof(Constraint), 80u);
  EXPECT_LE(sizeof(Expr), 40u);
  EXPECT_LE(sizeof(CreateTable), 104u);
}

TEST(Lower, AbsentPartsAreEmpty) {
  Parsed p("CREATE TABLE t (a int, UNIQUE (a))");
  const auto& op = p.Get<CreateTable>();
  const ColumnDef& a = op.columns[0];
  EXPECT_FALSE(a.default_value().present());
  EXPECT_TRUE(a.default_value().columns().empty());
  EXPECT_TRUE(a.default_value().proves_not_null().empty());
  EXPECT_FALSE(a.generated_as().present());
  EXPECT_TRUE(a.collation().empty());
  EXPECT_TRUE(a.constraints().empty());
  const Constraint& unique = op.constraints[0];
  EXPECT_FALSE(unique.check().present());
  EXPECT_TRUE(unique.references().empty());
  EXPECT_TRUE(unique.using_index().empty());
  EXPECT_TRUE(op.origin->inherits.empty());
  EXPECT_TRUE(op.origin->partition_of.empty());
}

TEST(Lower, PartsThatFewColumnsHave) {
  Parsed p(
      "CREATE TABLE t (a text COLLATE \"C\" GENERATED ALWAYS AS (lower(b)) "
      "STORED, b text COLLATE \"de\", LIKE u) PARTITION BY LIST (b)");
  const auto& op = p.Get<CreateTable>();
  EXPECT_EQ(op.columns[0].collation().text, "C");
  EXPECT_EQ(op.columns[0].generated_as().functions()[0].name, "lower");
  EXPECT_EQ(op.columns[0].generated_as().columns()[0].text, "b");
  EXPECT_EQ(op.columns[1].collation().text, "de");
  EXPECT_FALSE(op.columns[1].generated_as().present());
  EXPECT_EQ(op.origin->likes[0].name, "u");
  EXPECT_EQ(op.origin->partition_key[0].text, "b");
}

TEST(Lower, TypesAreSharedButKeepTheirPlaces) {
  Parsed p(
      "CREATE TABLE t (a varchar(50), b varchar(60), c varchar(50)[], "
      "d s.varchar(50), e VARCHAR(50), f \"VARCHAR\", g varchar(50))");
  std::span<const ColumnDef> columns = p.Get<CreateTable>().columns;
  EXPECT_EQ(columns[0].type.modifier(0), 50);
  EXPECT_EQ(columns[1].type.modifier(0), 60);
  EXPECT_EQ(columns[2].type.array_dims(), 1);
  EXPECT_EQ(columns[3].type.schema(), "s");
  EXPECT_EQ(columns[4].type.name(), "varchar");
  EXPECT_EQ(p.Text(columns[4].type.span), "VARCHAR(50)");
  EXPECT_EQ(columns[5].type.name(), "VARCHAR");
  EXPECT_EQ(columns[5].type.modifier_count(), 0);
  EXPECT_EQ(columns[6].type.shape, columns[4].type.shape);
  EXPECT_NE(columns[6].type.span, columns[4].type.span);
}

TEST(Lower, ActionsOfOneAlterHaveTheirOwnSpans) {
  Parsed p(
      "ALTER TABLE ONLY t\n"
      "  ADD COLUMN a numeric(1,2) DEFAULT f(1, ',') NOT NULL, -- x, y\n"
      "  DROP COLUMN IF EXISTS method CASCADE,\n"
      "  ALTER COLUMN \"B\" TYPE varchar(9) USING left(b, 9)");
  ASSERT_EQ(p.file.ops.size(), 3u);
  EXPECT_EQ(p.Text(p.file.ops[0]->span),
            "DROP COLUMN IF EXISTS method CASCADE");
  EXPECT_EQ(p.Text(p.file.ops[2]->span),
            "ADD COLUMN a numeric(1,2) DEFAULT f(1, ',') NOT NULL");
  EXPECT_EQ(p.Text(p.Get<DropColumn>().column.span), "method");
  EXPECT_EQ(p.Get<AlterColumnType>().column.text, "B");
  EXPECT_EQ(p.Text(p.Get<AlterColumnType>().using_expr.span), "left(b, 9)");
}

TEST(Lower, IndexParts) {
  Parsed p(
      "CREATE UNIQUE INDEX CONCURRENTLY index ON ONLY s.t USING gin\n"
      "  (a DESC, lower(b), c text_pattern_ops) INCLUDE (d) WHERE a > 1;");
  const auto& op = p.Get<CreateIndex>();
  EXPECT_EQ(op.name.text, "index");
  EXPECT_EQ(op.keyword.begin, 14u);
  EXPECT_EQ(p.Text(op.keyword), "INDEX");
  EXPECT_TRUE(op.concurrently && op.unique && op.only);
  EXPECT_EQ(op.method, "gin");
  ASSERT_EQ(op.columns.size(), 3u);
  EXPECT_TRUE(op.columns[0].descending);
  EXPECT_EQ(p.Text(op.columns[1].span), "lower(b)");
  EXPECT_EQ(op.columns[2].opclass.text, "text_pattern_ops");
  EXPECT_EQ(op.include[0].text, "d");
  EXPECT_EQ(p.Text(op.where.span), "a > 1");
}

struct Shape {
  const char* expression;
  ExprShape shape;
};
TEST(Lower, DefaultShapes) {
  constexpr Shape kShapes[] = {
      {"NULL", ExprShape::kNull},
      {"NULL::text", ExprShape::kNull},
      {"'a'", ExprShape::kConstant},
      {"'{}'::jsonb", ExprShape::kConstant},
      {"-1", ExprShape::kConstant},
      {"ARRAY['a', 'b']::text[]", ExprShape::kConstant},
      {"true", ExprShape::kConstant},
      {"now()", ExprShape::kOther},
      {"CURRENT_TIMESTAMP", ExprShape::kOther},
      {"1 + 1", ExprShape::kOther},
  };
  for (const Shape& s : kShapes) {
    Parsed p("ALTER TABLE t ALTER c SET DEFAULT " + std::string(s.expression));
    EXPECT_EQ(p.Get<SetDefault>().value.shape, s.shape) << s.expression;
    EXPECT_EQ(p.Text(p.Get<SetDefault>().value.span), s.expression);
  }
}

TEST(Lower, ReadsLeaveOutCteNames) {
  Parsed p("WITH x AS (SELECT 1 FROM a.z) SELECT f() FROM x, y, y yy");
  const auto& op = p.Get<Select>();
  ASSERT_EQ(op.reads.size(), 2u);
  EXPECT_EQ(op.reads[0].schema, "a");
  EXPECT_EQ(op.reads[1].name, "y");
  EXPECT_EQ(op.functions[0].name, "f");
}

TEST(Lower, BodiesAndLabels) {
  Parsed p(
      "CREATE FUNCTION f(a int, OUT b text) RETURNS text LANGUAGE PLPGSQL "
      "STABLE AS $x$ body $x$; DO $$ act $$; ALTER TYPE m ADD VALUE 'it''s'");
  const auto& f = p.Get<CreateFunction>();
  EXPECT_EQ(f.language, "plpgsql");
  EXPECT_EQ(p.Text(f.body), " body ");
  EXPECT_EQ(f.arguments.size(), 1u);
  EXPECT_EQ(f.volatility, Volatility::kStable);
  EXPECT_EQ(p.Text(p.Get<DoBlock>().body), " act ");
  EXPECT_EQ(p.Get<AddEnumValue>().value.text, "it's");
  EXPECT_EQ(p.Text(p.Get<AddEnumValue>().value.span), "'it''s'");
}

TEST(Lower, Newest) {
  if (GrammarVersion() < "18") GTEST_SKIP() << "needs the grammar of 18";
  Parsed p(
      "ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID, ADD CHECK (a > 0) "
      "NOT ENFORCED, ADD b int GENERATED ALWAYS AS (a) VIRTUAL, ALTER "
      "CONSTRAINT f NOT ENFORCED");
  EXPECT_EQ(p.Kinds(), "AddColumn AddConstraint AddConstraint AlterConstraint");
  const auto& first = p.Get<AddConstraint>();
  EXPECT_EQ(first.constraint.kind, ConstraintKind::kNotNull);
  EXPECT_TRUE(first.constraint.not_valid);
  EXPECT_EQ(first.constraint.columns[0].text, "a");
  EXPECT_FALSE(As<AddConstraint>(*p.file.ops[2])->constraint.enforced);
  EXPECT_EQ(p.Get<AddColumn>().column.generated, Generated::kVirtual);
  EXPECT_TRUE(p.Get<AlterConstraint>().sets_enforced);
  EXPECT_FALSE(p.Get<AlterConstraint>().constraint.enforced);
}

}  // namespace
}  // namespace interlock::sql
