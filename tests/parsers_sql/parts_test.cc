// SPDX-License-Identifier: Apache-2.0
// What ops say beyond names: the parts that a catalog needs.
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

std::string Texts(std::span<const Ident> idents) {
  std::string out;
  for (const Ident& i : idents)
    out += (out.empty() ? "" : ",") + std::string(i.text);
  return out;
}

TEST(Parts, OfATable) {
  Parsed p(
      "CREATE TABLE s.t (a int, LIKE u INCLUDING DEFAULTS INCLUDING INDEXES, b "
      "text) PARTITION BY RANGE (a, lower(b) COLLATE \"C\") USING heap WITH "
      "(fillfactor = 70, toast.autovacuum_enabled = false) TABLESPACE fast");
  const TableOrigin& o = *p.Get<CreateTable>().origin;
  ASSERT_EQ(o.like_parts.size(), 1u);
  EXPECT_EQ(o.like_parts[0].options, kLikeDefaults | kLikeIndexes);
  EXPECT_EQ(o.like_parts[0].columns_before, 1u);
  EXPECT_EQ(o.strategy, PartitionStrategy::kRange);
  ASSERT_EQ(o.partition_elements.size(), 2u);
  EXPECT_EQ(o.partition_elements[0].column.text, "a");
  EXPECT_EQ(o.partition_elements[1].extras->collation.name, "C");
  EXPECT_EQ(Texts(o.partition_key), "a");
  ASSERT_EQ(o.options.size(), 2u);
  EXPECT_EQ(o.options[0].name.text, "fillfactor");
  EXPECT_EQ(o.options[0].value, "70");
  EXPECT_EQ(o.options[1].space, "toast");
  EXPECT_EQ(o.options[1].value, "false");
  EXPECT_EQ(o.tablespace.text, "fast");
  EXPECT_EQ(o.access_method.text, "heap");
}

TEST(Parts, ElementsOfATableEndBeforeTheirComma) {
  // LIKE does not say where it begins: then the text is read.
  for (std::string like : {"", ", LIKE u"}) {
    Parsed p(
        "CREATE TABLE t (a int DEFAULT 1 -- one, two\n"
        " , \"b,c\" text /* , */ DEFAULT ',)' /* no ) */,\n"
        "CONSTRAINT d CHECK (a IN (1, 2)) -- last )\n" +
        like + ") WITH (fillfactor = 70)");
    SCOPED_TRACE(like);
    const auto& op = p.Get<CreateTable>();
    ASSERT_EQ(op.columns.size(), 2u);
    EXPECT_EQ(p.Text(op.columns[0].span), "a int DEFAULT 1");
    EXPECT_EQ(p.Text(op.columns[1].span), "\"b,c\" text /* , */ DEFAULT ',)'");
    ASSERT_EQ(op.constraints.size(), 1u);
    EXPECT_EQ(p.Text(op.constraints[0].span),
              "CONSTRAINT d CHECK (a IN (1, 2))");
  }
}

TEST(Parts, OfPartitions) {
  Parsed p(
      "CREATE TABLE a PARTITION OF t FOR VALUES FROM (1, MINVALUE) TO (10, "
      "'x');"
      "CREATE TABLE b PARTITION OF t DEFAULT;"
      "ALTER TABLE t ATTACH PARTITION c FOR VALUES WITH (MODULUS 4, REMAINDER "
      "2);"
      "CREATE TABLE d PARTITION OF t FOR VALUES IN ('x', NULL) PARTITION BY "
      "HASH (e)");
  const auto& a = *As<CreateTable>(*p.file.ops[0])->origin;
  EXPECT_EQ(a.partition_of.name, "t");
  EXPECT_EQ(p.Text(a.bound->span),
            "FOR VALUES FROM (1, MINVALUE) TO (10, 'x')");
  ASSERT_EQ(a.bound->values.size(), 2u);
  EXPECT_EQ(p.Text(a.bound->values[0].span), "1");
  EXPECT_FALSE(a.bound->values[1].present());
  EXPECT_EQ(p.Text(a.bound->to[1].span), "'x'");
  EXPECT_TRUE(As<CreateTable>(*p.file.ops[1])->origin->bound->is_default);
  const auto& c = *p.Get<AttachPartition>().bound;
  EXPECT_EQ(c.strategy, PartitionStrategy::kHash);
  EXPECT_EQ(c.modulus, 4);
  EXPECT_EQ(c.remainder, 2);
  EXPECT_EQ(p.Text(c.span), "FOR VALUES WITH (MODULUS 4, REMAINDER 2)");
  const auto& d = *As<CreateTable>(*p.file.ops[3])->origin;
  EXPECT_EQ(d.bound->values[1].shape, ExprShape::kNull);
  EXPECT_EQ(d.strategy, PartitionStrategy::kHash);
}

