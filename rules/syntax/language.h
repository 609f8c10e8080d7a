// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "analyzers/project/project.h"
#include "rules/sink.h"

namespace interlock::syntax {

// What a file's tree was written in.
enum class Language : uint8_t { kNone, kYaml, kJson, kToml, kEnv, kHcl };
Language LanguageOf(const InputFile& file);

// Reports what the parser could not read, when the file is in `language`.
void ReportErrors(const InputFile& file, Language language, Sink& out);

// Reports keys that one mapping holds twice, when the file is in `language`.
void ReportDuplicates(const InputFile& file, Language language, Sink& out);

}  // namespace interlock::syntax
