// SPDX-License-Identifier: Apache-2.0
// bench_raw_limit read|parse [--threads N] FOLDER|FILE...
// The least that a checker must do with .sql, .yml and .yaml files: read them;
// or also let PostgreSQL's grammar build its tree, freed after each file, and
// let yaml-cpp send its events to nobody. Prints one line of JSON; --version
// names the grammar.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
#include <pg_query.h>
#include <pg_query_internal.h>
}

#include "core/thread_pool.h"

namespace interlock::bench {
namespace {

enum class Mode { kRead, kParse };
enum class Language { kNone, kSql, kYaml };

struct Job {
  Mode mode = Mode::kRead;
  unsigned threads = 1;
  std::vector<std::filesystem::path> files;
};

Language LanguageOf(const std::filesystem::path& path) {
  const std::string suffix = path.extension().string();
  if (suffix == ".sql") return Language::kSql;
  if (suffix == ".yml" || suffix == ".yaml") return Language::kYaml;
  return Language::kNone;
}

void Collect(const std::filesystem::path& path, Job& job) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(path)) {
    job.files.push_back(path);
    return;
  }
  for (fs::recursive_directory_iterator entry(path), end; entry != end;
       ++entry) {
    if (entry->path().filename() == ".git") {
      entry.disable_recursion_pending();
    } else if (LanguageOf(entry->path()) != Language::kNone &&
               entry->is_regular_file()) {
      job.files.push_back(entry->path());
    }
  }
}

std::string ReadAll(const std::filesystem::path& path) {
  std::string bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  bytes.resize(error ? 0 : size);
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

bool ParseSql(const std::string& text) {
  const MemoryContext context = pg_query_enter_memory_context();
  const PgQueryInternalParsetreeAndError result =
      pg_query_raw_parse(text.c_str(), PG_QUERY_PARSE_DEFAULT);
  const bool ok = result.error == nullptr;
  if (!ok) pg_query_free_error(result.error);
  std::free(result.stderr_buffer);
  pg_query_exit_memory_context(context);
  return ok;
}

class Nobody : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

bool ParseYaml(const std::string& text) {
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Nobody nobody;
    while (parser.HandleNextDocument(nobody)) {
    }
    return true;
  } catch (const YAML::Exception&) {
    return false;
  }
}

int Run(const Job& job) {
  std::atomic<uint64_t> bytes = 0, failed = 0, largest = 0;
  const auto start = std::chrono::steady_clock::now();
  ParallelFor(job.files.size(), job.threads, [&](size_t i) {
    const std::string text = ReadAll(job.files[i]);
    bytes += text.size();
    uint64_t seen = largest;
    while (text.size() > seen &&
           !largest.compare_exchange_weak(seen, text.size())) {
    }
    if (job.mode == Mode::kRead) return;
    const bool ok = LanguageOf(job.files[i]) == Language::kYaml
                        ? ParseYaml(text)
                        : ParseSql(text);
    if (!ok) ++failed;
  });
  const std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  fmt::print(
      "{{\"files\":{},\"bytes\":{},\"largest\":{},\"failed\":{},"
      "\"seconds\":{:.6f}}}\n",
      job.files.size(), bytes.load(), largest.load(), failed.load(),
      seconds.count());
  return 0;
}

int Main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "--version") {
    fmt::print("PostgreSQL {}\n", PG_VERSION);
    return 0;
  }
  Job job;
  int next = 2;
  if (argc > 3 && std::string_view(argv[2]) == "--threads") {
    job.threads = static_cast<unsigned>(std::max(1, std::atoi(argv[3])));
    next = 4;
  }
  if (next >= argc || (mode != "read" && mode != "parse")) {
    std::fputs(
        "usage: bench_raw_limit read|parse [--threads N] FOLDER|FILE...\n",
        stderr);
    return 2;
  }
  job.mode = mode == "read" ? Mode::kRead : Mode::kParse;
  for (; next < argc; ++next) Collect(argv[next], job);
  std::sort(job.files.begin(), job.files.end());
  return Run(job);
}

}  // namespace
}  // namespace interlock::bench

int main(int argc, char** argv) {
  try {
    return interlock::bench::Main(argc, argv);
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "bench_raw_limit: {}\n", error.what());
    return 1;
  }
}
