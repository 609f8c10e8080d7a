// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/heap.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "engine/discover.h"
#include "engine/git.h"
#include "engine/git_index.h"
#include "engine/known_schema.h"
#include "rules/registry.h"

namespace interlock::cli {

std::string Absolute(const World& world, std::string_view path) {
  std::string whole = path.starts_with('/')
                          ? std::string(path)
                          : world.folder + "/" + std::string(path);
  return "/" + NormalPath(std::string_view(whole).substr(1));
}

namespace {

bool IsFolder(const World& world, const std::string& path) {
  auto info = world.files.Stat(path);
  return info.ok() && info.value().kind == EntryKind::kFolder;
}

std::string Parent(const std::string& path) {
  std::string_view above = DirName(path);
  return above.empty() ? "/" : std::string(above);
}

// "../" for each folder from `from` up, then down to `to`.
std::string Relative(const std::string& to, const std::string& from) {
  if (to == from) return "";
  std::string base = from == "/" ? "/" : from + "/";
  if (to.starts_with(base)) return to.substr(base.size()) + "/";
  std::string above = to == "/" ? "/" : to + "/";
  if (!from.starts_with(above)) return above;
  std::string up;
  std::string_view below = std::string_view(from).substr(above.size());
  auto slashes = std::ranges::count(below, '/');
  for (int i = 0; i <= slashes; ++i) up += "../";
  return up;
}

class Opener {
 public:
  Opener(const Arguments& arguments, World& world, Session& session)
      : arguments_(arguments), world_(world), session_(session) {}

  Status Open() {
    for (auto step : {&Opener::FindRootFolder, &Opener::LoadConfig,
                      &Opener::Override, &Opener::ReadFiles, &Opener::ReadKnown,
                      &Opener::ReadStdin, &Opener::Narrow}) {
      Status done = (this->*step)();
      if (!done.ok()) return done;
    }
    return Done{};
  }

 private:
  Status FindRootFolder() {
    auto& root = session_.root;
    if (world_.folder.empty()) {
      return Error{"the current folder no longer exists"};
    }
    if (arguments_.Has("root")) {
      root = Absolute(world_, arguments_.Value("root"));
      if (!IsFolder(world_, root)) {
        return Error{fmt::format("--root: '{}' is no folder",
                                 Printable(arguments_.Value("root")))};
      }
    }
    Status placed = PlaceWords();
    if (!placed.ok()) return placed;
    if (root.empty())
      root = FindRoot(world_.files, world_.folder, world_.folder);
    session_.prefix = Relative(root, world_.folder);
    session_.options.root = root;
    return Done{};
  }

  // The paths given must exist, in one repository.
  Status PlaceWords() {
    auto& root = session_.root;
    for (const std::string& word : arguments_.words()) {
      std::string path = Absolute(world_, word);
      auto info = world_.files.Stat(path);
      if (word.empty() || !info.ok()) {
        return Error{fmt::format("'{}' does not exist", Printable(word)),
                     {},
                     0,
                     "give files or folders of one repository"};
      }
      bool folder = info.value().kind == EntryKind::kFolder;
      std::string near = folder ? path : Parent(path);
      // What lies below the current folder is looked at from there.
      bool below = near.starts_with(world_.folder + "/");
      std::string found =
          FindRoot(world_.files, near, below && !folder ? world_.folder : near);
      if (root.empty()) root = found;
      if (!arguments_.Has("root") && found != root) {
        return Error{
            fmt::format("'{}' belongs to another repository than the paths "
                        "before it",
                        Printable(word)),
            {},
            0,
            "run interlock once per repository, or give --root"};
      }
    }
    return Done{};
  }

  Status LoadConfig() {
    bool stated = arguments_.Has("config");
    if (arguments_.Has("no-config")) return Done{};
    std::string path = stated ? Absolute(world_, arguments_.Value("config"))
                              : JoinPath(session_.root, kConfigName);
    if (!stated && !world_.files.Stat(path).ok()) return Done{};
    auto text = world_.files.Read(path);
    if (!text.ok()) return text.error();
    std::string shown =
        stated ? arguments_.Value("config") : std::string(kConfigName);
    auto errors =
        ReadConfig(std::make_unique<Source>(shown, std::move(text).value()),
                   session_.config);
    for (size_t i = 1; i < errors.size(); ++i) {
      Complain(world_, errors[i - 1]);
    }
    if (!errors.empty()) return errors.back();
    return Done{};
  }

  Status Override() {
    Config& config = session_.config;
    if (arguments_.Has("pg-version")) {
      if (!ReadNumber(arguments_.Value("pg-version"), 12, 18,
                      config.project.pg_version)) {
        return Error{"--pg-version takes a number from 12 to 18"};
      }
      config.project.pg_version_stated = true;
    }
    if (arguments_.Has("framework")) {
      sql::Framework framework;
      if (!sql::FrameworkNamed(arguments_.Value("framework"), &framework)) {
        return Error{fmt::format("--framework: unknown '{}'",
                                 Printable(arguments_.Value("framework"))),
                     {},
                     0,
                     "see docs/configuration.md for the names"};
      }
      config.project.framework = framework;
    }
    if (arguments_.Has("persona")) {
      auto name = arguments_.Value("persona");
      if (name == "pedantic")
        config.persona = Persona::kPedantic;
      else if (name == "auditor")
        config.persona = Persona::kAuditor;
      else if (name == "regular")
        config.persona = Persona::kRegular;
      else
        return Error{"--persona takes regular, pedantic or auditor"};
    }
    if (arguments_.Has("preview")) config.preview = true;
    return Numbers();
  }

