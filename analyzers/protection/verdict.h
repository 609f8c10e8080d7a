// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/protection/hint.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/presence.h"
#include "analyzers/workflow/workflow_set.h"

namespace interlock::protection {

struct Past;

// Whether a required check comes to the pull requests that need it.
enum class Outcome : uint8_t {
  kOk,         // on every commit of every pull request
  kExternal,   // another app sets it
  kUnknown,    // cannot be told: dynamic names, called workflows elsewhere
  kSometimes,  // an `if` decides whether it comes at all
  kPending,    // a filter keeps it from some pull requests
  kNever,      // no pull request ever gets it
};
std::string_view NameOf(Outcome outcome);  // "never"

struct Verdict {
  Outcome outcome = Outcome::kOk;
  // The checks that carry the name; patterns that may, when none does.
  std::vector<const workflow::Check*> checks;
  // What keeps the check away, and from whom.
  workflow::Presence presence;
  const workflow::Check* deciding = nullptr;
  Hint hint;  // of kNever, when no check has the name
  // A change of this file alone gets no run, when path filters leave gaps.
  std::string example;
  // A merge queue waits for it, and no workflow that makes it runs there.
  bool missing_in_queue = false;
};

// What is judged against: the workflows, and the repository's default branch.
struct Ground {
  const workflow::WorkflowSet& workflows;
  const ProtectionSet& protections;
  std::string_view default_branch;
  // The repository's paths: an example from among them says more.
  const std::vector<std::string>* paths = nullptr;
};

Verdict Judge(const RequiredContext& context, const Protection& protection,
              const Ground& ground);

// What Judge says of each required context of the protections that gate
// branches, worked out once for all rules. Keeps pointers into the set.
class Verdicts {
 public:
  explicit Verdicts(const Ground& ground, std::unique_ptr<Past> past = nullptr);
  ~Verdicts();

  // `context` is one of the set's, of a protection that gates.
  const Verdict& Of(const RequiredContext& context) const;
  // What was before this change; null when that is not known, or when no
  // workflow changed.
  const Past* past() const { return past_.get(); }

 private:
  std::unique_ptr<Past> past_;
  std::unordered_map<const RequiredContext*, Verdict> all_;
};

// The branches that a protection is for, as far as they have names.
std::vector<workflow::Branch> BranchesOf(const Protection& protection,
                                         std::string_view default_branch);

// Whether a merge queue stands before the protection's branches.
bool HasQueue(const Protection& protection, const Ground& ground);

}  // namespace interlock::protection
