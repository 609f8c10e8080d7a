// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/workflow/presence.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/json_writer.h"

namespace interlock::workflow {

// Writes an array with one object for each check of each workflow: where it
// comes from, its name or pattern, its state under `event`, or under the best
// of the events that count for a pull request into `branch` when that is "",
// and why; then the state under each of these events.
void WriteChecksJson(const WorkflowSet& set, const Branch& branch,
                     std::string_view event, JsonWriter& out);

}  // namespace interlock::workflow
