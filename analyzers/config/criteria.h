// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyzers/config/config.h"
#include "parsers/text/markdown.h"

namespace interlock::config {

// One limit that a page gives for rolling a release back: "p95 latency above
// 1500 ms for 5 minutes", "burn rate above 2 over 10m and 1h".
struct Criterion {
  std::string signal;  // "latency_p95_ms", "error_rate_percent", "burn_rate"
  double value = 0;    // in the unit of the signal's name
  Span value_span;
  std::optional<int64_t> seconds;  // how long it must last
  int64_t short_window = 0;        // of a burn rate
  int64_t long_window = 0;

  std::string Value() const;
  std::string ShortWindow() const;  // "10m"
  std::string LongWindow() const;
};

// Those in the list items of a page, in order. What is not plainly a limit is
// left out.
std::vector<Criterion> ReadCriteria(const Source& source,
                                    std::span<const MarkdownBlock> blocks);

// Whether slo.yml has a burn rate with that factor and those windows.
bool HasBurnRate(const ConfigFile& slo, const Criterion& wanted);

}  // namespace interlock::config
