// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/workflow/presence.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/json_writer.h"

namespace interlock::workflow {

// Writes an array with one object for each check of each workflow: where it
// comes from, its name or pattern, and whether it reports under each event
// that counts for a pull request into `branch`.
void WriteChecksJson(const WorkflowSet& set, const Branch& branch,
                     JsonWriter& out);

}  // namespace interlock::workflow