TEST(Parts, OfOtherKindsOfTable) {
  Parsed p(
      "CREATE TABLE a OF s.ty (PRIMARY KEY (b));"
      "CREATE TEMP TABLE b (c int) ON COMMIT DROP;"
      "CREATE FOREIGN TABLE c (d int OPTIONS (column_name 'x')) SERVER sv "
      "OPTIONS (table_name 'y');"
      "CREATE TABLE d (x, y) AS SELECT a.b, count(*), 1::int FROM a WITH NO "
      "DATA;"
      "DROP FOREIGN TABLE c");
  EXPECT_EQ(As<CreateTable>(*p.file.ops[0])->origin->of_type.name, "ty");
  EXPECT_EQ(As<CreateTable>(*p.file.ops[1])->on_commit, OnCommit::kDrop);
  const auto& c = *As<CreateTable>(*p.file.ops[2]);
  EXPECT_EQ(c.origin->server.text, "sv");
  EXPECT_EQ(c.origin->remote[0].value, "y");
  EXPECT_EQ(c.columns[0].extras->options[0].value, "x");
  const auto& d = *As<CreateTable>(*p.file.ops[3]);
  EXPECT_FALSE(d.with_data);
  ASSERT_EQ(d.columns.size(), 3u);
  EXPECT_EQ(d.columns[1].name.text, "y");
  EXPECT_EQ(d.columns[2].name.text, "int4");
  EXPECT_EQ(d.origin->query->OutputsOf(0)[1].name.text, "count");
  EXPECT_EQ(d.origin->query->OutputsOf(0)[2].type.name(), "int4");
  EXPECT_TRUE(p.Get<DropTable>().foreign);
}

TEST(Parts, OfConstraintsAndColumns) {
  Parsed p(
      "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT "
      "BY 2), n text CONSTRAINT nn NOT NULL COLLATE s.\"de\",\n"
      "  UNIQUE (id) INCLUDE (n) WITH (fillfactor = 50) USING INDEX TABLESPACE "
      "fast,\n"
      "  FOREIGN KEY (a, b) REFERENCES u (c, d) MATCH FULL ON DELETE SET NULL "
      "(b),\n"
      "  CONSTRAINT ex EXCLUDE USING gist (r WITH &&, (a + 1) int4_ops DESC "
      "WITH =) INCLUDE (q) WHERE (a > 0))");
  const auto& op = p.Get<CreateTable>();
  EXPECT_EQ(op.columns[0].extras->identity->start, 10);
  EXPECT_EQ(op.columns[0].extras->identity->increment, 2);
  EXPECT_EQ(op.columns[1].extras->not_null->name.text, "nn");
  EXPECT_EQ(op.columns[1].collation().text, "de");
  EXPECT_EQ(op.columns[1].extras->collation_schema, "s");
  const IndexParts& unique = *op.constraints[0].index;
  EXPECT_EQ(Texts(unique.include), "n");
  EXPECT_EQ(unique.options[0].value, "50");
  EXPECT_EQ(unique.tablespace.text, "fast");
  const Reference& to = *op.constraints[1].reference;
  EXPECT_EQ(to.match, 'f');
  EXPECT_EQ(to.on_delete, 'n');
  EXPECT_EQ(Texts(to.on_delete_columns), "b");
  const IndexParts& ex = *op.constraints[2].index;
  EXPECT_EQ(ex.method, "gist");
  ASSERT_EQ(ex.elements.size(), 2u);
  EXPECT_EQ(ex.operators[0].name, "&&");
  EXPECT_EQ(ex.elements[1].opclass.text, "int4_ops");
  EXPECT_TRUE(ex.elements[1].descending);
  EXPECT_EQ(p.Text(ex.where.span), "a > 0");
  EXPECT_EQ(Texts(ex.include), "q");
}

