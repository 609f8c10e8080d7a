// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/sql/snapshot.h"
#include "tests/analyzers_sql/repository.h"

namespace interlock::sql {
namespace {

using ::testing::HasSubstr;

// What pg_dump of a 2025 release prints around two tables.
constexpr char kDump[] = R"(--
-- PostgreSQL database dump
--

\restrict WyG7r

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TYPE public.state AS ENUM (
    'open',
    'paid'
);

CREATE TABLE public.orders (
    id bigint NOT NULL,
    state public.state,
    note character varying(50)
);

CREATE TABLE public.parcels (
    id bigint NOT NULL
);

COPY public.orders (id, state, note) FROM stdin;
1	open	DROP TABLE public.orders;
\.

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

CREATE INDEX orders_note_idx ON public.orders USING btree (note);

\unrestrict WyG7r
)";

Repository With(Repository::Files files, std::string dump) {
  return Repository(std::move(files), {}, std::move(dump));
}

TEST(Baseline, MakesTablesKnownAndOld) {
  auto repository = With(
      {{"db/migrations/001_a.sql", "CREATE INDEX i ON orders (id);"}}, kDump);
  int seen = 0;
  repository.Each([&](const Op&, const Moment& m) {
    ++seen;
    const Relation* orders = m.view.Find(Named("orders"));
    ASSERT_NE(orders, nullptr);
    EXPECT_FALSE(orders->assumed);
    EXPECT_TRUE(orders->complete);
    EXPECT_EQ(m.AgeOf(*orders), Age::kOlder);
    EXPECT_EQ(m.view.IsNotNull(*orders, "id"), Answer::kYes);
    EXPECT_EQ(m.view.IsNotNull(*orders, "note"), Answer::kNo);
    EXPECT_EQ(m.view.Exists(Named("nothing")), Answer::kNo);
    EXPECT_TRUE(m.view.Find(Named("orders_note_idx")) != nullptr);
    EXPECT_TRUE(m.view.FindType("", "state") != nullptr);
  });
  EXPECT_EQ(seen, 1);
}

TEST(Baseline, TellsALoneFileWhatExists) {
  auto alone =
      With({{"change.sql", "ALTER TABLE orders DROP COLUMN x;"}}, kDump);
  alone.Each([&](const Op&, const Moment& m) {
    const Relation* orders = m.view.Find(Named("orders"));
    ASSERT_NE(orders, nullptr);
    EXPECT_EQ(m.view.HasColumn(*orders, "x"), Answer::kNo);
  });
}

TEST(Baseline, LeavesToTheHistoryWhatItCreates) {
  auto repository = With({{"db/migrations/001_a.sql",
                           "CREATE TABLE orders (id int);\n"
                           "CREATE INDEX orders_note_idx ON orders (id);"},
                          {"db/migrations/002_b.sql", "SELECT 1;"}},
                         kDump);
  const History& history = repository.history();
  View before = history.catalog.At(history.migrations[0].first);
  EXPECT_EQ(before.Find(Named("orders")), nullptr);
  EXPECT_NE(before.Find(Named("parcels")), nullptr);
  View after = history.catalog.At(history.migrations[1].first);
  const Relation* orders = after.Find(Named("orders"));
  ASSERT_NE(orders, nullptr);
  EXPECT_EQ(after.HasColumn(*orders, "note"), Answer::kNo);
}

TEST(Baseline, KeepsWhatTheHistoryOnlyCreatesIfAbsent) {
  auto repository =
      With({{"db/migrations/001_a.sql",
             "CREATE TABLE IF NOT EXISTS orders (id int);\n"
             "CREATE INDEX i ON orders (id);"},
            {"db/migrations/002_b.sql",
             "DROP TABLE parcels; CREATE TABLE parcels (x int);"}},
           kDump);
  repository.Each([&](const Op& op, const Moment& m) {
    if (op.kind == OpKind::kCreateIndex) {
      EXPECT_EQ(m.AgeOf(Named("orders")), Age::kOlder);
    }
    if (op.kind == OpKind::kDropTable) {
      EXPECT_EQ(m.AgeOf(Named("parcels")), Age::kOlder);
    }
  });
}

constexpr char kSnapshot[] = R"json({
  "format": "interlock-snapshot-1",
  "server": {"version_num": 160004, "version": "16.4"},
  "settings": {"lock_timeout": "5s"},
  "schemas": ["shop"],
  "types": [
    {"schema": "shop", "name": "state", "kind": "enum",
     "labels": ["open", "it's \\ paid"]},
    {"schema": "shop", "name": "cents", "kind": "domain", "base": "bigint",
     "constraints": [{"name": "c", "definition": "CHECK ((VALUE >= 0))"
}]
},
    {"schema": "shop", "name": "pair", "kind": "composite",
     "attributes": [{"name": "a", "type": "integer"}]}],
  "sequences": [{"schema": "shop", "name": "s", "type": "bigint"}],
  "functions": [{"definition":
    "CREATE FUNCTION shop.f()\n RETURNS int LANGUAGE sql AS $$SELECT 1$$\n"}],
  "tables": [
    {"schema": "shop", "name": "orders", "rows": 4.1e7, "pages": 928000,
     "index_bytes": 1000000000,
     "columns": [
       {"name": "id", "type": "bigint", "not_null": true, "identity": "always"},
       {"name": "Total \"x\"", "type": "numeric(10,2)", "default": "0"},
       {"name": "twice", "type": "numeric", "default": "(1 + 1)",
        "generated": "stored"}],
     "constraints": [
       {"name": "fk", "definition":
        "FOREIGN KEY (id) REFERENCES shop.parcels(id) NOT VALID"},
       {"name": "orders_pkey", "definition": "PRIMARY KEY (id)"}],
     "indexes": [{"name": "i", "valid": true, "definition":
        "CREATE INDEX i ON shop.orders USING btree (twice)"}]},
    {"schema": "shop", "name": "parcels", "rows": -1,
     "columns": [{"name": "id", "type": "bigint", "not_null": true}],
     "constraints": [
        {"name": "parcels_pkey", "definition": "PRIMARY KEY (id)"}]},
    {"schema": "public", "name": "days", "partition_key": "RANGE (day)",
     "rows": 12, "columns": [{"name": "day", "type": "date"}]},
    {"schema": "public", "name": "days_1", "rows": 500, "bytes": 40960,
     "columns": [{"name": "day", "type": "date"}],
     "partition_of": {"schema": "public", "name": "days"},
     "partition_bound": "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"}],
  "views": [{"schema": "shop", "name": "v",
             "definition": " SELECT id\n   FROM shop.orders;"}]
})json";

