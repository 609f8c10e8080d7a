// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/config/schema.h"
#include "analyzers/project/project.h"
#include "rules/rule.h"

namespace interlock::config {

// Reports the places where files do not follow their table, of one kind.
inline void ReportFaults(const Project& project, FaultKind kind, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    for (const Fault& fault : FindFaults(file)) {
      if (fault.kind != kind) continue;
      out.ReportIn(*file.source, fault.span, "{}", fault.message)
          .Help("{}", fault.help);
    }
  }
}

// Calls `visit` with each objective of each slo.yml and its file.
template <class Visit>
void ForEachObjective(const Project& project, Visit visit) {
  for (const ConfigFile& file : project.configs->files()) {
    const Node* slos = file.At("slos");
    if (file.sort != Sort::kSlo || slos == nullptr) continue;
    for (const Node* slo : slos->items) visit(file, *slo);
  }
}

}  // namespace interlock::config
