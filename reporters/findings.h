// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/line_index.h"
#include "core/report.h"

namespace interlock::reporters {

// Where a span begins and ends; the end is exclusive.
struct Place {
  Position begin;
  Position end;
  bool one_line() const { return begin.line == end.line; }
};

// Lines and columns of many spans: each source's index is built once, when it
// is first asked for.
class Places {
 public:
  const LineIndex& Index(const Source& source);
  // Exactly the span's ends, for edits and for readers that also get bytes.
  Place Exact(const Source& source, Span span, ColumnUnit unit);
  // For people and annotations: the span without the line breaks at its end.
  Place Shown(const Source& source, Span span, ColumnUnit unit);

 private:
  std::unordered_map<const Source*, LineIndex> indexes_;
};

// The span without trailing line breaks.
Span WithoutLineBreaks(const Source& source, Span span);

using FindingList = std::vector<const Finding*>;

// The findings that are not suppressed, in the report's order.
FindingList Live(const Report& report);
// By severity, then confidence; equals keep their order.
void SortWorstFirst(FindingList& findings);
// The worst `max` of the list, still in the list's order; 0 means all.
FindingList Worst(const FindingList& findings, size_t max);

// What one file has in a report, for formats that group by file.
struct FileGroup {
  FindingList findings;
  std::vector<const Problem*> problems;
};
// Every path of the report, in byte order: with findings, with problems, with
// suppressed findings alone, or clean.
std::map<std::string_view, FileGroup> GroupByPath(const Report& report);

// The fingerprint made unique within one report: the second and later holders
// of one get a suffix, in report order. Some readers show equal ones once.
class UniqueFingerprints {
 public:
  std::string Next(const Finding& finding);

 private:
  std::unordered_map<std::string_view, uint32_t> seen_;
};

}  // namespace interlock::reporters
