// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "cli/command.h"
#include "core/report.h"
#include "engine/config.h"

namespace interlock::cli {

// One side of the comparison: a tree as facts, or a file of protections.
struct Side {
  Config config;
  Report report;
  std::unique_ptr<Project> project;  // null for a file
  std::unique_ptr<Source> source;
  std::unique_ptr<Document> document;
  protection::ProtectionSet protections;

  bool tree() const { return project != nullptr; }
};

// Finds out what the words of `diff` mean, and reads it.
class SideOpener {
 public:
  SideOpener(World& world, unsigned threads)
      : world_(world), threads_(threads) {}

  Status Open(const std::vector<std::string>& words,
              const std::optional<std::string>& since, Side& before,
              Side& after);

 private:
  // The repository around the current folder: revisions are its own.
  const std::string& Root();

  Status OpenWord(const std::string& word, Side& side);
  Status OpenFolder(const std::string& path, Side& side);
  Status OpenCommit(const std::string& commit, Side& side);
  Status OpenFile(const std::string& path, const std::string& word, Side& side);

  World& world_;
  unsigned threads_;
  std::string root_;
};

}  // namespace interlock::cli