TEST(Parts, OfAlterTable) {
  Parsed p(
      "ALTER TABLE IF EXISTS ONLY t DROP a, ENABLE ALWAYS TRIGGER g, REPLICA "
      "IDENTITY USING INDEX i, ALTER b SET STATISTICS 100, ALTER c SET "
      "(n_distinct "
      "= 5), ALTER d SET STORAGE main, ALTER e ADD GENERATED BY DEFAULT AS "
      "IDENTITY (MINVALUE 0), OF ty;"
      "ALTER VIEW v ALTER a SET DEFAULT 1; ALTER INDEX i ALTER COLUMN 2 SET "
      "STATISTICS 9; ALTER TABLE IF EXISTS t RENAME a TO b; ALTER TABLE v SET "
      "SCHEMA s; ALTER TYPE c DROP ATTRIBUTE IF EXISTS d CASCADE");
  const Op& drop = *p.file.ops[0];
  EXPECT_TRUE(drop.only && drop.relation_if_exists);
  EXPECT_EQ(drop.written_as, ObjectKind::kTable);
  auto at = [&](size_t i) { return As<AlterTable>(*p.file.ops[i]); };
  // The identity comes before what the server does last.
  EXPECT_EQ(p.file.ops[1]->kind, OpKind::kAlterGenerated);
  EXPECT_EQ(at(2)->change, TableChange::kEnableAlwaysTrigger);
  EXPECT_EQ(at(2)->argument.text, "g");
  EXPECT_EQ(at(3)->replica_identity, 'i');
  EXPECT_EQ(at(3)->argument.text, "i");
  EXPECT_EQ(at(4)->value, "100");
  EXPECT_EQ(at(5)->options[0].name.text, "n_distinct");
  EXPECT_EQ(at(6)->value, "main");
  const auto& identity = p.Get<AlterGenerated>();
  EXPECT_EQ(identity.generated, Generated::kIdentityByDefault);
  EXPECT_EQ(identity.sequence->minimum, 0);
  EXPECT_EQ(at(7)->other.name, "ty");
  EXPECT_EQ(p.Get<SetDefault>().written_as, ObjectKind::kView);
  EXPECT_EQ(at(9)->column_number, 2);
  EXPECT_TRUE(p.Get<RenameColumn>().relation_if_exists);
  EXPECT_EQ(p.Get<SetSchema>().written_as, ObjectKind::kTable);
  const auto& attribute = p.Get<AlterAttribute>();
  EXPECT_EQ(attribute.change, AttributeChange::kDrop);
  EXPECT_EQ(attribute.attribute.name.text, "d");
  EXPECT_TRUE(attribute.if_exists && attribute.cascade);
}

TEST(Parts, OfIndexes) {
  Parsed p(
      "CREATE INDEX i ON t USING gin (a COLLATE s.\"C\" x.ops (siglen = 32) "
      "DESC NULLS LAST) WITH (fastupdate = off) TABLESPACE fast WHERE a > 0");
  const auto& op = p.Get<CreateIndex>();
  const IndexColumn& a = op.columns[0];
  EXPECT_EQ(a.extras->collation.schema, "s");
  EXPECT_EQ(a.extras->opclass.schema, "x");
  EXPECT_EQ(a.opclass.text, "ops");
  EXPECT_EQ(a.extras->opclass_options[0].value, "32");
  EXPECT_EQ(a.nulls, NullsOrder::kLast);
  EXPECT_EQ(op.parts->options[0].name.text, "fastupdate");
  EXPECT_EQ(op.parts->options[0].value, "off");
  EXPECT_EQ(op.parts->tablespace.text, "fast");
}

