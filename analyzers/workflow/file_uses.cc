// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/file_uses.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "core/text.h"

namespace interlock::workflow {
namespace {

using shell::Command;
using shell::Part;
using shell::PartKind;
using shell::Site;
using shell::Word;

bool OneOf(std::string_view word, std::span<const std::string_view> some) {
  if (word.empty()) return false;
  return std::ranges::any_of(some, [&](std::string_view one) {
    return one[0] == word[0] && one == word;
  });
}

constexpr std::string_view kShells[] = {"bash", "sh", "zsh", "dash", "ksh"};
constexpr std::string_view kInterpreters[] = {"python", "python3", "node",
                                              "ruby",   "perl",    "php",
                                              "tsx",    "ts-node", "bun"};
constexpr std::string_view kScripts[] = {".sh",  ".bash", ".py", ".js", ".mjs",
                                         ".cjs", ".ts",   ".rb", ".pl", ".php"};
constexpr std::string_view kData[] = {".json", ".yml", ".yaml"};
// Commands that name a file without making it.
constexpr std::string_view kOnlyLook[] = {
    "chmod", "test", "[",    "cat",  "echo", "ls",  "source", ".",
    "bash",  "sh",   "node", "file", "wc",   "yq",  "jq",     "shellcheck",
    "grep",  "head", "tail", "set",  "cd",   "git", "python", "python3"};

// An option after which no file is named: a shell's -c and -s, -m and -e of
// the others.
bool EndsSearch(std::string_view option, bool shell) {
  if (option == "-") return true;
  if (option.starts_with("--")) return false;
  if (shell) return option.find_first_of("cs") != std::string_view::npos;
  return option.find_first_of("cmepr") != std::string_view::npos;
}

// A path as a word writes it, relative to the workspace's folder; a leading
// "/" says that it starts at the workspace itself.
std::optional<std::string> PathOf(const Word& word, const Body& body) {
  auto literal = shell::LiteralOf(word);
  if (literal) {
    if (literal->empty() || literal->starts_with('/')) return std::nullopt;
    return std::string(*literal);
  }
  if (word.parts.size() < 2 || shell::HasPattern(word)) return std::nullopt;
  std::string rest;
  for (size_t i = 1; i < word.parts.size(); ++i) {
    if (word.parts[i].kind != PartKind::kLiteral) return std::nullopt;
    rest += word.parts[i].text;
  }
  if (!rest.starts_with('/')) return std::nullopt;
  const Part& first = word.parts.front();
  std::string name(first.text);
  std::erase(name, ' ');
  if (name == "GITHUB_WORKSPACE" || name == "${{github.workspace}}") {
    return rest;
  }
  bool own = name == "GITHUB_ACTION_PATH" || name == "${{github.action_path}}";
  if (!own || body.action == nullptr) return std::nullopt;
  return "/" + JoinPath(body.action->folder, rest.substr(1));
}

// Follows one body's steps: what is checked out, and what scripts name.
class Tracer {
 public:
  explicit Tracer(const Body& body) : body_(body) {}

  std::vector<FileUse> Trace() {
    // Callers check out before they use an action.
    if (body_.action != nullptr) mounts_.push_back({"", true});
    for (const Step& step : *body_.steps) {
      if (step.uses.kind != UsesKind::kNone) Uses(step);
      const RunScript* run = next_script_ < body_.scripts.size() &&
                                     body_.scripts[next_script_].step == &step
                                 ? &body_.scripts[next_script_++]
                                 : nullptr;
      if (run == nullptr) continue;
      if (run->text == nullptr) {
        after_others_ = true;
        continue;
      }
      Script(*run);
      after_others_ = true;
    }
    return std::move(uses_);
  }

 private:
  struct Mount {
    std::string path;
    bool own;  // this repository, at the commit that the workflow is of
  };

  void Uses(const Step& step) {
    if (!EqualsIgnoringCase(step.uses.repository, "actions/checkout")) {
      bool tool =
          step.uses.repository.find("/setup-") != std::string_view::npos;
      after_others_ = after_others_ || !tool;
      return;
    }
    auto with = [&](std::string_view name) {
      const Variable* variable = step.with.Find(name);
      return variable == nullptr ? std::string_view()
                                 : Trim(variable->value.text);
    };
    std::string_view repository = with("repository");
    std::string_view path = with("path");
    if (path.find("${{") != std::string_view::npos) {
      mounts_.clear();
      return;
    }
    std::string normal = path.empty() ? "" : NormalPath(path);
    if (normal == ".") normal.clear();
    bool own = repository.empty() ||
               repository.find("github.repository }}") != std::string::npos;
    // A branch or tag written out may hold other files.
    std::string_view ref = with("ref");
    bool same = ref.empty() || ref.find("${{") != std::string_view::npos;
    bool sparse = !with("sparse-checkout").empty();
    std::erase_if(mounts_, [&](const Mount& m) { return m.path == normal; });
    mounts_.push_back({normal, own && same && !sparse});
  }

  // The path in this repository of one in the workspace.
  std::optional<std::string> InRepository(const std::string& path) const {
    const Mount* best = nullptr;
    for (const Mount& mount : mounts_) {
      bool below = mount.path.empty() || path == mount.path ||
                   path.starts_with(mount.path + "/");
      if (!below) continue;
      if (best == nullptr || mount.path.size() >= best->path.size()) {
        best = &mount;
      }
    }
    if (best == nullptr || !best->own || path == best->path) {
      return std::nullopt;
    }
    if (best->path.empty()) return path;
    return path.substr(best->path.size() + 1);
  }

