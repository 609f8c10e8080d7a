// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/line_index.h"
#include "engine/config.h"
#include "parsers/tree.h"

namespace interlock {

class ConfigReader;

// One key of one section: read by ReadConfig, described by the schema.
struct ConfigKey {
  std::string_view name;
  void (*read)(const Node& value, ConfigReader& reader, Config& config);
  std::string_view schema;   // the value's JSON Schema
  std::string_view summary;  // for the schema and docs/configuration.md
};

// The tables, outermost first. A section's name is "" at the top.
struct ConfigSection {
  std::string_view name;
  std::span<const ConfigKey> keys;
};
std::span<const ConfigSection> ConfigSections();

// Walks the config's tree and collects mistakes instead of stopping at one.
class ConfigReader {
 public:
  ConfigReader(const Source& source, std::vector<Error>& errors)
      : source_(source), lines_(source.text()), errors_(errors) {}

  void Fail(const Node& at, std::string message, std::string help);
  void ReadSection(const Node& node, std::string_view section, Config& config);

  // Each reports a wrong type and leaves its result as it was.
  void ReadString(const Node& node, std::string& out);
  void ReadBool(const Node& node, bool& out);
  void ReadInt(const Node& node, int low, int high, int& out);
  void ReadCount(const Node& node, int64_t& out);  // 0 and above
  void ReadDate(const Node& node, Date& out);
  void ReadStrings(const Node& node, std::vector<std::string>& out);
  void ReadSeverity(const Node& node, Severity& out);

 private:
  const Source& source_;
  LineIndex lines_;
  std::vector<Error>& errors_;
};

// "one of: a, b, c", with "did you mean" first when one is near.
std::string Expected(std::string_view found,
                     std::span<const std::string_view> names);

}  // namespace interlock
