// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {

// Why an entry hides what nobody has looked at yet: vulnerabilities that are
// found tomorrow, packages that are added next week. Empty when it names what
// it is about.
std::string TooWide(Format format, const Exception& entry);

// A pattern that everything matches: "*", ".*", "^.*$".
bool MatchesAll(std::string_view pattern);

}  // namespace interlock::exceptions
