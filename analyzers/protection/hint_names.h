// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "analyzers/protection/hint.h"

namespace interlock::protection {

// The text without a " (pull_request)" at its end, or all of it.
std::string_view WithoutEvent(std::string_view text);

// The text without a workflow's name or file and a separator at its front, or
// all of it.
std::string_view WithoutWorkflow(std::string_view text,
                                 const workflow::Workflow& workflow);

// Whether a text is a workflow's name, its file, or its file without ending.
bool NamesWorkflow(std::string_view text, const workflow::Workflow& workflow);

// The ids of a check's jobs: "call / build".
std::string IdsOf(const workflow::Check& check);
// The names of a check's jobs without matrix suffixes; empty when one is not
// known.
std::string BareNameOf(const workflow::Check& check);
// Lower case, letters and digits only.
std::string Squeezed(std::string_view text);

}  // namespace interlock::protection
