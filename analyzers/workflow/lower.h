// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// Shared by the files that lower a tree into a Workflow. Aliases can make few
// bytes stand for very many jobs or steps, so everything taken is counted and
// taking stops at a bound that no real workflow reaches.
class Lowering {
 public:
  explicit Lowering(const Document& document);

  // Counts one thing; false when there were too many.
  bool Take();
  bool exhausted() const { return left_ == 0; }

  Text Scalar(const Node* node) const;
  Text Field(const Node& mapping, std::string_view key) const;
  Text KeyOf(const Member& member) const;
  // A scalar, or each scalar of a sequence.
  std::vector<Text> List(const Node* node);
  Variables Map(const Node* node);

  std::vector<Trigger> Triggers(const Node* node);
  std::vector<Job> Jobs(const Node* node);
  Permissions PermissionsOf(const Node& parent);
  Concurrency ConcurrencyOf(const Node& parent);
  Defaults DefaultsOf(const Node& parent);
  std::vector<Input> Inputs(const Node* node);
  std::vector<Step> Steps(const Node* node);

 private:
  Trigger TriggerOf(const Text& event, const Node* node);
  Filter FilterOf(const Node& parent, std::string_view key);
  Job JobOf(const Text& id, const Node& node);
  void Strategy(const Node& node, Job& job);
  void Environment(const Node& node, Job& job);
  void Call(const Node& node, Job& job);
  Step StepOf(const Node& node);
  RunsOn RunsOnOf(const Node* node);
  void CallParts(const Node& node, Trigger& trigger);
  Container ContainerOf(const Node& node);

  size_t left_;
};

}  // namespace interlock::workflow
