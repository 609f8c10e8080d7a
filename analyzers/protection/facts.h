// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/protection/verdict.h"
#include "core/json_writer.h"

namespace interlock::protection {

// Writes an array with one object for each protection: where it stands, the
// branches that it is for, and for each required context the verdict, the jobs
// that make it and the mistake in it.
void WriteProtectionJson(const Ground& ground, JsonWriter& out);

}  // namespace interlock::protection
