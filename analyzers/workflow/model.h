// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "core/span.h"
#include "parsers/tree.h"

namespace interlock::workflow {

// A scalar field as written. Absent fields have no node; an expression is not
// looked into here.
struct Text {
  const Node* node = nullptr;
  std::string_view text;
  Span span;

  bool present() const { return node != nullptr; }
  // Stated with something in it: not absent, null or "".
  bool stated() const { return node != nullptr && !text.empty(); }
};

// One `name: value` of env, with, secrets, outputs and the like.
struct Variable {
  Text name;
  Text value;
};

// A mapping of variables. `dynamic` is set instead when it is an expression.
struct Variables {
  std::vector<Variable> all;
  Text dynamic;

  const Variable* Find(std::string_view name) const;
};

// A list of patterns under a trigger: branches, paths-ignore ...
struct Filter {
  std::vector<Text> patterns;
  Span span;  // of the key
  bool present = false;
};

// What workflow_call and workflow_dispatch take.
struct Input {
  Text name;
  Text type;  // string when absent
  Text fallback;
  bool required = false;
  const Node* node = nullptr;
};

// A secret that workflow_call takes.
struct CallSecret {
  Text name;
  bool required = false;
};

// One event of `on:`.
struct Trigger {
  std::string_view event;
  Span span;  // of the event's name
  const Node* node = nullptr;
  Filter branches;
  Filter branches_ignore;
  Filter tags;
  Filter tags_ignore;
  Filter paths;
  Filter paths_ignore;
  Filter types;
  std::vector<Text> workflows;  // of workflow_run
  std::vector<Text> crons;      // of schedule
  std::vector<Input> inputs;
  // Of workflow_call.
  std::vector<CallSecret> secrets;
  Variables outputs;  // with what each is made of
};

enum class PermissionsForm : uint8_t {
  kAbsent,
  kReadAll,
  kWriteAll,
  kScopes,   // a mapping; {} gives nothing
  kUnclear,  // anything else
};
struct Permissions {
  PermissionsForm form = PermissionsForm::kAbsent;
  Span span;
  std::vector<Variable> scopes;
};

struct Concurrency {
  Text group;
  Text cancel_in_progress;
  Text queue;
  Span span;
  bool present = false;
};

// What `uses:` names.
enum class UsesKind : uint8_t {
  kNone,
  kLocal,   // ./path, of this repository
  kRemote,  // owner/repo/path@ref
  kDocker,
  kUnclear,
};
struct Uses {
  UsesKind kind = UsesKind::kNone;
  Text text;
  std::string path;  // of local ones: from the root, "" for the root itself
  std::string_view repository;  // owner/repo of remote ones
  std::string_view ref;
};

// `defaults.run`.
struct Defaults {
  Text shell;
  Text working_directory;
};

// `runs-on`: labels, of which one runner must have all, or a group of runners.
struct RunsOn {
  std::vector<Text> labels;
  Text group;
  // All of it comes from an expression.
  Text dynamic;
};

struct Step {
  Text id;
  Text name;
  Text condition;
  Text run;
  Text shell;
  Text working_directory;
  Text timeout;
  Text continue_on_error;
  Uses uses;
  Variables env;
  Variables with;
  Text background;
  // The list under `parallel` that it is one of, or null.
  const Node* group = nullptr;
  Span span;
  const Node* node = nullptr;
  // Facts that many rules ask for, told from the above when it is lowered: the
  // secrets that it reads, as SecretsIn names them, and whether it deploys.
  std::vector<std::string> secrets;
  bool deploys = false;
};

struct Container {
  Text name;  // of a service; absent for the job's own
  Text image;
  Variables env;
  const Node* node = nullptr;
};

struct Job {
  Text id;
  Text name;
  Text condition;
  std::vector<Text> needs;
  Text runs_on;  // first label when a list
  RunsOn runner;
  Defaults defaults;
  Text timeout;
  Text continue_on_error;
  Text environment;  // its name
  Text environment_url;
  Text fail_fast;
  Text max_parallel;
  // Of strategy, as written; null when there is none. A scalar when it is an
  // expression.
  const Node* matrix = nullptr;
  Permissions permissions;
  Concurrency concurrency;
  Variables env;
  Variables outputs;
  Uses uses;  // of a job that calls a reusable workflow
  Variables with;
  Variables secrets;     // handed to the called workflow
  Text secrets_inherit;  // "inherit"
  Container container;
  std::vector<Container> services;
  std::vector<Step> steps;
  const Node* node = nullptr;

  bool calls() const { return uses.kind != UsesKind::kNone; }
  // What GitHub shows for a job without a matrix: the name, else the id.
  std::string_view label() const { return name.stated() ? name.text : id.text; }
};

// One file of .github/workflows. It points into its document, which must
// outlive it. What has a wrong shape is left out: other rules say so.
struct Workflow {
  const Source* source = nullptr;
  const Document* document = nullptr;
  Text name;
  Text run_name;
  std::vector<Trigger> triggers;
  Span on_span;  // of the `on` key; empty when there is none
  Permissions permissions;
  Concurrency concurrency;
  Variables env;
  Defaults defaults;
  std::vector<Job> jobs;
  Span jobs_span;          // of the `jobs` key
  bool truncated = false;  // aliases made it too large to read in full

  const std::string& path() const { return source->path(); }
  const Trigger* FindTrigger(std::string_view event) const;
  const Job* FindJob(std::string_view id) const;  // ignores case
  // It does nothing but wait to be called.
  bool OnlyCalled() const;
};

// The model of a parsed workflow. Total: any tree gives one.
Workflow Lower(const Document& document);

// Whether a tree looks like a workflow: `on` and `jobs` at its root.
bool LooksLikeWorkflow(const Document& document);

// The parts of `uses:`.
Uses ParseUses(const Text& text);

}  // namespace interlock::workflow