TEST(Snapshot, BecomesTheBaseline) {
  Source source("ops/snapshot.json", kSnapshot);
  Snapshot snapshot;
  auto errors = ReadSnapshot(source, snapshot);
  ASSERT_TRUE(errors.empty()) << errors.front().Text();
  EXPECT_EQ(snapshot.pg_version, 16);
  EXPECT_THAT(snapshot.settings, ::testing::ElementsAre("lock_timeout=5s"));
  ProjectSettings settings;
  settings.table_sizes = snapshot.sizes;
  Repository repository({{"db/migrations/001_a.sql", "SELECT 1;"}}, settings,
                        snapshot.sql);
  View view = repository.End();
  Name name{"shop", "orders", {}};
  const Relation* orders = view.Find(name);
  ASSERT_NE(orders, nullptr);
  EXPECT_TRUE(orders->complete);
  EXPECT_EQ(view.Columns(*orders).size(), 3u);
  EXPECT_EQ(view.HasColumn(*orders, "Total \"x\""), Answer::kYes);
  const ConstraintFact* key = view.FindConstraint(*orders, "fk");
  ASSERT_NE(key, nullptr);
  EXPECT_FALSE(key->ValidAt(view.time()));
  EXPECT_NE(view.Find({"shop", "v", {}}), nullptr);
  EXPECT_NE(view.Find({"shop", "i", {}}), nullptr);
  const TypeFact* state = view.FindType("shop", "state");
  ASSERT_NE(state, nullptr);
  EXPECT_THAT(view.Labels(*state),
              ::testing::ElementsAre("open", "it's \\ paid"));
  EXPECT_EQ(SizeOf(name, view, settings).rows, 41'000'000);
  EXPECT_EQ(SizeOf(name, view, settings).bytes, 928'000LL * 8192);
  EXPECT_FALSE(SizeOf({"shop", "parcels", {}}, view, settings).known());
  // The partitioned table is what its partitions are.
  EXPECT_EQ(SizeOf(Named("days"), view, settings).rows, 500);
}

TEST(Snapshot, SaysWhereItIsWrong) {
  auto first = [](std::string text) {
    Source source("s.json", std::move(text));
    Snapshot snapshot;
    auto errors = ReadSnapshot(source, snapshot);
    return errors.empty() ? std::string("fine") : errors.front().Text();
  };
  EXPECT_THAT(first("[]"), HasSubstr("s.json:1: a snapshot is a JSON object"));
  EXPECT_THAT(first("{\n\"format\": \"x\"}"), HasSubstr("s.json:1: 'format'"));
  EXPECT_THAT(first("{\n"), HasSubstr("s.json:"));
  std::string head = "{\"format\": \"interlock-snapshot-1\",\n";
  EXPECT_EQ(first(head + "\"tables\": []}"), "fine");
  EXPECT_THAT(first(head + "\"tabels\": []}"),
              HasSubstr("s.json:2: unknown key 'tabels'"));
  EXPECT_THAT(first(head + "\"tables\":\n[{\"schema\": \"a\"}]}"),
              HasSubstr("s.json:3: 'name' is missing"));
  EXPECT_THAT(
      first(head + "\"tables\":\n[{\"schema\": \"a\", \"name\": \"b\",\n"
                   "\"rows\": \"many\"}]}"),
      HasSubstr("s.json:4: 'rows' is no size"));
  EXPECT_THAT(first(head + "\"tables\":\n[{\"schema\": \"a\", \"name\": \"b\","
                           "\n\"columns\": [\n{\"name\": \"c\", \"type\": "
                           "\"int) oops (\"}]}]}"),
              HasSubstr("s.json:3: this is not SQL"));
  EXPECT_THAT(first(head + "\"server\": {\"version_num\": 90600}}"),
              HasSubstr("no version that is supported"));
}

TEST(Sizes, SayRowsAndTime) {
  ProjectSettings settings;
  auto text = [&](TableSize size, Work work) {
    return EstimateOf(size, work, settings).Text();
  };
  EXPECT_EQ(text({}, Work::kScan), "");
  EXPECT_EQ(text({41'000'000, 7'600'000'000, -1}, Work::kScan),
            " (41 M rows, about 38 s)");
  EXPECT_EQ(text({41'000'000, 7'600'000'000, -1}, Work::kIndexBuild),
            " (41 M rows, about 3 min)");
  EXPECT_EQ(text({4'100'000, 400'000'000, 500'000'000}, Work::kRewrite),
            " (4.1 M rows, about 20 s)");
  EXPECT_EQ(text({41'000'000, 7'600'000'000, -1}, Work::kInstant),
            " (41 M rows)");
  EXPECT_EQ(text({-1, 2'000'000'000, -1}, Work::kScan),
            " (2.0 GB, about 10 s)");
  EXPECT_EQ(text({999'999, -1, -1}, Work::kScan),
            " (1.0 M rows, less than a second)");
  EXPECT_TRUE(EstimateOf({4, -1, -1}, Work::kScan, settings).small);
  EXPECT_FALSE(EstimateOf({4, 20'000'000, -1}, Work::kScan, settings).small);
  EXPECT_FALSE(EstimateOf({10'001, 1, -1}, Work::kScan, settings).small);
  EXPECT_FALSE(EstimateOf({}, Work::kScan, settings).small);
}

}  // namespace
}  // namespace interlock::sql
