// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"
#include "analyzers/sql/moment.h"

namespace interlock::sql {

// A repository in memory: every .sql file parsed, the histories built.
class Repository {
 public:
  using Files = std::map<std::string, std::string>;

  // `baseline` is the SQL of what stood before, if anything did.
  explicit Repository(Files files, ProjectSettings settings = {},
                      std::string baseline = {})
      : files_(std::move(files)), before_("before.sql", std::move(baseline)) {
    std::vector<SqlText> texts;
    for (const auto& [path, text] : files_) {
      paths_.push_back(path);
      if (!path.ends_with(".sql")) continue;
      sources_.push_back(std::make_unique<Source>(path, text));
      texts.push_back({sources_.back()->path(), sources_.back()->text()});
    }
    auto frameworks = FrameworksOf(texts, paths_, settings.framework, 1);
    std::vector<HistoryInput> inputs;
    for (size_t i = 0; i < sources_.size(); ++i) {
      parsed_.push_back(
          std::make_unique<SqlFile>(ParseSql(*sources_[i], frameworks[i])));
      inputs.push_back({sources_[i]->path(), parsed_.back().get()});
    }
    std::vector<const SqlFile*> baselines;
    if (before_.size() > 0) {
      known_ = std::make_unique<SqlFile>(ParseSql(before_, Framework::kPlain));
      baselines.push_back(known_.get());
    }
    auto text_of = [this](std::string_view path) {
      auto at = files_.find(std::string(path));
      return at == files_.end() ? std::string_view()
                                : std::string_view(at->second);
    };
    histories_ = BuildHistories(inputs, paths_, settings, text_of, baselines);
    for (auto& history : histories_) {
      history->reversals =
          VerdictsOf(*history, baselines, [](const auto&) { return true; });
    }
  }

  const auto& histories() const { return histories_; }
  const History& history() const { return *histories_.front(); }
  const SqlFile& file(std::string_view path) const {
    for (const auto& file : parsed_) {
      if (file->source->path() == path) return *file;
    }
    return *parsed_.front();
  }
  // "a.sql b.sql": the migrations of the first history, in order.
  std::string Order() const {
    std::string order;
    for (const Migration& migration : history().migrations) {
      if (!order.empty()) order += ' ';
      order += migration.path;
    }
    return order;
  }
  View End() const { return history().catalog.At(history().catalog.end()); }
  // Calls f(op, moment) for every op of the first history.
  template <class F>
  void Each(F f) const {
    for (const Migration& migration : history().migrations) {
      ForEachMoment(history(), migration, f);
    }
  }

  std::vector<std::unique_ptr<History>> histories_;

 private:
  Files files_;
  Source before_;
  std::unique_ptr<SqlFile> known_;
  std::vector<std::string> paths_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<std::unique_ptr<SqlFile>> parsed_;
};

inline Name Named(std::string_view name) { return {{}, name, {}}; }

}  // namespace interlock::sql
