// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/model.h"

// What the governance rules ask of workflows: words in what they do, not what
// the words mean.
namespace interlock::governance {

// All that a job says, as one text in the file: "" for a null pointer.
std::string_view WordsOf(const workflow::Workflow& file,
                         const workflow::Job& job);

// Whether the text has one of the words, ignoring case.
bool SaysAny(std::string_view text, std::span<const std::string_view> words);

// The types of an event: as stated, else those it has by itself.
bool HasType(const workflow::Trigger& trigger, std::string_view type);

}  // namespace interlock::governance
