// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/config/config.h"

namespace interlock::config {

// What a key of release.yml, slo.yml or db.yml takes.
enum class Type : uint8_t {
  kText,
  kChoice,  // one of `choices`
  kBool,
  kInteger,
  kNumber,
  kDuration,  // "5m"
  kTexts,     // a list of texts
  kIntegers,  // a list of whole numbers
  kMapping,   // its own keys follow in the table
  kList,      // of mappings; their keys follow, below "key[]"
};

enum class Need : uint8_t { kOptional, kRequired };

// One key. Paths are dotted; "[]" stands for each entry of a list, "*" for any
// name.
struct Key {
  std::string_view path;
  Type type;
  std::string_view summary;
  Need need = Need::kOptional;
  std::string_view choices = {};  // "auto|manual"
};
// Parents stand before their children.
std::span<const Key> KeysOf(Sort sort);

// A place where a file does not follow its table.
enum class FaultKind : uint8_t { kUnknownKey, kWrongType, kMissingKey };
struct Fault {
  FaultKind kind;
  Span span;
  std::string message;
  std::string help;
  std::string near;  // the key or value that was meant, when that is plain
};
// In the order of the file. A file of which no key is known is another's, and
// has no faults.
std::vector<Fault> FindFaults(const ConfigFile& file);

// The table as JSON Schema, for editors.
std::string JsonSchema(Sort sort);

}  // namespace interlock::config
