// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/rename.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

std::string JsonQuoted(std::string_view text) {
  StringWriter quoted;
  {
    JsonWriter out(quoted, JsonLayout::kCompact);
    out.String(text);
  }
  return std::string(Trim(quoted.text()));
}

constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Whether YAML reads such a word without quotes as the text that it is.
bool IsPlainWord(std::string_view text) {
  auto letter = [](char c) { return kLetters.find(c) != kLetters.npos; };
  bool safe = !text.empty() && std::ranges::all_of(text, [&](char c) {
    return letter(c) || IsDigit(c) ||
           std::string_view("_-./ ()").find(c) != std::string_view::npos;
  });
  if (!safe || !letter(text.front()) || text.back() == ' ') return false;
  // Words that some readers take for a boolean or for nothing.
  constexpr std::string_view kWords[] = {"y",   "n",    "yes",   "no",  "on",
                                         "off", "true", "false", "null"};
  return std::ranges::none_of(
      kWords, [&](auto word) { return EqualsIgnoringCase(word, text); });
}

// A JSON string is a YAML scalar too; single quotes and none are kept.
std::string Scalar(std::string_view text, ScalarStyle style) {
  if (style == ScalarStyle::kPlain && IsPlainWord(text)) {
    return std::string(text);
  }
  if (style != ScalarStyle::kSingle) return JsonQuoted(text);
  std::string quoted = "'";
  for (char c : text) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  return quoted + "'";
}

// What goes between two entries: a new line where the first had its own, with
// the dash that YAML may have there.
std::string Separator(std::string_view text, uint32_t begin) {
  size_t line = text.rfind('\n', begin == 0 ? 0 : begin - 1);
  if (line == std::string_view::npos) return ", ";
  std::string_view indent = text.substr(line + 1, begin - line - 1);
  bool crlf = line > 0 && text[line - 1] == '\r';
  if (Trim(indent) == "-") {
    return (crlf ? "\r\n" : "\n") + std::string(indent);
  }
  if (!Trim(indent).empty()) return ", ";
  return (crlf ? ",\r\n" : ",\n") + std::string(indent);
}

// The entry once for each name.
std::string Entries(const Place& place, const std::vector<std::string>& names,
                    const Source& source) {
  std::string_view text = source.text();
  Span entry = place.entry->span;
  Span name = place.name->span;
  std::string separator = Separator(text, entry.begin);
  std::string out;
  for (const std::string& one : names) {
    if (!out.empty()) out += separator;
    out += text.substr(entry.begin, name.begin - entry.begin);
    out += Scalar(one, place.name->style);
    out += text.substr(name.end, entry.end - name.end);
  }
  return out;
}

// In Terraform such a name would be evaluated.
bool IsTemplate(const std::vector<std::string>& names, const Source& source) {
  if (Extension(source.path()) != ".tf") return false;
  return std::ranges::any_of(names, [](const std::string& name) {
    return name.find("${") != name.npos || name.find("%{") != name.npos;
  });
}

}  // namespace

std::optional<std::vector<Edit>> Rename(const RequiredContext& context,
                                        const std::vector<std::string>& names,
                                        const Protection& protection) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    bool there = std::ranges::any_of(
        protection.contexts,
        [&](const RequiredContext& other) { return other.name == name; });
    if (!there) missing.push_back(name);
  }
  // In Terraform an entry may be a block.
  bool list = Extension(protection.source->path()) != ".tf";
  if (missing.empty() || (missing.size() > 1 && !list)) return std::nullopt;
  std::vector<Edit> edits;
  for (const Place& place : context.places) {
    bool block = place.name->style == ScalarStyle::kLiteral ||
                 place.name->style == ScalarStyle::kFolded;
    if (!place.whole || IsTemplate(missing, *protection.source)) {
      return std::nullopt;
    }
    bool alias = place.name->alias_of != nullptr ||
                 place.entry->alias_of != nullptr || block ||
                 !place.name->anchor.empty();
    if (alias) return std::nullopt;
    edits.push_back({protection.source, place.entry->span,
                     Entries(place, missing, *protection.source)});
  }
  return edits;
}

}  // namespace interlock::protection
