// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

// a == b, where names are compared by the million: the operator is a call.
inline bool Same(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         (b.empty() || std::memcmp(a.data(), b.data(), b.size()) == 0);
}
std::string_view Trim(std::string_view text);
bool StartsWithIgnoringCase(std::string_view text, std::string_view prefix);
bool EqualsIgnoringCase(std::string_view a, std::string_view b);
std::string AsciiLower(std::string_view text);
// Always one part more than separators.
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(std::span<const std::string> parts,
                 std::string_view separator);
// Where the line that holds `at` ends: the first CR or LF, or the text's end.
inline size_t LineEnd(std::string_view text, size_t at) {
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  return std::min(at, text.size());
}
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// The candidate nearest to `word` by edit distance, ignoring case, or "" when
// none is near enough to be what was meant: a third of the longer one's bytes.
// Of equally near ones the first.
std::string_view Nearest(std::string_view word,
                         std::span<const std::string_view> candidates);

// One line, safe to show on a terminal: control characters, line breaks,
// characters that reorder or hide text (U+202E) and invalid bytes become
// visible escapes: "\n", "\x1b", "\u{202e}".
std::string Printable(std::string_view text);

// Paths are '/'-separated and relative to the root.
std::string_view BaseName(std::string_view path);
std::string_view DirName(std::string_view path);    // "" at the top
std::string_view Extension(std::string_view path);  // ".sql", or ""
// "a" and "b" give "a/b". The folders "" and "." are the root and add nothing.
std::string JoinPath(std::string_view folder, std::string_view name);
// "a/./b/../c" becomes "a/c" and "a/.." becomes "."; nothing escapes upwards:
// "" when it would, as with an absolute path.
std::string NormalPath(std::string_view path);

// Shell-like patterns over paths: `*` and `?` stay within one part, `**`
// crosses parts, `**/` stands for any number of whole parts, `[a-z]` and `[!a]`
// are sets, a backslash takes the next literally. `?` and sets take one
// character, never "/". At worst as slow as the two lengths' product: hostile
// patterns do not blow up.
bool GlobMatch(std::string_view pattern, std::string_view path);

}  // namespace interlock
