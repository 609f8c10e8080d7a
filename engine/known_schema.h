// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/result.h"
#include "core/seams.h"
#include "engine/config.h"
#include "engine/run.h"

namespace interlock {

// Reads the schema files and the snapshot that the config names into
// `inputs.baselines`, and what the snapshot says of sizes, version and settings
// into `config`; what the config itself states wins. A schema file that lies
// in the repository is no longer an input of its own.
Status LoadKnownSchemas(const FileSystem& files, const std::string& root,
                        Config& config, Inputs& inputs);

}  // namespace interlock
