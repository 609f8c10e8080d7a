// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

// "x.a@0 *@1": each use with its scope.
std::string Uses(const Query& query) {
  std::string out;
  for (const ColumnUse& use : query.uses) {
    if (!out.empty()) out += ' ';
    if (!use.qualifier.empty()) out += std::string(use.qualifier) + ".";
    out += use.star ? "*" : std::string(use.column.text);
    out += "@" + std::to_string(use.scope);
  }
  return out;
}
std::string Sources(const Query& query) {
  std::string out;
  for (const QuerySource& source : query.sources) {
    if (!out.empty()) out += ' ';
    out += std::string(source.relation.name) + ":" +
           std::string(source.called()) + "@" + std::to_string(source.scope);
    if (source.scope_of != kNoIndex) {
      out += ">" + std::to_string(source.scope_of);
    }
  }
  return out;
}
std::string Outputs(const Query& query, uint32_t scope) {
  std::string out;
  for (const OutputColumn& column : query.OutputsOf(scope)) {
    if (!out.empty()) out += ' ';
    out += column.star ? "*" : std::string(column.name.text);
  }
  return out;
}

TEST(Queries, NamesAndScopes) {
  Parsed p(
      "CREATE VIEW v AS SELECT a.id, b.*, count(*) AS n, lower(x)::text, "
      "(SELECT m FROM c WHERE c.k = a.k) FROM s.t a JOIN u b ON a.id = b.id, "
      "LATERAL (SELECT y FROM d) q WHERE z > 1");
  const auto& op = p.Get<CreateView>();
  const Query& query = *op.query;
  EXPECT_TRUE(query.complete && query.has_star);
  EXPECT_EQ(Outputs(query, 0), "id * n lower m");
  EXPECT_EQ(query.OutputsOf(0)[3].type.name(), "text");
  EXPECT_EQ(Sources(query), "t:a@0 u:b@0 :q@0>1 c:c@2 d:d@1");
  EXPECT_EQ(Uses(query),
            "a.id@0 b.id@0 a.id@0 b.*@0 x@0 z@0 m@2 c.k@2 a.k@2 y@1");
  EXPECT_EQ(query.scopes[2].parent, 0u);
  EXPECT_EQ(query.functions.size(), 2u);
  EXPECT_EQ(p.Text(op.query_span).substr(0, 12), "SELECT a.id,");
}

TEST(Queries, WithAndUnion) {
  Parsed p(
      "WITH RECURSIVE w (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM w) SELECT "
      "k FROM w UNION SELECT j FROM t");
  const Query& query = *p.Get<Select>().query;
  EXPECT_EQ(Outputs(query, 0), "k");
  uint32_t second = query.scopes[0].next_arm;
  ASSERT_NE(second, kNoIndex);
  EXPECT_EQ(Outputs(query, second), "j");
  int ctes = 0;
  for (const QuerySource& source : query.sources) {
    ctes += source.kind == SourceKind::kCte;
  }
  EXPECT_EQ(ctes, 2);
}

TEST(Queries, OfWrites) {
  Parsed p(
      "INSERT INTO t (a, b) SELECT x, y FROM u ON CONFLICT (a) DO UPDATE SET b "
      "= excluded.b RETURNING id;"
      "UPDATE t x SET a = u.b FROM u WHERE x.id = u.id;"
      "DELETE FROM t USING u WHERE t.id = u.id RETURNING t.*;"
      "INSERT INTO t VALUES (1, 'x');"
      "INSERT INTO t VALUES ((SELECT max(id) FROM u), now())");
  const auto& insert = p.Get<Insert>();
  EXPECT_EQ(insert.width, 2u);
  EXPECT_EQ(Outputs(*insert.query, 0), "id");
  EXPECT_EQ(Outputs(*insert.query, 1), "x y");
  EXPECT_EQ(Sources(*insert.query), "t:t@0 t:excluded@0 u:u@1");
  EXPECT_EQ(Sources(*p.Get<Update>().query), "t:x@0 u:u@0");
  EXPECT_EQ(Uses(*p.Get<Update>().query), "u.b@0 x.id@0 u.id@0");
  EXPECT_TRUE(p.Get<Delete>().query->has_star);
  const auto& plain = *As<Insert>(*p.file.ops[3]);
  EXPECT_EQ(plain.query, &kNoQuery);
  EXPECT_EQ(plain.width, 2u);
  EXPECT_TRUE(plain.default_values == false);
  EXPECT_EQ(As<Insert>(*p.file.ops[4])->reads[0].name, "u");
}

TEST(Queries, WhatIsNotLookedIntoIsSaid) {
  Parsed p("SELECT x FROM XMLTABLE('/a' PASSING '<a/>' COLUMNS x int)");
  EXPECT_FALSE(p.Get<Select>().query->complete);
}

TEST(Queries, NamesThatTheServerGives) {
  Parsed p(
      "SELECT CASE WHEN a THEN b END, CASE WHEN a THEN 1 ELSE c END, "
      "coalesce(a), ARRAY[1], 1, true::bool, EXISTS (SELECT 1), (r).f, "
      "nullif(a, b), current_date, greatest(1, 2), -x FROM t");
  EXPECT_EQ(Outputs(*p.Get<Select>().query, 0),
            "case c coalesce array  bool exists f nullif current_date greatest "
            "");
}

TEST(Queries, DeepNestingCostsNoStack) {
  std::string sql = "SELECT 1";
  for (int i = 0; i < 300; ++i) sql = "SELECT * FROM (" + sql + ") q";
  Parsed p(sql);
  if (!p.file.errors.empty()) GTEST_SKIP() << p.Error();
  EXPECT_EQ(p.Get<Select>().query->scopes.size(), 301u);
}

}  // namespace
}  // namespace interlock::sql
