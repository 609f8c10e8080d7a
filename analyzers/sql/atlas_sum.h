// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace interlock::sql {

// One wrong line of an atlas.sum.
struct ChecksumFault {
  enum class Kind : uint8_t { kMissing, kUnknownFile, kDiffers, kTotal };
  Kind kind;
  std::string file;
  Span span;  // in the manifest
};
struct NamedText {
  std::string_view name;
  std::string_view text;
};
// Compares a manifest with its folder's files, sorted by name. The hash of a
// file runs on from those before it, so only the first wrong one is reported.
std::vector<ChecksumFault> CheckAtlasSum(std::string_view manifest,
                                         const std::vector<NamedText>& files);
// The manifest of these files, sorted by name.
std::string AtlasSumOf(const std::vector<NamedText>& files);

// The files, sorted by name, that a manifest at this path sums up; `all` are
// named by their paths. Nothing for a folder that Atlas hashes by the rules of
// another tool, or that a file of it takes out of the sum.
std::optional<std::vector<NamedText>> SummedFiles(
    std::string_view manifest_path, std::span<const NamedText> all);

}  // namespace interlock::sql
