// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

struct ActionInput {
  Text name;
  Text fallback;
  Text deprecation;
  bool required = false;

  // The caller must give it.
  bool needed() const { return required && !fallback.present(); }
};

enum class ActionKind : uint8_t {
  kUnclear,
  kComposite,
  kNode,
  kDocker,
};

// One action.yml. It points into its document, which must outlive it.
struct Action {
  const Source* source = nullptr;
  const Document* document = nullptr;
  Text name;
  Text description;
  std::vector<ActionInput> inputs;
  std::vector<Variable> outputs;
  Text runtime;  // `runs.using`: composite, node20, docker
  Text main;
  Text pre;
  Text post;
  Text image;
  std::vector<Step> steps;  // of composite ones

  const std::string& path() const { return source->path(); }
  std::string_view folder() const;  // "" at the root
  ActionKind kind() const;
  const ActionInput* FindInput(std::string_view name) const;  // ignores case
};

// The model of a parsed action.yml. Total: any tree gives one.
Action LowerAction(const Document& document);

}  // namespace interlock::workflow
