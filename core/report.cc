// SPDX-License-Identifier: Apache-2.0
#include "core/report.h"

namespace interlock {

Counts Count(const Report& report) {
  Counts counts;
  for (const Finding& finding : report.findings) {
    if (!finding.live()) {
      ++counts.suppressed;
      continue;
    }
    switch (finding.severity) {
      case Severity::kError:
        ++counts.errors;
        break;
      case Severity::kWarning:
        ++counts.warnings;
        break;
      case Severity::kNote:
        ++counts.notes;
        break;
    }
  }
  return counts;
}

}  // namespace interlock
