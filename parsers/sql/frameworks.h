// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// How sure one file's text is about its framework.
enum class Surety : uint8_t {
  kNone,
  kHint,   // a habit of the tool that others may share
  kProof,  // a directive that only this tool has
};
struct FrameworkGuess {
  Framework framework = Framework::kPlain;
  Surety surety = Surety::kNone;
};

// What the text alone says. Folder layout and sibling files often say more.
FrameworkGuess GuessFramework(std::string_view text);

}  // namespace interlock::sql
