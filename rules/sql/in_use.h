// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/rule.h"

// What rules about things that a running release uses have in common.
namespace interlock::sql {

// It was there before this file, and sessions other than ours see it. Null:
// the history does not create it, so that it is most likely older. Nothing is
// in use of a statement that surely fails: that it does is its one finding.
inline bool InUse(const Moment& m, const Relation* relation) {
  if (relation != nullptr) {
    if (relation->persistence == Persistence::kTemporary) return false;
    Age age = m.AgeOf(*relation);
    if (age != Age::kOlder && age != Age::kUnknown) return false;
  }
  return !m.Fails();
}
enum class IfMissing : uint8_t { kFails, kSkips };
// Not in use what the history proves to be missing: IF EXISTS skips it, and
// without that the statement fails, which is another rule's to say. A first
// migration that names what nothing created stands on an older schema.
inline bool InUse(const Moment& m, const Name& name,
                  IfMissing missing = IfMissing::kFails) {
  const Relation* relation = m.view.Find(name);
  if (relation == nullptr && m.view.Exists(name) == Answer::kNo) {
    bool first = &m.migration == m.history.migrations.data();
    if (missing == IfMissing::kSkips || !first) return false;
  }
  return InUse(m, relation);
}
inline bool InUse(const Moment& m, const RelationEffect& item) {
  return item.relation != nullptr ? InUse(m, item.relation)
                                  : InUse(m, item.name);
}

// What the relation is a partition of; null when of nothing that is known.
inline const Relation* PartitionedBy(const Moment& m,
                                     const Relation* relation) {
  if (relation == nullptr || relation->detached < m.time) return nullptr;
  return relation->parent;
}

// The column was there before this file, as far as the history tells.
inline bool ColumnInUse(const Moment& m, const Name& name,
                        std::string_view column) {
  if (!InUse(m, name)) return false;
  const Relation* table = m.view.Find(name);
  if (table == nullptr) return true;
  if (m.view.HasColumn(*table, column) == Answer::kNo) return false;
  auto found = m.view.FindColumn(*table, column);
  return !found || found->added < m.migration.first;
}

// Shows where an earlier migration created the relation; of one that none
// did, the finding is less sure.
inline void ShowOrigin(FindingBuilder& finding, const History& history,
                       const Relation* relation) {
  if (relation == nullptr || relation->assumed) {
    finding.Sure(Confidence::kMedium);
    return;
  }
  const Migration* from = history.MigrationAt(relation->born);
  if (from == nullptr || from->up == nullptr) return;
  if (relation->def == nullptr) return;
  finding.Related(*from->up->source, relation->def->table.span,
                  "created here, by an earlier migration");
}

// Names that the file gives to something new, so that whoever asks for one
// still gets an answer: a view over what was renamed, a table built anew.
inline std::unordered_set<std::string_view> NamesTakenAgain(
    const SqlFile& file) {
  std::unordered_set<std::string_view> names;
  file.EachOp<CreateView, RenameTable, CreateTable>([&](const auto& op) {
    if (file.GoesDown(op)) return;
    if (const auto* view = As<CreateView>(op)) names.insert(view->view.name);
    if (const auto* to = As<RenameTable>(op)) names.insert(to->to.text);
    const auto* table = As<CreateTable>(op);
    if (table != nullptr && !table->if_not_exists) {
      names.insert(table->table.name);
    }
  });
  return names;
}

// What a file does to parts of one table, told in one finding.
struct PartsOfTable {
  const Name* table = nullptr;
  const Relation* relation = nullptr;
  const History* history = nullptr;
  std::vector<std::string> parts;
  std::vector<Span> spans;
};
class PartsByTable {
 public:
  void Add(const Moment& m, const Name& table, std::string part, Span span) {
    PartsOfTable& group = groups_[{table.schema, table.name}];
    if (group.table == nullptr) {
      group.table = &table;
      group.relation = m.view.Find(table);
      group.history = &m.history;
    }
    group.parts.push_back(std::move(part));
    group.spans.push_back(span);
  }
  // Calls f(const PartsOfTable&), which gives the finding's builder.
  template <class F>
  void Report(const SqlFile& file, std::string_view also, F f) const {
    constexpr size_t kShown = 8;
    for (const auto& [key, group] : groups_) {
      FindingBuilder finding = f(group);
      ShowOrigin(finding, *group.history, group.relation);
      for (size_t i = 1; i < std::min(group.spans.size(), kShown); ++i) {
        finding.Related(*file.source, group.spans[i], std::string(also));
      }
    }
  }

 private:
  std::map<std::pair<std::string_view, std::string_view>, PartsOfTable> groups_;
};

// "a, b and 3 more"
template <class Names>
std::string Listed(const Names& names, size_t shown = 4) {
  std::string out;
  size_t count = 0;
  for (const auto& name : names) {
    if (++count > shown) continue;
    if (count > 1) out += ", ";
    out += name;
  }
  if (count > shown) out += fmt::format(" and {} more", count - shown);
  return out;
}

// Calls f(const T&, const Moment&) for each op of the kinds T of a migration
// that goes up. Costs next to nothing for files that have none.
template <class... T, class F>
void ForEachOp(const SqlFile& file, const Context& context, F f) {
  if (!(file.kinds.Has(T::kKind) || ...)) return;
  if (context.moments == nullptr) return;
  context.moments->EachOf<T...>([&](const Moment& m) {
    auto call = [&](const auto* one) {
      if (one != nullptr) f(*one, m);
    };
    (call(As<T>(m.op)), ...);
  });
}

}  // namespace interlock::sql
