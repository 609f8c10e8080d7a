// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "parsers/tree.h"

// The files that say how this repository releases: release.yml, slo.yml and
// db.yml below .ci/config, or others that read like them.
namespace interlock::config {

enum class Sort : uint8_t { kRelease, kSlo, kDb };
inline constexpr Sort kSorts[] = {Sort::kRelease, Sort::kSlo, Sort::kDb};
std::string_view NameOf(Sort sort);  // "release.yml"

// The sort of a file by its path, or by keys that no other file has.
std::optional<Sort> SortOf(std::string_view path, std::string_view text);

struct ConfigFile {
  Sort sort;
  const Source* source;
  const Document* tree;

  // The node at "canary.steps", or null.
  const Node* At(std::string_view path) const;
};

class ConfigSet {
 public:
  // A tree with errors says nothing that is certain, and is left out.
  void Add(Sort sort, const Document& tree);
  const std::vector<ConfigFile>& files() const { return files_; }

 private:
  std::vector<ConfigFile> files_;  // in the order of the paths
};

// "300s", "5m", "1h", "30d", "2w": seconds. Nothing for any other text, and
// for a time of more than a hundred years.
std::optional<int64_t> ReadDuration(std::string_view text);

// A number that the node states, quoted or not.
std::optional<double> NumberOf(const Node* node);

}  // namespace interlock::config
