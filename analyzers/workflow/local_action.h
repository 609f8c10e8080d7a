// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

enum class ActionKind : uint8_t { kUnclear, kComposite, kNode, kDocker };

// An action of this repository: an action.yml and the folder that it is in.
struct LocalAction {
  const Source* source = nullptr;
  const Document* document = nullptr;
  std::string folder;  // "" at the root
  Text name;
  Text runner;  // of `runs.using`
  Text main;    // of JavaScript ones, as are these two
  Text pre;
  Text post;
  Span runs_span;
  std::vector<Input> inputs;
  Variables outputs;        // each with its `value`
  std::vector<Step> steps;  // of composite ones

  const std::string& path() const { return source->path(); }
  ActionKind kind() const;
  bool composite() const { return runner.text == "composite"; }
};

LocalAction LowerAction(const Document& document);

}  // namespace interlock::workflow