TEST(Parts, OfCode) {
  Parsed p(
      "CREATE OR REPLACE FUNCTION s.f(a int DEFAULT 1 + 2, OUT b text, "
      "VARIADIC c int[]) RETURNS SETOF text LANGUAGE sql STRICT LEAKPROOF "
      "PARALLEL SAFE COST 5 SET work_mem TO '1MB' SET search_path = a, b "
      "AS 'select 1';"
      "CREATE FUNCTION g() RETURNS TABLE (x int) LANGUAGE sql BEGIN ATOMIC "
      "SELECT 1; END;"
      "ALTER FUNCTION s.f(int, int[]) IMMUTABLE SECURITY DEFINER RESET ALL;"
      "CREATE CONSTRAINT TRIGGER tr AFTER INSERT OR UPDATE OF a, b ON t "
      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.a > 1) EXECUTE "
      "FUNCTION s.h('x', 1);"
      "CREATE POLICY po ON t AS RESTRICTIVE FOR UPDATE TO a, PUBLIC USING (b);"
      "ALTER POLICY po ON t TO c WITH CHECK (d)");
  const auto& f = p.Get<CreateFunction>();
  ASSERT_EQ(f.parameters.size(), 3u);
  EXPECT_EQ(f.arguments.size(), 2u);
  EXPECT_EQ(f.parameters[0].name.text, "a");
  EXPECT_EQ(p.Text(f.parameters[0].default_value().span), "1 + 2");
  EXPECT_EQ(f.parameters[1].mode, ArgumentMode::kOut);
  EXPECT_EQ(f.parameters[2].mode, ArgumentMode::kVariadic);
  EXPECT_TRUE(f.returns_set);
  EXPECT_EQ(f.options->strict, true);
  EXPECT_EQ(f.options->parallel, Parallel::kSafe);
  EXPECT_EQ(f.options->cost, "5");
  ASSERT_EQ(f.options->settings.size(), 2u);
  EXPECT_EQ(f.options->settings[1].value, "a, b");
  EXPECT_TRUE(f.sets_search_path);
  const auto& g = *As<CreateFunction>(*p.file.ops[1]);
  EXPECT_TRUE(g.returns_table && g.sql_body);
  EXPECT_EQ(p.Text(g.body), " SELECT 1; ");
  const auto& altered = p.Get<AlterFunction>();
  EXPECT_EQ(altered.identity->types.size(), 2u);
  EXPECT_EQ(altered.options->volatility, Volatility::kImmutable);
  EXPECT_TRUE(altered.options->resets_all);
  const auto& tr = p.Get<CreateTrigger>();
  EXPECT_EQ(tr.timing, TriggerTiming::kAfter);
  EXPECT_EQ(tr.events, kOnInsert | kOnUpdate);
  EXPECT_EQ(Texts(tr.columns), "a,b");
  EXPECT_TRUE(tr.for_each_row && tr.deferrable && tr.initially_deferred);
  EXPECT_EQ(p.Text(tr.when().span), "NEW.a > 1");
  EXPECT_EQ(tr.function.schema, "s");
  EXPECT_EQ(tr.arguments[0], "x");
  const auto& po = p.Get<CreatePolicy>();
  EXPECT_EQ(po.command, PolicyCommand::kUpdate);
  EXPECT_EQ(Texts(po.roles), "a");
  EXPECT_FALSE(po.permissive);
  EXPECT_EQ(Texts(p.Get<AlterPolicy>().roles), "c");
}

