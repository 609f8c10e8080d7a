// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

namespace interlock::workflow {

// A version range of an action with a known hole.
struct Advisory {
  std::string_view id;
  std::string_view action;  // owner/name, in lower case
  std::string_view begin;
  std::string_view fixed;  // the first version without it
};

// The bundled tables; a script of the folder tools makes them and dates them.
std::span<const Advisory> Advisories();
std::span<const std::string_view> ArchivedActions();

// Whether a version lies in the range, as far as it says: `v4` may be any 4.x,
// and lies in it only when all of them do. Dots count, a leading `v` does not.
bool LiesIn(const Advisory& advisory, std::string_view version);

}  // namespace interlock::workflow
