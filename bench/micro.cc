// SPDX-License-Identifier: Apache-2.0
// The parts that every check passes through, one by one, in bytes per second.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/sql_history.h"
#include "bench/workflows.h"
#include "core/hash.h"
#include "core/line_index.h"
#include "core/source.h"
#include "parsers/json/json.h"
#include "parsers/sql/sql_file.h"
#include "parsers/yaml/yaml.h"

namespace interlock::bench {
namespace {

std::string Sql(size_t bytes) {
  SqlHistory history(1, 5);
  std::string text;
  while (text.size() < bytes) text += history.Next().text;
  return text;
}

std::string Json(size_t bytes) {
  std::string text = "[";
  while (text.size() < bytes) {
    text += R"j({"context": "build (ubuntu, 22)", "app_id": 15368, )j"
            R"j("paths": ["a/**", "b \u00e9"], "strict": true},)j";
  }
  text += "0]";
  return text;
}

void CountBytes(benchmark::State& state, size_t bytes) {
  state.SetBytesProcessed(static_cast<int64_t>(bytes) * state.iterations());
}

// Parse and lower; the argument is the file's size.
void ParseSqlFile(benchmark::State& state) {
  const Source source("1_a.sql", Sql(static_cast<size_t>(state.range(0))));
  for (auto _ : state) {
    benchmark::DoNotOptimize(sql::ParseSql(source, sql::Framework::kPlain));
  }
  CountBytes(state, source.size());
}
BENCHMARK(ParseSqlFile)->Arg(1 << 10)->Arg(1 << 16)->Arg(1 << 20);

// One statement that does not parse sends the file down the slow path.
void ParseBrokenSqlFile(benchmark::State& state) {
  const Source source("1_a.sql", Sql(static_cast<size_t>(state.range(0))) +
                                     "SELECT FROM WHERE;\n");
  for (auto _ : state) {
    benchmark::DoNotOptimize(sql::ParseSql(source, sql::Framework::kPlain));
  }
  CountBytes(state, source.size());
}
BENCHMARK(ParseBrokenSqlFile)->Arg(1 << 16)->Arg(1 << 20);

void FindSqlComments(benchmark::State& state) {
  const std::string text = Sql(1 << 20);
  for (auto _ : state) benchmark::DoNotOptimize(sql::ScanComments(text));
  CountBytes(state, text.size());
}
BENCHMARK(FindSqlComments);

void ParseYamlFile(benchmark::State& state) {
  const Source source("a.yml", MakeWorkflow(7));
  for (auto _ : state) benchmark::DoNotOptimize(ParseYaml(source));
  CountBytes(state, source.size());
}
BENCHMARK(ParseYamlFile);

void ParseJsonFile(benchmark::State& state) {
  const Source source("a.json", Json(1 << 16));
  for (auto _ : state) {
    benchmark::DoNotOptimize(ParseJson(source, JsonDialect::kStrict));
  }
  CountBytes(state, source.size());
}
BENCHMARK(ParseJsonFile);

void Hash(benchmark::State& state) {
  const std::string text = Sql(1 << 20);
  for (auto _ : state) {
    Hasher hasher;
    hasher.Add(text);
    benchmark::DoNotOptimize(hasher.Finish());
  }
  CountBytes(state, text.size());
}
BENCHMARK(Hash);

void IndexLines(benchmark::State& state) {
  const std::string text = Sql(1 << 20);
  for (auto _ : state) benchmark::DoNotOptimize(LineIndex(text).line_count());
  CountBytes(state, text.size());
}
BENCHMARK(IndexLines);

void LocateOffsets(benchmark::State& state) {
  const std::string text = Sql(1 << 20);
  const LineIndex index(text);
  uint32_t offset = 0;
  for (auto _ : state) {
    offset = (offset + 104729) % static_cast<uint32_t>(text.size());
    benchmark::DoNotOptimize(index.Locate(offset, ColumnUnit::kCodePoints));
  }
}
BENCHMARK(LocateOffsets);

}  // namespace
}  // namespace interlock::bench

BENCHMARK_MAIN();