  Status Numbers() {
    session_.options.today = world_.clock.Today();
    if (arguments_.Has("now")) {
      auto day = Date::Parse(arguments_.Value("now"));
      if (!day) return Error{"--now takes a date written YYYY-MM-DD"};
      session_.options.today = *day;
    }
    int threads = static_cast<int>(DefaultThreads());
    if (arguments_.Has("threads") &&
        !ReadNumber(arguments_.Value("threads"), 1, 256, threads)) {
      return Error{"--threads takes a number from 1 to 256"};
    }
    session_.options.threads = static_cast<unsigned>(threads);
    TuneHeap(session_.options.threads);
    for (std::string& id : arguments_.Values("rule")) {
      if (FindRule(id) == nullptr) {
        return Error{
            fmt::format("--rule: there is no rule '{}'", Printable(id)),
            {},
            0,
            "`interlock rules` lists them all"};
      }
      session_.options.rules.push_back(std::move(id));
    }
    if (!arguments_.Has("no-cache")) ChooseCache();
    return Done{};
  }

  void ChooseCache() {
    std::string folder = arguments_.Value("cache-folder");
    if (folder.empty()) {
      std::string base = world_.variable("XDG_CACHE_HOME");
      std::string home = world_.variable("HOME");
      if (base.empty() && !home.empty()) base = home + "/.cache";
      if (!base.starts_with('/')) return;
      folder = base + "/interlock";
    }
    session_.options.cache_folder = Absolute(world_, folder);
  }

  Status ReadFiles() {
    session_.inputs = Discover(world_.files, session_.root, session_.config,
                               session_.options.threads);
    ReadModes(world_.files, session_.root, session_.inputs);
    if (!arguments_.Has("staged")) return Done{};
    return UseIndex(session_.root, session_.config, session_.inputs);
  }

  Status ReadKnown() {
    Config& config = session_.config;
    if (arguments_.Has("baseline-schema")) {
      config.baseline_schemas.clear();
      for (const std::string& path : arguments_.Values("baseline-schema")) {
        config.baseline_schemas.push_back(Absolute(world_, path));
      }
    }
    if (arguments_.Has("snapshot")) {
      config.snapshot = Absolute(world_, arguments_.Value("snapshot"));
    }
    return LoadKnownSchemas(world_.files, session_.root, config,
                            session_.inputs);
  }

  // The text of an editor's buffer takes the place of the file on disk.
  Status ReadStdin() {
    std::string name = arguments_.Value("stdin-filename");
    if (!arguments_.Has("stdin-filename")) return Done{};
    if (name.empty()) return Error{"--stdin-filename names no file"};
    auto inside = InRoot(Absolute(world_, name));
    if (!inside.ok()) return inside.error();
    auto& files = session_.inputs.files;
    auto at = std::ranges::find(files, inside.value(), &InputText::path);
    if (at == files.end()) {
      files.push_back({inside.value(), "", false});
      at = files.end() - 1;
    }
    at->bytes = world_.read_stdin();
    only_.push_back(inside.value());
    session_.options.filter = true;
    return Done{};
  }

  Status Narrow() {
    RunOptions& options = session_.options;
    Status words = KeepWords();
    if (!words.ok()) return words;
    if (arguments_.Has("since") || arguments_.Has("staged")) {
      auto changed = arguments_.Has("since") ? Since() : Staged(session_.root);
      if (!changed.ok()) return changed.error();
      KeepChanged(std::move(changed).value());
      session_.nothing_in_paths = false;
      options.filter = true;
    }
    options.only = std::move(only_);
    return Done{};
  }

  // Rules of order compare with what was merged.
  Result<std::vector<std::string>> Since() {
    auto changed = ChangedSince(session_.root, arguments_.Value("since"));
    if (!changed.ok()) return changed.error();
    ChangedFiles files = std::move(changed).value();
    session_.inputs.compared = true;
    session_.inputs.added = std::move(files.added);
    session_.inputs.old = std::move(files.old);
    return std::move(files.paths);
  }

  Status KeepWords() {
    std::vector<std::string> paths;
    for (const std::string& word : arguments_.words()) {
      auto path = InRoot(Absolute(world_, word));
      if (!path.ok()) return path.error();
      if (path.value().empty()) return Done{};  // the root: all of it
      paths.push_back(path.value());
    }
    if (paths.empty()) return Done{};
    session_.options.filter = true;
    std::ranges::move(paths, std::back_inserter(only_));
    const auto& files = session_.inputs.files;
    session_.nothing_in_paths = std::ranges::none_of(
        files, [&](const InputText& file) { return Within(file.path, only_); });
    return Done{};
  }

  static bool Within(const std::string& path,
                     const std::vector<std::string>& folders) {
    return std::ranges::any_of(folders, [&](const std::string& one) {
      return path == one || path.starts_with(one + "/");
    });
  }

  // With paths given as well, only what is both changed and in one of them.
  void KeepChanged(std::vector<std::string> changed) {
    if (!only_.empty()) {
      std::erase_if(changed, [&](const std::string& path) {
        return !Within(path, only_);
      });
    }
    only_ = std::move(changed);
  }

  Result<std::string> InRoot(const std::string& path) const {
    if (path == session_.root) return std::string();
    std::string base = session_.root == "/" ? "/" : session_.root + "/";
    if (path.starts_with(base)) return path.substr(base.size());
    return Error{fmt::format("'{}' is outside the root '{}'", Printable(path),
                             Printable(session_.root))};
  }

  const Arguments& arguments_;
  World& world_;
  Session& session_;
  std::vector<std::string> only_;
};

}  // namespace

bool OpenSession(const Arguments& arguments, World& world, Session& session,
                 int& code) {
  Status opened = Opener(arguments, world, session).Open();
  if (!opened.ok()) {
    code = Complain(world, opened.error());
    return false;
  }
  return true;
}

}  // namespace interlock::cli
