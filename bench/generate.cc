// SPDX-License-Identifier: Apache-2.0
// bench_generate sql FOLDER [--bytes N] [--files N] [--seed N] [--unsafe N]
// bench_generate workflows FOLDER [--files N] [--seed N]
// Writes inputs for benchmarks. SQL goes into FOLDER/migrations, as so many
// files of equal size, or as one file for each migration when --files is 0;
// workflows go into FOLDER/.github/workflows.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "bench/sql_history.h"
#include "bench/workflows.h"

namespace interlock::bench {
namespace {

struct Options {
  std::string_view kind;
  std::filesystem::path folder;
  uint64_t bytes = 100'000'000;
  uint64_t files = 0;
  uint64_t seed = 1;
  uint64_t unsafe_percent = 5;
};

constexpr const char* kUsage =
    "usage: bench_generate sql FOLDER [--bytes N] [--files N] [--seed N]\n"
    "                          [--unsafe PERCENT]\n"
    "       bench_generate workflows FOLDER [--files N] [--seed N]\n";

bool ReadNumber(std::string_view text, uint64_t* out) {
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, *out);
  return error == std::errc() && stop == end;
}

bool ReadOptions(int argc, char** argv, Options& options) {
  if (argc < 3 || argc % 2 == 0) return false;
  options.kind = argv[1];
  options.folder = argv[2];
  for (int i = 3; i < argc; i += 2) {
    const std::string_view name = argv[i];
    uint64_t* value = name == "--bytes"    ? &options.bytes
                      : name == "--files"  ? &options.files
                      : name == "--seed"   ? &options.seed
                      : name == "--unsafe" ? &options.unsafe_percent
                                           : nullptr;
    if (value == nullptr || !ReadNumber(argv[i + 1], value)) return false;
  }
  return options.kind == "sql" || options.kind == "workflows";
}

bool WriteFile(const std::filesystem::path& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) {
    fmt::print(stderr, "bench_generate: cannot write {}: {}\n", path.string(),
               std::strerror(errno));
    return false;
  }
  bool ok = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  ok = std::fclose(file) == 0 && ok;
  if (!ok) fmt::print(stderr, "bench_generate: {}: full\n", path.string());
  return ok;
}

bool WriteSql(const Options& options) {
  const std::filesystem::path folder = options.folder / "migrations";
  std::filesystem::create_directories(folder);
  SqlHistory history(options.seed, options.unsafe_percent);
  const uint64_t each = options.files == 0 ? 1 : options.bytes / options.files;
  uint64_t written = 0;
  for (uint64_t file = 1; written < options.bytes; ++file) {
    std::string text, name;
    while (text.size() < each && written + text.size() < options.bytes) {
      Migration next = history.Next();
      if (!text.empty()) text += '\n';
      text += next.text;
      name = std::move(next.name);
    }
    written += text.size();
    if (!WriteFile(folder / fmt::format("{:014}_{}.sql", file, name), text)) {
      return false;
    }
  }
  return true;
}

bool WriteWorkflows(const Options& options) {
  const std::filesystem::path folder = options.folder / ".github/workflows";
  std::filesystem::create_directories(folder);
  const uint64_t files = options.files == 0 ? 1000 : options.files;
  for (uint64_t file = 1; file <= files; ++file) {
    const std::string text = MakeWorkflow(options.seed * 1'000'003 + file);
    if (!WriteFile(folder / fmt::format("workflow{:05}.yml", file), text)) {
      return false;
    }
  }
  return true;
}

int Run(int argc, char** argv) {
  Options options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  const bool ok =
      options.kind == "sql" ? WriteSql(options) : WriteWorkflows(options);
  return ok ? 0 : 1;
}

}  // namespace
}  // namespace interlock::bench

int main(int argc, char** argv) {
  try {
    return interlock::bench::Run(argc, argv);
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "bench_generate: {}\n", error.what());
    return 1;
  }
}
