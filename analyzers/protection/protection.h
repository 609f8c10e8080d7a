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

namespace interlock::workflow {
struct Check;
struct Job;
struct Workflow;
}  // namespace interlock::workflow

namespace interlock::protection {

// The app that publishes the checks of GitHub Actions.
inline constexpr int64_t kActionsApp = 15368;

// How the file says it. All forms are read into one shape.
enum class Form : uint8_t {
  kClassic,             // branch protection, as sent (PUT) or as received (GET)
  kRuleset,             // one ruleset
  kBranchRules,         // the flat list of rules that hold for one branch
  kContexts,            // a list of contexts of one's own: required_contexts
  kEnvironment,         // a deployment environment
  kTags,                // tag protection as it was before rulesets
  kDeploymentPolicies,  // the branches and tags that may deploy
};
std::string_view NameOf(Form form);  // "classic"

enum class Enforcement : uint8_t { kActive, kEvaluate, kDisabled };
enum class Target : uint8_t { kBranch, kTag, kPush };

// Where a context is written: its name, and the entry of the list, which is
// the name itself or an object around it.
struct Place {
  const Node* name;
  const Node* entry;
  bool whole = true;  // false: the name is a part of the text, as in "test:7"
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

// What a branch's protection can ask for, each said the strict way round.
enum class Property : uint8_t {
  kPullRequest,    // changes come through pull requests
  kStaleReviews,   // a push takes earlier approvals back
  kCodeOwners,     // owners of the code must approve
  kLastPush,       // somebody else than the last to push must approve
  kConversations,  // all conversations are resolved
  kUpToDate,       // the branch holds the newest base
  kSignatures,     // commits are signed
  kLinearHistory,  // no merge commits
  kAdmins,         // administrators are held to it
  kNoForcePush,
  kNoDeletion,
};
inline constexpr size_t kProperties = 11;
std::string_view NameOf(Property property);  // "stale-reviews"

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
  bool dynamic = false;  // a reference, known to Terraform alone
};

// Who is let past a ruleset or past the review of pull requests.
struct Bypass {
  const Node* node = nullptr;
  std::string_view type;  // "RepositoryRole", "Team", "user" ...
  std::string_view who;   // a login or a slug, where one is written
  std::optional<int64_t> id;
  std::string_view mode = "always";  // or "pull_request", "exempt"
};

// Which branches and tags may deploy to an environment.
enum class RefPolicy : uint8_t {
  kNotSaid,
  kAny,        // null: every branch and tag
  kProtected,  // branches with a classic protection
  kCustom,     // those that patterns name
  kRefused,    // both or neither of the two: GitHub refuses that
};
struct RefPattern {
  const Node* node = nullptr;
  std::string_view pattern;
  bool tag = false;
};

// What one branch, ruleset or environment asks for.
struct Protection {
  const Source* source = nullptr;
  const Document* document = nullptr;
  const Node* node = nullptr;
  Span head;  // its name, else its first key: where a finding about it stands
  Form form = Form::kClassic;
  std::string_view name;  // of a ruleset or environment; may be empty
  // The repository that it states to be for; may be empty.
  std::string_view repository;
  // It may speak of another repository than the one that it lies in.
  bool maybe_elsewhere = false;
  // A list of checks alone: what else holds for the branch is not said.
  bool partial = false;
  Enforcement enforcement = Enforcement::kActive;
  const Node* enforcement_node = nullptr;
  Target target = Target::kBranch;
  // Names, patterns, ~DEFAULT_BRANCH or ~ALL; without refs/heads/. Empty when
  // the file does not say.
  std::vector<std::string> branches;
  std::vector<std::string> excluded;
  std::vector<const Node*> branch_nodes;  // of rulesets, beside `branches`

  std::vector<RequiredContext> contexts;
  // Entries that only an evaluation would tell: more may be required.
  bool more_contexts = false;
  Span contexts_span;  // of the key or rule that holds them
  bool strict = false;
  const Node* merge_queue = nullptr;     // the rule, when there is one
  std::vector<const Node*> rules;        // of rulesets, each with its type
  std::vector<const Node*> deployments;  // environments that must have deployed

  Setting settings[kProperties];
  std::optional<int64_t> approvals;
  const Node* approvals_node = nullptr;
  std::vector<Bypass> bypasses;

  // Of environments.
  std::vector<Reviewer> reviewers;
  const Node* reviewers_node = nullptr;
  Setting prevent_self_review;
  Setting admins_bypass;
  std::optional<int64_t> wait_minutes;
  const Node* wait_node = nullptr;
  RefPolicy refs = RefPolicy::kNotSaid;
  const Node* refs_node = nullptr;
  std::vector<RefPattern> patterns;

  const Setting& At(Property property) const {
    return settings[static_cast<size_t>(property)];
  }
  Setting& At(Property property) {
    return settings[static_cast<size_t>(property)];
  }
  bool IsEnvironment() const {
    return form == Form::kEnvironment || form == Form::kDeploymentPolicies;
  }
  // Whether a merge can be refused because a check is missing.
  bool Gates() const {
    return !IsEnvironment() && form != Form::kTags &&
           target == Target::kBranch && enforcement != Enforcement::kDisabled;
  }
};

// A job that some protection waits for on pull requests.
struct RequiredJob {
  const workflow::Check* check;
  // Where the job stands: the workflow that a caller names, when it is called.
  const workflow::Workflow* workflow;
  const workflow::Job* job;
  const Protection* protection;
  const RequiredContext* context;
  bool meant;  // the context names it wrongly, but can mean nothing else
};

// All protections of a repository, in the order of their files.
struct ProtectionSet {
  std::vector<Protection> protections;
  // They state to be for more than one repository: which of them is for this
  // one is not known.
  bool many_repositories = false;
  // Each job once, in the order of the protections; filled in when the
  // workflows are known. It points into `protections`.
  std::vector<RequiredJob> required;

  void Add(const Document& document);

 private:
  std::string_view repository_;  // the first that was named
};

// The protections that a JSON, YAML or Terraform file states, told by its
// shape; none when it states none.
std::vector<Protection> ReadProtections(const Document& document);

// Whether a file may state one, by its path and a look at its text: meant to
// be cheap and to miss nothing, for ReadProtections decides.
bool LooksLikeProtection(std::string_view path, std::string_view text);

}  // namespace interlock::protection
