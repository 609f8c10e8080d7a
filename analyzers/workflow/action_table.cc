// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/action_table.h"

#include <algorithm>
#include <iterator>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr KnownAction kActions[] = {
#define INTERLOCK_ACTION(name, major, runtime, inputs, required, life, newest) \
  {name, major, runtime, inputs, required, ActionLife::life, newest},
#include "analyzers/workflow/tables/actions.def"
#undef INTERLOCK_ACTION
};
static_assert(std::ranges::is_sorted(kActions, {}, &KnownAction::name));

// 4 of "v4", "v4.1" and "4.1.2"; -1 of anything else.
int MajorOf(std::string_view ref) {
  if (ref.starts_with("v") || ref.starts_with("V")) ref.remove_prefix(1);
  std::string_view major = ref.substr(0, ref.find('.'));
  if (major.empty() || major.size() > 3) return -1;
  if (ref.find_first_not_of("0123456789.") != std::string_view::npos) return -1;
  int number = 0;
  for (char c : major) number = number * 10 + (c - '0');
  return number;
}

}  // namespace

const KnownAction* FindKnownAction(const Uses& uses) {
  int major = MajorOf(uses.ref);
  if (uses.kind != UsesKind::kRemote || major < 0) return nullptr;
  std::string name = AsciiLower(uses.repository);
  if (!uses.path.empty()) name += "/" + AsciiLower(uses.path);
  // The same name stands there once for each major version.
  auto at = std::ranges::lower_bound(kActions, std::string_view(name), {},
                                     &KnownAction::name);
  for (; at != std::end(kActions) && at->name == name; ++at) {
    if (at->major == major) return at;
  }
  return nullptr;
}

}  // namespace interlock::workflow
