// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

std::string_view Trim(std::string_view text);
bool StartsWithIgnoringCase(std::string_view text, std::string_view prefix);
bool EqualsIgnoringCase(std::string_view a, std::string_view b);
std::string AsciiLower(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(std::span<const std::string> parts,
                 std::string_view separator);
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// The candidate nearest to `word` by edit distance, or "" when none is near
// enough to be what was meant.
std::string_view Nearest(std::string_view word,
                         std::span<const std::string_view> candidates);

// One line, safe to show on a terminal: control characters, line breaks and
// invalid bytes become visible escapes.
std::string Printable(std::string_view text);

// Paths are '/'-separated and relative to the root.
std::string_view BaseName(std::string_view path);
std::string_view DirName(std::string_view path);  // "" at the top
std::string_view Extension(std::string_view path);  // ".sql", or ""
std::string JoinPath(std::string_view folder, std::string_view name);
// "a/./b/../c" becomes "a/c"; nothing escapes upwards: "" when it would.
std::string NormalPath(std::string_view path);

// Shell-like patterns over paths: `*` and `?` stay within one part, `**`
// crosses parts, `[a-z]` and `[!a]` are sets, `\` takes the next literally.
// Linear in the text for each star: hostile patterns do not blow up.
bool GlobMatch(std::string_view pattern, std::string_view path);

}  // namespace interlock
