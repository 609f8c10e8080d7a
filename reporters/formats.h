// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "reporters/reporter.h"

namespace interlock::reporters {

// The functions behind the table of formats, one per file.
void WriteText(const Report&, const ReporterOptions&, Writer&);
void WriteConcise(const Report&, const ReporterOptions&, Writer&);
void WriteJson(const Report&, const ReporterOptions&, Writer&);
void WriteJsonLines(const Report&, const ReporterOptions&, Writer&);
void WriteSarif(const Report&, const ReporterOptions&, Writer&);
void WriteJunit(const Report&, const ReporterOptions&, Writer&);
void WriteJunitStrict(const Report&, const ReporterOptions&, Writer&);
void WriteGithub(const Report&, const ReporterOptions&, Writer&);
void WriteGitlab(const Report&, const ReporterOptions&, Writer&);
void WriteRdjson(const Report&, const ReporterOptions&, Writer&);
void WriteCheckstyle(const Report&, const ReporterOptions&, Writer&);
void WriteMarkdown(const Report&, const ReporterOptions&, Writer&);

}  // namespace interlock::reporters
