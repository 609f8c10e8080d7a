// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/json_writer.h"

namespace interlock {
struct Project;
}

namespace interlock::protection {

// Writes an array with one object for each protection: where it stands, the
// branches that it is for, and for each required context the verdict, the jobs
// that make it and the mistake in it.
void WriteProtectionJson(const Project& project, JsonWriter& out);

}  // namespace interlock::protection