TEST(Parts, OfPrivileges) {
  Parsed p(
      "GRANT SELECT (a, b), INSERT ON t, s.u TO x, PUBLIC WITH GRANT OPTION;"
      "REVOKE ALL ON ALL TABLES IN SCHEMA s FROM y CASCADE;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE o IN SCHEMA s GRANT USAGE ON "
      "SEQUENCES "
      "TO z; GRANT a TO b WITH ADMIN OPTION; GRANT EXECUTE ON FUNCTION f(int) "
      "TO x");
  auto at = [&](size_t i) { return As<Grant>(*p.file.ops[i]); };
  ASSERT_EQ(at(0)->privileges.size(), 2u);
  EXPECT_EQ(at(0)->privileges[0].name.text, "select");
  EXPECT_EQ(Texts(at(0)->privileges[0].columns), "a,b");
  EXPECT_EQ(Texts(at(0)->grantees), "x");
  EXPECT_TRUE(at(0)->to_public && at(0)->grant_option);
  EXPECT_EQ(at(1)->scope, GrantScope::kAllInSchema);
  EXPECT_EQ(at(1)->object, ObjectKind::kTable);
  EXPECT_EQ(at(1)->names[0].name, "s");
  EXPECT_TRUE(at(1)->cascade && at(1)->privileges.empty());
  EXPECT_EQ(at(2)->scope, GrantScope::kDefault);
  EXPECT_EQ(at(2)->object, ObjectKind::kSequence);
  EXPECT_EQ(Texts(at(2)->for_roles), "o");
  EXPECT_EQ(at(3)->names[0].name, "a");
  EXPECT_TRUE(at(3)->grant_option);
  EXPECT_EQ(at(4)->identities[0].types[0].name(), "int4");
}

TEST(Parts, OfOtherObjects) {
  Parsed p(
      "CREATE SEQUENCE s AS bigint MINVALUE -9223372036854775808 CYCLE OWNED "
      "BY "
      "NONE;"
      "CREATE TYPE r AS RANGE (subtype = float8, multirange_type_name = mr);"
      "CREATE TYPE sh; CREATE EXTENSION e SCHEMA x VERSION '1.2' CASCADE;"
      "ALTER EXTENSION e UPDATE TO '1.3'; ALTER EXTENSION e ADD FUNCTION "
      "f(int);"
      "CREATE STATISTICS st (ndistinct) ON a, lower(b) FROM t;"
      "CREATE OR REPLACE RULE ru AS ON DELETE TO t WHERE OLD.a > 1 DO INSTEAD "
      "INSERT INTO log VALUES (1);"
      "CREATE PUBLICATION pu FOR TABLE t (a) WHERE (a > 1), TABLES IN SCHEMA q;"
      "CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('A', 'B') "
      "EXECUTE "
      "FUNCTION f(); COMMENT ON COLUMN s.t.a IS 'it''s'");
  const auto& s = *p.Get<CreateSequence>().options;
  EXPECT_EQ(s.minimum, INT64_MIN);
  EXPECT_TRUE(s.cycle.value_or(false) && s.owned_none);
  const auto& r = p.Get<CreateType>();
  EXPECT_EQ(r.form, TypeForm::kRange);
  EXPECT_EQ(r.subtype.name(), "float8");
  EXPECT_EQ(r.multirange.name, "mr");
  EXPECT_EQ(As<CreateType>(*p.file.ops[2])->form, TypeForm::kShell);
  const auto& e = p.Get<CreateExtension>();
  EXPECT_EQ(e.schema.text, "x");
  EXPECT_EQ(e.version, "1.2");
  EXPECT_TRUE(e.cascade);
  EXPECT_EQ(p.Get<AlterExtension>().version, "1.3");
  EXPECT_EQ(As<AlterExtension>(*p.file.ops[5])->member.name, "f");
  const auto& st = p.Get<CreateStatistics>();
  EXPECT_EQ(st.table.name, "t");
  EXPECT_EQ(Texts(st.kinds), "ndistinct");
  EXPECT_EQ(Texts(st.columns), "a");
  EXPECT_EQ(p.Text(st.expressions[0].span), "lower(b)");
  const auto& ru = p.Get<CreateRule>();
  EXPECT_EQ(ru.event, PolicyCommand::kDelete);
  EXPECT_TRUE(ru.instead && ru.or_replace);
  EXPECT_EQ(ru.reads[0].name, "log");
  const auto& pu = p.Get<CreatePublication>();
  ASSERT_EQ(pu.parts.size(), 2u);
  EXPECT_EQ(Texts(pu.parts[0].columns), "a");
  EXPECT_EQ(pu.parts[1].schema.text, "q");
  EXPECT_EQ(p.Get<CreateEventTrigger>().filters.size(), 2u);
  EXPECT_EQ(p.Get<CommentOn>().text, "it's");
  EXPECT_EQ(p.Get<CommentOn>().part.text, "a");
}

