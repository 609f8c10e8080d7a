// SPDX-License-Identifier: Apache-2.0
#include "core/finding.h"

#include <array>
#include <tuple>

namespace interlock {

bool ReportsBefore(const Finding& a, const Finding& b) {
  if (a.source != b.source) {
    int order = a.source->path().compare(b.source->path());
    if (order != 0) return order < 0;
  }
  auto key = [](const Finding& f) {
    return std::tuple<Span, std::string_view, std::string_view>(
        f.span, f.rule->id, f.message);
  };
  return key(a) < key(b);
}

std::string_view Name(SuppressedBy by) {
  static constexpr std::array<std::string_view, 5> kNames = {
      "nothing", "comment", "waiver", "baseline", "age"};
  return kNames[static_cast<size_t>(by)];
}

}  // namespace interlock
