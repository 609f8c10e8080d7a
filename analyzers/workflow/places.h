// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace interlock::workflow {

// Where an expression stands, as far as that decides what it may name.
enum class Place : uint8_t {
#define INTERLOCK_PLACE(name, contexts, functions) name,
#include "analyzers/workflow/tables/places.def"
#undef INTERLOCK_PLACE
  kInherit,  // of a key: the place of the mapping that it stands in
};

// The names at the root of an expression.
enum class ContextName : uint8_t {
  kGithub,
  kEnv,
  kVars,
  kJob,
  kJobs,
  kSteps,
  kRunner,
  kSecrets,
  kStrategy,
  kMatrix,
  kNeeds,
  kInputs,
};
inline constexpr size_t kContextNames = 12;

std::string_view NameOf(ContextName context);  // "github"
// Ignores case.
std::optional<ContextName> FindContext(std::string_view name);

// Contexts and functions that a place knows, separated by spaces.
std::string_view ContextsAt(Place place);
std::string_view FunctionsAt(Place place);
bool IsAvailable(ContextName context, Place place);

}  // namespace interlock::workflow
