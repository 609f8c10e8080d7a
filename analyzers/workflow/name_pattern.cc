// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/name_pattern.h"

#include "core/text.h"
#include "core/utf8.h"

namespace interlock::workflow {

void NamePattern::Add(const NamePattern& other) {
  AddText(other.parts_.front());
  for (size_t i = 1; i < other.parts_.size(); ++i) {
    AddAnything();
    AddText(other.parts_[i]);
  }
}

std::string NamePattern::Display() const { return Join(parts_, "*"); }

bool NamePattern::MatchesNothingButAnything() const {
  for (const std::string& part : parts_) {
    if (!part.empty()) return false;
  }
  return !exact();
}

bool NamePattern::Matches(std::string_view name) const {
  if (exact()) return name == parts_.front();
  const std::string& first = parts_.front();
  const std::string& last = parts_.back();
  if (name.size() < first.size() + last.size()) return false;
  if (!name.starts_with(first) || !name.ends_with(last)) return false;
  name.remove_prefix(first.size());
  name.remove_suffix(last.size());
  for (size_t i = 1; i + 1 < parts_.size(); ++i) {
    size_t at = name.find(parts_[i]);
    if (at == std::string_view::npos) return false;
    name.remove_prefix(at + parts_[i].size());
  }
  return true;
}

size_t Utf16Length(std::string_view text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size();) {
    Decoded decoded = DecodeUtf8(text, at);
    units += Utf16Units(decoded.code_point);
    at += decoded.length;
  }
  return units;
}

std::string_view PrefixOfUnits(std::string_view text, size_t units) {
  size_t at = 0;
  while (at < text.size()) {
    Decoded decoded = DecodeUtf8(text, at);
    size_t width = Utf16Units(decoded.code_point);
    if (width > units) break;
    units -= width;
    at += decoded.length;
  }
  return text.substr(0, at);
}

std::string TruncateName(std::string_view name) {
  if (Utf16Length(name) <= kMaxNameUnits) return std::string(name);
  return std::string(PrefixOfUnits(name, kMaxNameUnits - 3)) + "...";
}

}  // namespace interlock::workflow
