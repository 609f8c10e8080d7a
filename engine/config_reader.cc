// SPDX-License-Identifier: Apache-2.0
#include "engine/config_reader.h"

#include <fmt/format.h>

#include <cmath>

#include "core/text.h"

namespace interlock {
namespace {

std::string_view KindOf(const Node& node) {
  if (node.IsMapping()) return "a mapping";
  if (node.IsSequence()) return "a list";
  switch (Resolve(node).type) {
    case ScalarType::kNull:
      return "nothing";
    case ScalarType::kBool:
      return "a boolean";
    case ScalarType::kInt:
    case ScalarType::kFloat:
      return "a number";
    case ScalarType::kString:
      return "a string";
  }
  return "a value";
}

std::string Found(const Node& node) {
  if (!node.IsScalar() || node.IsNull()) return std::string(KindOf(node));
  return fmt::format("'{}'", Printable(node.text.substr(0, 60)));
}

}  // namespace

std::string Expected(std::string_view found,
                     std::span<const std::string_view> names) {
  std::string text;
  std::string_view near = Nearest(found, names);
  if (!near.empty()) text = fmt::format("did you mean '{}'? ", near);
  return text + fmt::format("expected one of: {}", fmt::join(names, ", "));
}

void ConfigReader::Fail(const Node& at, std::string message, std::string help) {
  Position place = lines_.Locate(at.span.begin, ColumnUnit::kCodePoints);
  errors_.push_back(
      {std::move(message), source_.path(), place.line, std::move(help)});
}

void ConfigReader::ReadSection(const Node& node, std::string_view section,
                               Config& config) {
  if (node.IsNull()) return;
  std::string where =
      section.empty() ? "the config" : fmt::format("'{}'", section);
  if (!node.IsMapping()) {
    Fail(node, fmt::format("{} is {}", where, Found(node)),
         "expected a mapping of keys");
    return;
  }
  std::span<const ConfigKey> keys;
  for (const ConfigSection& candidate : ConfigSections()) {
    if (candidate.name == section) keys = candidate.keys;
  }
  std::vector<std::string_view> names;
  for (const ConfigKey& key : keys) names.push_back(key.name);
  for (const Member& member : node.members) {
    const ConfigKey* match = nullptr;
    for (const ConfigKey& key : keys) {
      if (key.name == member.key->text) match = &key;
    }
    if (match != nullptr) {
      match->read(*member.value, *this, config);
    } else {
      Fail(*member.key,
           fmt::format("unknown key {} in {}", Found(*member.key), where),
           Expected(member.key->text, names));
    }
  }
}

void ConfigReader::ReadString(const Node& node, std::string& out) {
  if (!node.IsScalar() || node.IsNull()) {
    Fail(node, fmt::format("found {}", Found(node)), "expected a string");
    return;
  }
  out = std::string(node.text);
}

void ConfigReader::ReadBool(const Node& node, bool& out) {
  if (!IsTrue(&node) && !IsFalse(&node)) {
    Fail(node, fmt::format("found {}", Found(node)), "expected true or false");
    return;
  }
  out = IsTrue(&node);
}

void ConfigReader::ReadInt(const Node& node, int low, int high, int& out) {
  ScalarValue value = Resolve(node);
  bool whole = node.IsScalar() && value.type == ScalarType::kInt;
  if (!whole || value.number < low || value.number > high) {
    Fail(node, fmt::format("found {}", Found(node)),
         fmt::format("expected a whole number from {} to {}", low, high));
    return;
  }
  out = static_cast<int>(value.number);
}

void ConfigReader::ReadCount(const Node& node, int64_t& out) {
  ScalarValue value = Resolve(node);
  bool whole = node.IsScalar() && value.type == ScalarType::kInt;
  if (!whole || value.number < 0 || value.number > 9e18) {
    Fail(node, fmt::format("found {}", Found(node)), "expected a whole number");
    return;
  }
  out = static_cast<int64_t>(value.number);
}

void ConfigReader::ReadDate(const Node& node, Date& out) {
  auto date = node.IsScalar() ? Date::Parse(node.text) : std::nullopt;
  if (!date) {
    Fail(node, fmt::format("found {}", Found(node)),
         "expected a date written YYYY-MM-DD");
    return;
  }
  out = *date;
}

void ConfigReader::ReadStrings(const Node& node,
                               std::vector<std::string>& out) {
  if (node.IsScalar() && !node.IsNull()) {
    out.emplace_back(node.text);
    return;
  }
  if (!node.IsSequence()) {
    Fail(node, fmt::format("found {}", Found(node)),
         "expected a string or a list of strings");
    return;
  }
  for (const Node* item : node.items) {
    std::string text;
    ReadString(*item, text);
    if (!text.empty()) out.push_back(std::move(text));
  }
}

void ConfigReader::ReadSeverity(const Node& node, Severity& out) {
  static constexpr std::string_view kNames[] = {"note", "warning", "error"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (node.IsScalar() && node.text == kNames[i]) {
      out = static_cast<Severity>(i);
      return;
    }
  }
  Fail(node, fmt::format("found {}", Found(node)), Expected(node.text, kNames));
}

}  // namespace interlock
