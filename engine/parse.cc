// SPDX-License-Identifier: Apache-2.0
#include "engine/parse.h"

#include <atomic>
#include <optional>

#include "analyzers/sql/framework.h"
#include "core/thread_pool.h"
#include "engine/parsed_files.h"

namespace interlock {
namespace {

// With less, parsing is done before the cache is read; more is not worth its
// place on the disk.
constexpr size_t kLeastKept = size_t{64} << 10;
constexpr size_t kMostKept = size_t{64} << 20;

struct Parsing {
  InputFile* file;
  sql::Framework framework = sql::Framework::kPlain;
  const Digest* text = nullptr;  // of a migration, when there is a cache
};

std::vector<Parsing> WorkOf(Project& project, const std::vector<bool>& wanted,
                            const RunOptions& options,
                            std::span<const Digest> digests) {
  std::vector<Parsing> work;
  for (InputFile& file : project.baselines) work.push_back({&file});
  std::vector<sql::SqlText> texts;
  std::vector<size_t> places;  // of the texts, in `work`
  for (size_t i = 0; i < project.files.size(); ++i) {
    InputFile& file = project.files[i];
    if (!wanted[i]) continue;
    work.push_back({&file});
    if (file.kind != FileKind::kSql) continue;
    texts.push_back({file.path(), file.source->text()});
    places.push_back(work.size() - 1);
    if (!digests.empty()) work.back().text = &digests[i];
  }
  auto frameworks = sql::FrameworksOf(
      texts, project.paths, project.settings.framework, options.threads);
  for (size_t i = 0; i < places.size(); ++i) {
    work[places[i]].framework = frameworks[i];
  }
  return work;
}

bool WorthKeeping(const std::vector<Parsing>& work) {
  size_t bytes = 0;
  for (const Parsing& one : work) {
    if (one.text != nullptr) bytes += one.file->source->size();
  }
  return kLeastKept <= bytes && bytes <= kMostKept;
}

void Renew(ParsedFiles& kept, const std::vector<Parsing>& work, size_t parsed,
           unsigned threads) {
  std::vector<ParsedFiles::File> files;
  for (const Parsing& one : work) {
    if (one.text != nullptr) files.push_back({*one.text, one.file->sql.get()});
  }
  kept.Renew(files, parsed, threads);
}

}  // namespace

void Parse(Project& project, const std::vector<bool>& wanted,
           const RunOptions& options, const ParseCache* cache) {
  auto work = WorkOf(
      project, wanted, options,
      cache == nullptr ? std::span<const Digest>() : std::span(cache->texts));
  std::optional<ParsedFiles> kept;
  if (WorthKeeping(work)) kept.emplace(cache->files, cache->path);
  std::atomic<size_t> done = 0, parsed = 0;
  ParallelFor(work.size(), options.threads, [&](size_t i) {
    const Parsing& one = work[i];
    InputFile& file = *one.file;
    if (kept && one.text != nullptr) {
      file.sql = kept->Find(*one.text, *file.source, one.framework);
      if (file.sql == nullptr) ++parsed;
    }
    if (file.sql == nullptr) ParseInput(file, one.framework);
    if (options.progress) options.progress("parsing", ++done, work.size());
  });
  if (kept) Renew(*kept, work, parsed, options.threads);
}

}  // namespace interlock