  void Script(const RunScript& run) {
    folder_ = run.folder;
    for (const Site& site : run.text->sites) {
      const Command& command = *site.command;
      if (command.kind != shell::CommandKind::kSimple) continue;
      size_t first = 0;
      std::string_view name = shell::CommandName(command, &first);
      if (name == "cd" || name == "pushd" || name == "popd") {
        Enter(site, name, first);
        continue;
      }
      if (!name.empty()) {
        Named(run, site, name, first);
      } else if (!command.words.empty() && !site.in_function) {
        auto path = PathOf(command.words[0], body_);
        if (path && path->starts_with('/')) {
          Add(run, command.words[0], FileUseKind::kRun);
        }
      }
      Remember(command, name);
    }
    if (!run.text->script.complete) folder_.reset();
  }

  void Enter(const Site& site, std::string_view name, size_t first) {
    const Command& command = *site.command;
    std::optional<std::string> to;
    if (name == "cd" && command.words.size() == first + 2 && !site.maybe &&
        !site.in_subshell && !site.in_function && !site.in_substitution) {
      to = PathOf(command.words[first + 1], body_);
    }
    folder_ = to ? Resolve(*to) : std::nullopt;
    if (folder_ && *folder_ == ".") folder_ = "";
  }

  std::optional<std::string> Resolve(const std::string& path) const {
    std::string whole;
    if (path.starts_with('/')) {
      whole = NormalPath(path.substr(1));
    } else if (folder_) {
      whole = NormalPath(JoinPath(*folder_, path));
    }
    if (whole.empty()) return std::nullopt;
    return whole;
  }

  void Named(const RunScript& run, const Site& site, std::string_view name,
             size_t first) {
    std::span<const Word> words = site.command->words;
    if (site.in_function) return;
    if (name.find('/') != std::string::npos) {
      if (!name.starts_with('/')) {
        Add(run, words[first], FileUseKind::kRun);
      }
    } else if (OneOf(name, kShells) || name == "source" || name == ".") {
      Interpreted(run, words, first, {});
    } else if (OneOf(name, kInterpreters)) {
      Interpreted(run, words, first, kScripts);
    } else if (name == "yq" || name == "jq") {
      for (size_t i = first + 2; i < words.size(); ++i) {
        auto text = shell::LiteralOf(words[i]);
        bool file = text && OneOf(Extension(*text), kData) &&
                    text->find_first_of(" |()\"'") == std::string::npos &&
                    !text->starts_with('.');
        bool hidden = text && text->starts_with('.') &&
                      text->find('/') != std::string::npos &&
                      OneOf(Extension(*text), kData) &&
                      text->find_first_of(" |()[]\"'") == std::string::npos;
        if (file || hidden) Add(run, words[i], FileUseKind::kRead);
      }
    }
  }

  // The first argument that is no option.
  void Interpreted(const RunScript& run, std::span<const Word> words,
                   size_t first, std::span<const std::string_view> extensions) {
    for (size_t i = first + 1; i < words.size(); ++i) {
      auto text = shell::LiteralOf(words[i]);
      if (text && text->starts_with('-')) {
        if (EndsSearch(*text, extensions.empty())) return;
        if (text->ends_with('o')) ++i;  // -o pipefail
        continue;
      }
      bool known = extensions.empty()
                       ? text && (text->find('/') != std::string::npos ||
                                  text->ends_with(".sh"))
                       : text && OneOf(Extension(*text), extensions);
      auto path = PathOf(words[i], body_);
      if (known || (!text && path)) {
        Add(run, words[i], FileUseKind::kInterpret);
      }
      return;
    }
  }

  void Add(const RunScript& run, const Word& word, FileUseKind kind) {
    auto written = PathOf(word, body_);
    if (!written) return;
    auto resolved = Resolve(*written);
    if (!resolved) return;
    auto path = InRepository(*resolved);
    if (!path) return;
    FileUse use;
    use.kind = kind;
    use.body = &body_;
    use.run = &run;
    use.word = word.span;
    use.path = std::move(*path);
    std::string_view base = BaseName(use.path);
    use.maybe_made = made_.contains(base);
    use.made_executable = given_bit_.contains(base) || given_bit_.contains("*");
    use.after_others = after_others_;
    uses_.push_back(std::move(use));
  }

  // The files that a command may make, by their names.
  void Remember(const Command& command, std::string_view name) {
    for (const shell::Redirect& one : command.redirects) {
      if (auto text = shell::LiteralOf(*one.target)) {
        made_.insert(BaseName(*text));
      }
    }
    bool chmod = name == "chmod";
    bool looks = OneOf(name, kOnlyLook) || name.find('/') != std::string::npos;
    if (looks && !chmod) return;
    for (size_t i = 1; i < command.words.size(); ++i) {
      std::string_view text = command.words[i].sketch;
      size_t equals = text.find('=');
      if (equals != std::string::npos) text = text.substr(equals + 1);
      std::string_view base = BaseName(text);
      if (chmod) {
        bool any = base.find('*') != std::string::npos || base == "." ||
                   Extension(base).empty();
        given_bit_.insert(any ? std::string_view("*") : base);
      }
      if (!looks) made_.insert(base);
    }
  }

  const Body& body_;
  size_t next_script_ = 0;
  std::vector<Mount> mounts_;
  std::optional<std::string> folder_;
  bool after_others_ = false;
  std::unordered_set<std::string_view> made_;
  std::unordered_set<std::string_view> given_bit_;
  std::vector<FileUse> uses_;
};

}  // namespace

std::vector<FileUse> FileUsesOf(const Body& body) {
  return Tracer(body).Trace();
}

}  // namespace interlock::workflow
