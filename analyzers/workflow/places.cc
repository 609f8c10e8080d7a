// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/places.h"

#include <array>
#include <iterator>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr std::string_view kNames[] = {
    "github", "env",     "vars",     "job",    "jobs",  "steps",
    "runner", "secrets", "strategy", "matrix", "needs", "inputs"};
static_assert(std::size(kNames) == kContextNames);

struct PlaceInfo {
  std::string_view contexts;
  std::string_view functions;
};
constexpr PlaceInfo kPlaces[] = {
#define INTERLOCK_PLACE(name, contexts, functions) {contexts, functions},
#include "analyzers/workflow/tables/places.def"
#undef INTERLOCK_PLACE
};

const PlaceInfo& InfoOf(Place place) {
  return kPlaces[static_cast<size_t>(place)];
}

}  // namespace

std::string_view NameOf(ContextName context) {
  return kNames[static_cast<size_t>(context)];
}

std::optional<ContextName> FindContext(std::string_view name) {
  for (size_t i = 0; i < kContextNames; ++i) {
    if (EqualsIgnoringCase(kNames[i], name)) return static_cast<ContextName>(i);
  }
  return std::nullopt;
}

std::string_view ContextsAt(Place place) { return InfoOf(place).contexts; }

std::string_view FunctionsAt(Place place) { return InfoOf(place).functions; }

bool IsAvailable(ContextName context, Place place) {
  for (std::string_view name : Split(ContextsAt(place), ' ')) {
    if (name == NameOf(context)) return true;
  }
  return false;
}

}  // namespace interlock::workflow
