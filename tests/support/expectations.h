// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::test {

// "A finding of this rule begins on this line."
struct Expectation {
  std::string path;
  uint32_t line = 0;  // 1-based
  std::string rule;
  friend auto operator<=>(const Expectation&, const Expectation&) = default;
};

// Takes the comments `expect: rule-id, other-rule` (after --, #, // or <!--)
// out of `text`, so that no reader of the file takes them for its content.
// Lines keep their numbers. At the end of a line a comment speaks of that
// line; alone, of the next one that is no such comment.
std::vector<Expectation> TakeExpectations(const std::string& path,
                                          std::string& text);

// The lines of `<name>.json.expect`: LINE rule-id. Blank lines and # comments
// are skipped. A line that is neither ends up in `error`.
std::vector<Expectation> ReadExpectations(const std::string& path,
                                          std::string_view text,
                                          std::string& error);

}  // namespace interlock::test
