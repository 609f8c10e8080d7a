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
  std::span<const shell::Site> sites;
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
    Arena arena;
    shell::Script script = shell::ParseShell(file.source->text(), arena);
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

// Whether a list, with a blank before and after each, names the word.
inline bool IsOneOf(std::string_view word, std::string_view list) {
  for (size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + 1)) {
    size_t end = at + word.size();
    if (at > 0 && list[at - 1] == ' ' && list.substr(end).starts_with(' ')) {
      return true;
    }
  }
  return false;
}

inline bool HasVerb(const shell::Command& command, std::string_view name,
                    std::span<const Verb> verbs) {
  for (const Verb& verb : verbs) {
    if (verb.program != name) continue;
    if (verb.verbs == " ") return true;
    for (const shell::Word& word : command.words) {
      if (IsOneOf(word.sketch, verb.verbs)) return true;
    }
  }
  return false;
}

}  // namespace interlock::workflow
