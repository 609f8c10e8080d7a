// SPDX-License-Identifier: Apache-2.0
#include "engine/known_schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/sql/snapshot.h"
#include "core/text.h"

namespace interlock {
namespace {

class Loader {
 public:
  Loader(const FileSystem& files, const std::string& root, Config& config,
         Inputs& inputs)
      : files_(files), root_(root), config_(config), inputs_(inputs) {}

  Status Load() {
    for (const std::string& path : config_.baseline_schemas) {
      Status loaded = LoadSchema(path);
      if (!loaded.ok()) return loaded;
    }
    return config_.snapshot.empty() ? Done{} : LoadSnapshot();
  }

 private:
  std::string Whole(const std::string& path) const {
    return path.starts_with('/') ? path : JoinPath(root_, path);
  }
  // As findings would name it: relative to the root where it lies inside.
  std::string Shown(const std::string& path) const {
    std::string base = root_ == "/" ? "/" : root_ + "/";
    if (path.starts_with(base)) return path.substr(base.size());
    return path.starts_with('/') ? path : NormalPath(path);
  }

  Result<std::string> Read(const std::string& path, std::string_view key) {
    auto text = files_.Read(Whole(path));
    if (text.ok()) return text;
    return Error{fmt::format("{}: {}", key, text.error().message), Shown(path),
                 0, "give the path of a file that exists"};
  }

  Status LoadSchema(const std::string& path) {
    auto text = Read(path, "baseline schema");
    if (!text.ok()) return text.error();
    std::string shown = Shown(path);
    std::erase_if(inputs_.files,
                  [&](const InputText& input) { return input.path == shown; });
    inputs_.other_paths.push_back(shown);
    inputs_.baselines.push_back({shown, std::move(text).value(), false});
    return Done{};
  }

  Status LoadSnapshot() {
    auto text = Read(config_.snapshot, "snapshot");
    if (!text.ok()) return text.error();
    Source source(Shown(config_.snapshot), std::move(text).value());
    sql::Snapshot snapshot;
    std::vector<Error> errors = sql::ReadSnapshot(source, snapshot);
    if (!errors.empty()) {
      Error first = errors.front();
      if (errors.size() > 1) {
        first.message += fmt::format(" (and {} more mistakes in this file)",
                                     errors.size() - 1);
      }
      return first;
    }
    inputs_.baselines.push_back({source.path(), snapshot.sql, false});
    Merge(std::move(snapshot));
    return Done{};
  }

  void Merge(sql::Snapshot snapshot) {
    ProjectSettings& project = config_.project;
    if (snapshot.pg_version && !project.pg_version_stated) {
      project.pg_version = *snapshot.pg_version;
      project.pg_version_stated = true;
    }
    auto& settings = project.session_settings;
    settings.insert(settings.begin(), snapshot.settings.begin(),
                    snapshot.settings.end());
    auto& sizes = project.table_sizes;
    std::vector<NamedSize> stated = std::move(sizes);
    auto plain = [](std::string_view name) {
      return name.find('.') == name.npos ? "public." + std::string(name)
                                         : std::string(name);
    };
    for (NamedSize& size : stated) size.name = plain(size.name);
    std::ranges::sort(stated, {}, &NamedSize::name);
    sizes = stated;
    for (NamedSize& size : snapshot.sizes) {
      if (!std::ranges::binary_search(stated, size.name, {},
                                      &NamedSize::name)) {
        sizes.push_back(std::move(size));
      }
    }
    std::ranges::sort(sizes, {}, &NamedSize::name);
  }

  const FileSystem& files_;
  const std::string& root_;
  Config& config_;
  Inputs& inputs_;
};

}  // namespace

Status LoadKnownSchemas(const FileSystem& files, const std::string& root,
                        Config& config, Inputs& inputs) {
  return Loader(files, root, config, inputs).Load();
}

}  // namespace interlock
