// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/report.h"
#include "reporters/reporter.h"

namespace interlock::reporters {

// A report with everything that is awkward to write: all severities, every
// kind of suppression, related places, fixes, CRLF, a byte order mark, tabs,
// wide characters, and paths and texts that mean something to each format.
Report SampleReport();
// Nothing found in two clean files.
Report CleanReport();
// `count` findings in files of a thousand lines each.
Report LargeReport(uint32_t count);
// `count` findings on one line of 30 MB.
Report LongLineReport(uint32_t count);
// `count` findings whose texts do not compress.
Report NoisyReport(uint32_t count);

// One finding on each line of a file with mixed line ends, emoji, tabs, blank
// and repeated lines and a byte order mark, and of one with no last line end.
Report LineReport();

ReporterOptions SampleOptions();

// What one format makes of a report.
std::string Render(std::string_view format, const Report& report,
                   const ReporterOptions& options);
std::string RenderSummary(const Report& report, const ReporterOptions& options);

// All sample files, for tools that read the sources of a report.
void WriteSources(const Report& report, const std::string& folder);

}  // namespace interlock::reporters
