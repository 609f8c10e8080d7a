// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/attic.h"
#include "core/report.h"
#include "core/seams.h"
#include "engine/baseline.h"
#include "engine/config.h"

namespace interlock {

// One input as it came in: a path relative to the root, and its bytes.
struct InputText {
  std::string path;
  std::string bytes;
  bool executable = false;
};

// Everything a run reads, already in memory. What the disk, an index of git,
// a test or an editor's buffers hold all ends up as this.
struct Inputs {
  std::vector<InputText> files;
  std::vector<std::string> other_paths;  // known to exist, not read
  // Paths of both sorts whose mode is known better than `files` say: as git
  // has them, else of some other_paths as the disk has them.
  std::vector<std::string> executable;
  std::vector<std::string> plain;
  std::vector<Problem> problems;     // could not be read
  std::vector<InputText> baselines;  // SQL replayed before each history
  // What --since compares with, when it is given: paths that are new since,
  // and files that are not as they were, as they were.
  bool compared = false;
  std::vector<std::string> added;
  std::vector<InputText> old;
};

enum class Fingerprints : uint8_t { kLeftOut, kSet };

struct RunOptions {
  unsigned threads = 1;
  Date today;
  // Report only findings in, or caused by, these paths: files or folders.
  // Empty reports all. Facts always come from every input.
  std::vector<std::string> only;
  bool filter = false;  // true with an empty `only`: report nothing
  // Only these; empty means as configured. Who names a rule gets all of it.
  std::vector<std::string> rules;
  std::string cache_folder;  // empty: no cache
  std::string root;          // names the cache's file; not opened
  const Baseline* baseline = nullptr;
  // A hash for each finding; with a baseline they are set in any case.
  Fingerprints fingerprints = Fingerprints::kSet;
  std::function<void(std::string_view phase, size_t done, size_t total)>
      progress;
  // Takes the facts over when they have served; null: they are freed.
  Attic* attic = nullptr;
};

// Parses, computes facts, runs the rules, suppresses, sorts. Pure but for the
// cache folder.
Report Run(Inputs inputs, const Config& config, const RunOptions& options,
           FileSystem& files);

// The first half alone, for `facts`: what the rules would see. `report` owns
// the sources.
Project Analyze(Inputs inputs, const Config& config, const RunOptions& options,
                Report& report);

}  // namespace interlock
