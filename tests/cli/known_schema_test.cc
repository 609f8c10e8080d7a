// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/cli/cli_fixture.h"

namespace interlock::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class KnownSchemaTest : public CliTest {
 protected:
  KnownSchemaTest() {
    files.files["/r/.git/HEAD"] = "x";
    files.files["/r/db/migrations/001_a.sql"] =
        "CREATE INDEX i ON orders (id);\n";
    files.files["/r/before.sql"] = "CREATE TABLE orders (id bigint);\n";
  }
  int Check(std::vector<std::string> more) {
    std::vector<std::string> line = {"check", "--no-cache",
                                     "--rule=index-not-concurrent"};
    line.insert(line.end(), more.begin(), more.end());
    return Run(line);
  }
};

TEST_F(KnownSchemaTest, FindingsSayHowLargeTheTableIs) {
  files.files["/r/.interlock.yml"] =
      "postgresql:\n"
      "  baseline_schema: before.sql\n"
      "  cost: {index_build: 100}\n"
      "  tables: {orders: {rows: 41000000, bytes: 3800000000}}\n";
  EXPECT_EQ(Check({}), 1);
  EXPECT_THAT(out, HasSubstr("(41 M rows, about 38 s)"));
  // Known to be there: no doubt is left.
  EXPECT_EQ(Check({"--output", "json"}), 1);
  EXPECT_THAT(out, HasSubstr("\"confidence\": \"high\""));
  EXPECT_THAT(out, Not(HasSubstr("before.sql")));
}

TEST_F(KnownSchemaTest, SmallTablesGetNotes) {
  files.files["/r/.interlock.yml"] =
      "postgresql:\n  tables: {orders: {rows: 4}}\n";
  EXPECT_EQ(Check({}), 0);
  EXPECT_THAT(out, HasSubstr("note"));
  EXPECT_THAT(out, HasSubstr("(4 rows, less than a second)"));
  files.files["/r/.interlock.yml"] += "  small_table: {rows: 3, bytes: 100}\n";
  EXPECT_EQ(Check({}), 1);
}

TEST_F(KnownSchemaTest, SnapshotsSpeakForTheServer) {
  files.files["/r/ops/s.json"] =
      "{\"format\": \"interlock-snapshot-1\", \"tables\": [{\"schema\": "
      "\"public\", \"name\": \"orders\", \"rows\": 41000000, \"bytes\": "
      "7600000000, \"columns\": [{\"name\": \"id\", \"type\": \"bigint\"}]}]}";
  folder = "/r/ops";
  EXPECT_EQ(Check({"--snapshot", "s.json"}), 1);
  EXPECT_THAT(out, HasSubstr("(41 M rows, about 3 min)"));
  folder = "/r";
  // The config's own word wins.
  files.files["/r/.interlock.yml"] =
      "postgresql:\n  snapshot: ops/s.json\n"
      "  tables: {public.orders: {rows: 2}}\n";
  EXPECT_EQ(Check({}), 0);
  EXPECT_THAT(out, HasSubstr("(2 rows"));
}

// As pg_dump writes it: a CHECK that holds spares SET NOT NULL the scan, one
// that was never validated does not.
TEST_F(KnownSchemaTest, ChecksOfTheBaselineProveNotNull) {
  files.files["/r/before.sql"] =
      "SET check_function_bodies = false;\n"
      "SELECT pg_catalog.set_config('search_path', '', false);\n"
      "CREATE TABLE public.orders (\n"
      "    id bigint NOT NULL,\n"
      "    proved text,\n"
      "    pending text,\n"
      "    plain text,\n"
      "    CONSTRAINT orders_proved CHECK ((proved IS NOT NULL))\n"
      ");\n"
      "ALTER TABLE public.orders\n"
      "    ADD CONSTRAINT orders_pending CHECK ((pending IS NOT NULL)) NOT "
      "VALID;\n"
      "ALTER TABLE ONLY public.orders\n"
      "    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);\n";
  auto scans = [&](std::string column) {
    files.files["/r/db/migrations/001_a.sql"] =
        "ALTER TABLE orders ALTER COLUMN " + column + " SET NOT NULL;\n";
    return Run({"check", "--no-cache", "--rule=set-not-null-scan",
                "--baseline-schema=before.sql"});
  };
  EXPECT_EQ(scans("proved"), 0) << out;
  EXPECT_EQ(scans("id"), 0) << out;
  EXPECT_EQ(scans("plain"), 1) << out;
  EXPECT_EQ(scans("pending"), 1) << out;
  // Without the baseline nothing is known of the CHECK.
  files.files["/r/db/migrations/001_a.sql"] =
      "ALTER TABLE orders ALTER COLUMN proved SET NOT NULL;\n";
  EXPECT_EQ(Run({"check", "--no-cache", "--rule=set-not-null-scan"}), 1);
}

TEST_F(KnownSchemaTest, MistakesNameTheirPlace) {
  EXPECT_EQ(Check({"--baseline-schema", "gone.sql"}), 2);
  EXPECT_THAT(err, HasSubstr("gone.sql"));
  files.files["/r/s.json"] =
      "{\"format\": \"interlock-snapshot-1\",\n\"x\": 1}";
  EXPECT_EQ(Check({"--snapshot", "s.json"}), 2);
  EXPECT_THAT(err, HasSubstr("s.json:2: unknown key 'x'"));
  files.files["/r/.interlock.yml"] =
      "postgresql:\n  tables:\n    orders: {rows: -4}\n    a: {row: 3}\n";
  EXPECT_EQ(Check({}), 2);
  EXPECT_THAT(err, HasSubstr(".interlock.yml:3:"));
  EXPECT_THAT(err, HasSubstr("did you mean 'rows'?"));
}

TEST_F(KnownSchemaTest, TheCacheKnowsTheBaseline) {
  variables()["XDG_CACHE_HOME"] = "/cache";
  std::vector<std::string> line = {"check", "--rule=index-not-concurrent",
                                   "--output=json"};
  EXPECT_EQ(Run(line), 1);
  EXPECT_THAT(out, HasSubstr("\"confidence\": \"medium\""));
  line.push_back("--baseline-schema=before.sql");
  EXPECT_EQ(Run(line), 1);
  EXPECT_THAT(out, HasSubstr("\"confidence\": \"high\""));
  files.files["/r/before.sql"] = "SELECT 1;\n";
  EXPECT_EQ(Run(line), 1);
  EXPECT_THAT(out, HasSubstr("\"confidence\": \"medium\""));
}

}  // namespace
}  // namespace interlock::testing