TEST(Parts, IdentityOfWhatHasArguments) {
  Parsed p(
      "DROP FUNCTION f(int, text), g; DROP OPERATOR s.+ (int, NONE); DROP CAST "
      "(int AS text); DROP OPERATOR CLASS s.oc USING btree; DROP AGGREGATE "
      "a(*); DROP TRANSFORM FOR int LANGUAGE sql; ALTER FUNCTION f(int) OWNER "
      "TO o; ALTER AGGREGATE a(int) SET SCHEMA s; DROP ROLE IF EXISTS r, q; "
      "DROP USER MAPPING FOR CURRENT_USER SERVER sv");
  auto at = [&](size_t i) { return As<DropObject>(*p.file.ops[i]); };
  EXPECT_EQ(at(0)->identities[0].types.size(), 2u);
  EXPECT_FALSE(at(0)->identities[1].has_types);
  EXPECT_EQ(at(1)->names[0].name, "+");
  EXPECT_EQ(at(1)->identities[0].types[0].name(), "int4");
  EXPECT_TRUE(at(1)->identities[0].types[1].empty());
  EXPECT_EQ(at(2)->identities[0].types[1].name(), "text");
  EXPECT_EQ(at(3)->names[0].name, "oc");
  EXPECT_EQ(at(3)->names[0].schema, "s");
  EXPECT_EQ(at(3)->identities[0].scope.text, "btree");
  EXPECT_TRUE(at(4)->identities[0].has_types);
  EXPECT_EQ(at(5)->identities[0].scope.text, "sql");
  EXPECT_EQ(p.Get<AlterObject>().argument.text, "o");
  EXPECT_EQ(p.Get<AlterObject>().change, ObjectChange::kOwner);
  EXPECT_EQ(p.Get<SetSchema>().identity->types.size(), 1u);
  EXPECT_EQ(at(8)->names.size(), 2u);
  EXPECT_EQ(at(9)->identities[0].scope.text, "sv");
}

TEST(Parts, NewSyntaxIsNoted) {
  Parsed p(
      "ALTER TABLE p DETACH PARTITION q CONCURRENTLY; CREATE UNIQUE INDEX ON t "
      "(a) NULLS NOT DISTINCT; REINDEX TABLE CONCURRENTLY t; ALTER TABLE t "
      "ALTER a SET EXPRESSION AS (b); CREATE INDEX ON t (b)");
  ASSERT_EQ(p.file.since.size(), 4u);
  EXPECT_EQ(p.file.since[0].version, 14);
  EXPECT_EQ(p.Text(p.file.since[0].span), "CONCURRENTLY");
  EXPECT_EQ(p.file.since[1].version, 15);
  EXPECT_EQ(p.file.since[1].statement, 1u);
  EXPECT_EQ(p.file.since[2].version, 12);
  EXPECT_EQ(p.file.since[3].version, 17);
}

}  // namespace
}  // namespace interlock::sql
