// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>

#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"

namespace interlock::workflow {

// A script that was read: of a `run:`, or a file of the repository.
struct AnyScript {
  const Source& source;
  const shell::Script& script;
  const std::vector<shell::Site>& sites;
  const RunScript* run;  // null in files, whose places are their own

  Span Place(Span span) const {
    return run == nullptr ? span : run->Place(span);
  }
};

inline bool IsShellFile(const InputFile& file) {
  std::string_view extension = Extension(file.path());
  return extension == ".sh" || extension == ".bash";
}

// Calls `visit` for each shell script of the workflows and the repository.
template <class Visit>
void ForEachScript(const Project& project, Visit visit) {
  for (const Body& body : project.workflows->bodies) {
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      visit(AnyScript{*body.source, run.text->script, run.text->sites, &run});
    }
  }
  for (const InputFile& file : project.files) {
    if (!IsShellFile(file)) continue;
    shell::Script script = shell::ParseShell(file.source->text());
    std::vector<shell::Site> sites = shell::SitesOf(script);
    visit(AnyScript{*file.source, script, sites, nullptr});
  }
}

// Commands that decide something, or change what runs in production.
struct Verb {
  std::string_view program;
  std::string_view verbs;  // any of them, as a word of its own; " " is all
};
inline constexpr Verb kChangingVerbs[] = {
    {"kubectl", " apply rollout argo rollouts scale patch set replace "},
    {"helm", " upgrade install rollback "},
    {"terraform", " apply "},
    {"tofu", " apply "},
    {"psql", " -f --file "},
    {"flyway", " migrate undo "},
    {"alembic", " upgrade downgrade "},
    {"argocd", " sync rollback "},
    {"gh", " PUT POST PATCH "},
};
inline constexpr Verb kCheckingVerbs[] = {
    {"npm", " test "},
    {"pnpm", " test "},
    {"yarn", " test "},
    {"go", " test vet "},
    {"cargo", " test "},
    {"trivy", " "},
    {"grype", " "},
    {"conftest", " test "},
    {"pytest", " "},
    {"osv-scanner", " "},
    {"semgrep", " "},
    {"kubeconform", " "},
    {"terraform", " validate plan "},
    {"cosign", " verify "},
    {"golangci-lint", " "},
};

inline bool HasVerb(const shell::Command& command, std::string_view name,
                    std::span<const Verb> verbs) {
  for (const Verb& verb : verbs) {
    if (verb.program != name) continue;
    if (verb.verbs == " ") return true;
    for (const shell::Word& word : command.words) {
      std::string padded = " " + shell::SketchOf(word, "*") + " ";
      if (verb.verbs.find(padded) != std::string_view::npos) return true;
    }
  }
  return false;
}

}  // namespace interlock::workflow
