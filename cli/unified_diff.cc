// SPDX-License-Identifier: Apache-2.0
#include "cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace interlock::cli {
namespace {

constexpr size_t kContext = 3;

// Lines with their line feed; the last may lack one.
std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// A run of lines that differ: [a, a_end) became [b, b_end).
struct Change {
  size_t a, a_end, b, b_end;
};

// Fixes change little, so lines are matched greedily: after a difference, the
// nearest pair of equal lines goes on. Never wrong, at worst not the shortest.
std::vector<Change> Changes(const std::vector<std::string_view>& a,
                            const std::vector<std::string_view>& b) {
  std::vector<Change> changes;
  size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
      continue;
    }
    size_t ahead = 0, most = a.size() - i + b.size() - j;
    size_t skip_a = a.size() - i, skip_b = b.size() - j;
    for (bool found = false; !found && ahead <= most && ahead < 2000; ++ahead) {
      for (size_t x = 0; x <= ahead && !found; ++x) {
        size_t p = i + x, q = j + ahead - x;
        found = p < a.size() && q < b.size() && a[p] == b[q];
        if (found) {
          skip_a = x;
          skip_b = ahead - x;
        }
      }
    }
    changes.push_back({i, i + skip_a, j, j + skip_b});
    i += skip_a;
    j += skip_b;
  }
  return changes;
}

void Line(char mark, std::string_view line, std::string& out) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// One hunk of changes that stand near each other.
void Hunk(const std::vector<std::string_view>& a,
          const std::vector<std::string_view>& b, const Change* first,
          const Change* last, std::string& out) {
  size_t lead = std::min(kContext, first->a);
  size_t tail = std::min(kContext, a.size() - last->a_end);
  size_t a_begin = first->a - lead, b_begin = first->b - lead;
  size_t a_count = last->a_end + tail - a_begin;
  size_t b_count = last->b_end + tail - b_begin;
  out += fmt::format("@@ -{},{} +{},{} @@\n", a_count == 0 ? 0 : a_begin + 1,
                     a_count, b_count == 0 ? 0 : b_begin + 1, b_count);
  size_t at = a_begin;
  for (const Change* change = first; change <= last; ++change) {
    for (; at < change->a; ++at) Line(' ', a[at], out);
    for (; at < change->a_end; ++at) Line('-', a[at], out);
    for (size_t j = change->b; j < change->b_end; ++j) Line('+', b[j], out);
  }
  for (size_t end = at + tail; at < end; ++at) Line(' ', a[at], out);
}

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before,
                        std::string_view after) {
  auto a = Lines(before), b = Lines(after);
  auto changes = Changes(a, b);
  if (changes.empty()) return "";
  std::string out = before.empty() ? std::string("--- /dev/null\n")
                                   : fmt::format("--- a/{}\n", path);
  out += fmt::format("+++ b/{}\n", path);
  size_t first = 0;
  for (size_t i = 1; i <= changes.size(); ++i) {
    if (i < changes.size() &&
        changes[i].a - changes[i - 1].a_end <= 2 * kContext) {
      continue;
    }
    Hunk(a, b, &changes[first], &changes[i - 1], out);
    first = i;
  }
  return out;
}

}  // namespace interlock::cli
