// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "analyzers/protection/protection.h"

namespace interlock::protection {

// Reads one file. Each form has its reader; Any tries them by shape and goes
// into the wrappers that people put around them.
class Reader {
 public:
  explicit Reader(const Document& document) : document_(document) {}
  std::vector<Protection> Run();

 private:
  // A node under a name that may be a branch or an environment.
  bool Any(const Node& node, const Node* label, int depth);
  bool Object(const Node& node, const Node* label, int depth);
  bool Wrapped(const Node& node, int depth);
  bool List(const Node& node, const Node* label, int depth);
  bool Named(const Node& node, int depth);

  static bool IsClassic(const Node& node);
  static bool IsStatusChecks(const Node& node);
  static bool IsRuleset(const Node& node);
  static bool IsRule(const Node& node);
  static bool IsEnvironment(const Node& node);
  static bool IsTagList(const Node& node);

  void Classic(const Node& node, const Node* label);
  void StatusChecks(const Node& node, Protection& out);
  void Reviews(const Node& node, Protection& out);
  void Ruleset(const Node& node);
  void Rules(const Node& node, Protection& out);
  void Rule(const Node& rule, Protection& out);
  void Environment(const Node& node, const Node* label);
  bool Environments(const Node& list);
  void DeploymentPolicies(const Node& node, const Node* label);
  void Tags(const Node& list);
  bool BranchTables(const Node& list);
  void OwnContexts(const Node& node, const Node& list, const Node* label);

  Protection Start(const Node& node, Form form) const;
  // The branch that an object names, else what the file's path tells.
  void NameBranch(const Node& node, const Node* label, Protection& out) const;

  const Document& document_;
  std::vector<Protection> out_;
};

// What lies among tests, examples or templates is for no repository, or for
// others.
bool IsSample(std::string_view path);

// Reads the GitHub resources of a Terraform file.
std::vector<Protection> ReadTerraform(const Document& document);

// The rule of a ruleset that stands for a property, by its type.
std::optional<Property> PropertyOfRule(std::string_view type);
// The parameters of a ruleset's pull_request rule.
void ReadPullRequest(const Node& parameters, Protection& out);
// Whether deployments are for some refs alone: the two switches of a
// deployment_branch_policy, or a list of patterns.
void ReadRefPolicy(const Node& policy, Protection& out);
void AddPatterns(const Node* list, bool tag, Protection& out);
// The names in include or exclude of a ruleset's ref_name.
std::vector<std::string> RefsOf(const Node* list, Protection& out);
Enforcement EnforcementOf(std::string_view text);
Target TargetOf(std::string_view text);
// The other way round: what is allowed becomes what is forbidden.
Setting Reversed(Setting setting);

// A scalar's text, or "" for anything else and for what Terraform evaluates.
std::string_view TextOf(const Node* node);
std::optional<int64_t> IntOf(const Node* node);
// A plain boolean, or the {"enabled": true} that GitHub sends.
Setting SettingOf(const Node& parent, std::string_view key);
// Adds a context, or a place to one that is there.
void AddContext(Place place, const Node* app, Protection& out);
// The contexts of a list of strings, or of objects with `context`.
void AddContexts(const Node* list, Protection& out);

}  // namespace interlock::protection
