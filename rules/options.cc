// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "core/check.h"
#include "core/text.h"
#include "rules/rule.h"

namespace interlock {
namespace {

// A declared fallback: "7", "true", "main", or "[a, b]".
std::vector<std::string> FromFallback(const OptionInfo& option) {
  std::string_view text = Trim(option.fallback);
  if (option.type != OptionType::kStringList) return {std::string(text)};
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  std::vector<std::string> values;
  if (Trim(text).empty()) return values;
  for (std::string_view part : Split(text, ',')) {
    values.emplace_back(Trim(part));
  }
  return values;
}

}  // namespace

std::vector<std::string> Options::Raw(std::string_view name) const {
  if (given_ != nullptr) {
    for (const Value& value : *given_) {
      if (value.name == name) return value.values;
    }
  }
  for (const OptionInfo& option : info_.options) {
    if (option.name == name) return FromFallback(option);
  }
  INTERLOCK_CHECK(!"a rule asks for an option it does not declare");
  return {};
}

bool Options::Bool(std::string_view name) const {
  auto raw = Raw(name);
  return !raw.empty() && raw.front() == "true";
}

int64_t Options::Int(std::string_view name) const {
  auto raw = Raw(name);
  int64_t number = 0;
  if (raw.empty()) return number;
  const std::string& text = raw.front();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string Options::String(std::string_view name) const {
  auto raw = Raw(name);
  return raw.empty() ? std::string() : raw.front();
}

std::vector<std::string> Options::Strings(std::string_view name) const {
  return Raw(name);
}

}  // namespace interlock
