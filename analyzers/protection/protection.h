// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "core/span.h"
#include "parsers/tree.h"

namespace interlock::protection {

// The app that publishes the checks of GitHub Actions.
inline constexpr int64_t kActionsApp = 15368;

// How the file says it. All forms are read into one shape.
enum class Form : uint8_t {
  kClassic,      // branch protection, as sent (PUT) or as received (GET)
  kRuleset,      // one ruleset
  kBranchRules,  // the flat list of rules that hold for one branch
  kContexts,     // a list of contexts of one's own: required_contexts
  kEnvironment,  // a deployment environment
};
std::string_view NameOf(Form form);  // "classic"

enum class Enforcement : uint8_t { kActive, kEvaluate, kDisabled };
enum class Target : uint8_t { kBranch, kTag, kPush };

// Where a context is written: its name, and the entry of the list, which is
// the name itself or an object around it.
struct Place {
  const Node* name;
  const Node* entry;
};

// One check that must have passed.
struct RequiredContext {
  std::string_view name;
  // GitHub sends each context twice, in `contexts` and in `checks`; both are
  // one requirement.
  std::vector<Place> places;
  // The app that must have set it; absent when any may.
  std::optional<int64_t> app_id;

  Span span() const { return places.front().name->span; }
};

// A setting that may be absent; its node says where it stands.
struct Setting {
  const Node* node = nullptr;
  std::optional<bool> on;
};

// Who must approve a deployment.
struct Reviewer {
  const Node* node = nullptr;     // the whole entry
  const Node* id_node = nullptr;  // null when there is no id
  std::string_view type;          // "Team" or "User"
  std::optional<int64_t> id;
};

// What one branch, ruleset or environment asks for.
struct Protection {
  const Source* source = nullptr;
  const Document* document = nullptr;
  const Node* node = nullptr;
  Form form = Form::kClassic;
  std::string_view name;  // of a ruleset or environment; may be empty
  Enforcement enforcement = Enforcement::kActive;
  Target target = Target::kBranch;
  // Names, patterns, ~DEFAULT_BRANCH or ~ALL; without refs/heads/. Empty when
  // the file does not say.
  std::vector<std::string> branches;
  std::vector<std::string> excluded;

  std::vector<RequiredContext> contexts;
  Span contexts_span;  // of the key or rule that holds them
  bool strict = false;
  const Node* merge_queue = nullptr;  // the rule, when there is one

  Setting enforce_admins;
  Setting allow_force_pushes;
  Setting allow_deletions;
  Setting dismiss_stale_reviews;
  Setting require_code_owners;
  Setting prevent_self_review;
  std::optional<int64_t> approvals;
  const Node* approvals_node = nullptr;

  std::vector<Reviewer> reviewers;  // of an environment

  // Whether a merge can be refused because a check is missing.
  bool Gates() const {
    return form != Form::kEnvironment && target == Target::kBranch &&
           enforcement != Enforcement::kDisabled;
  }
};

// All protections of a repository, in the order of their files.
struct ProtectionSet {
  std::vector<Protection> protections;

  void Add(const Document& document);
};

// The protections that a JSON or YAML file states, told by its shape; none
// when it states none.
std::vector<Protection> ReadProtections(const Document& document);

// Whether a file may state one, by its path and a look at its text: meant to
// be cheap and to miss nothing, for ReadProtections decides.
bool LooksLikeProtection(std::string_view path, std::string_view text);

}  // namespace interlock::protection
