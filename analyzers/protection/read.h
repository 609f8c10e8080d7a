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

  void Classic(const Node& node, const Node* label);
  void StatusChecks(const Node& node, Protection& out);
  void Reviews(const Node& node, Protection& out);
  void Ruleset(const Node& node);
  void Rules(const Node& node, Protection& out);
  void Rule(const Node& rule, Protection& out);
  void Environment(const Node& node, const Node* label);
  void OwnContexts(const Node& node, const Node& list, const Node* label);

  Protection Start(const Node& node, Form form) const;
  // The branch that an object names, else what the file's path tells.
  void NameBranch(const Node& node, const Node* label, Protection& out) const;

  const Document& document_;
  std::vector<Protection> out_;
};

// A scalar's text, or "" for anything else.
std::string_view TextOf(const Node* node);
std::optional<int64_t> IntOf(const Node* node);
// A plain boolean, or the {"enabled": true} that GitHub sends.
Setting SettingOf(const Node& parent, std::string_view key);
// Adds a context, or a place to one that is there.
void AddContext(Place place, const Node* app, Protection& out);
// The contexts of a list of strings, or of objects with `context`.
void AddContexts(const Node* list, Protection& out);

}  // namespace interlock::protection
