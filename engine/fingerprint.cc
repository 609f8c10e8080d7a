// SPDX-License-Identifier: Apache-2.0
#include "engine/fingerprint.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/hash.h"
#include "core/text.h"

namespace interlock {
namespace {

// Longer anchors add nothing to telling findings apart.
constexpr size_t kMaxAnchor = 4096;

std::string Squeeze(std::string_view text) {
  std::string out;
  out.reserve(std::min(text.size(), kMaxAnchor));
  for (char c : text.substr(0, kMaxAnchor)) {
    if (!IsAsciiSpace(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// The line of the finding's first byte, without building a LineIndex: nothing
// outside a bounded window is looked at.
std::string_view FirstLine(const Finding& finding) {
  std::string_view text = finding.source->text();
  size_t begin = finding.span.begin, end = begin;
  size_t floor = begin > kMaxAnchor ? begin - kMaxAnchor : 0;
  size_t ceiling = std::min(text.size(), begin + kMaxAnchor);
  auto breaks = [&](size_t at) { return text[at] == '\n' || text[at] == '\r'; };
  while (begin > floor && !breaks(begin - 1)) --begin;
  while (end < ceiling && !breaks(end)) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace

void SetFingerprints(std::vector<Finding>& findings) {
  std::unordered_map<std::string, uint32_t> seen;
  for (Finding& finding : findings) {
    std::string anchor =
        Squeeze(finding.anchor.empty() ? FirstLine(finding) : finding.anchor);
    Hasher hasher;
    hasher.AddField(finding.rule->id).AddField(finding.source->path());
    std::string key = hasher.AddField(anchor).Hex();
    key.resize(32);
    uint32_t nth = seen[key]++;
    if (nth > 0) {
      Hasher again;
      again.AddField(key).AddField(std::to_string(nth));
      key = again.Hex().substr(0, 32);
    }
    finding.fingerprint = std::move(key);
  }
}

}  // namespace interlock
