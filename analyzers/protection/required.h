// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/protection/verdict.h"

namespace interlock::protection {

// The jobs that the repository's protections wait for, each once. A context
// that is written wrongly, but plainly means some job, counts for that job.
std::vector<RequiredJob> RequiredJobs(const Ground& ground);

// Whether a job's check is required, on this level or as part of a caller's.
bool IsRequired(const workflow::Job& job, const ProtectionSet& protections);

// The required jobs that stand in one workflow.
std::vector<const RequiredJob*> RequiredIn(const workflow::Workflow& workflow,
                                           const ProtectionSet& protections);

}  // namespace interlock::protection
