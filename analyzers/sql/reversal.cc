// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/reversal.h"

#include <algorithm>
#include <set>

#include "analyzers/sql/baseline.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/reversibility.h"
#include "analyzers/sql/schema_state.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

using Kind = SchemaDifference::Kind;

void Walk(const SqlFile& file, Section section, bool any, SchemaState& state) {
  state.BeginFile();
  for (const Statement& statement : file.statements) {
    if (!any && statement.section != section) continue;
    for (const Op* op : file.OpsOf(statement)) state.Apply(*op, file);
  }
}

size_t StatementsOf(const SqlFile& file, Section section, bool any) {
  return static_cast<size_t>(std::ranges::count_if(
      file.statements,
      [&](const Statement& one) { return any || one.section == section; }));
}

// "default: 0 before, nothing after", of each property that differs.
std::string Changes(const SchemaFact& before, const SchemaFact& after) {
  std::string text;
  auto add = [&](const std::string& key, const std::string& was,
                 const std::string& is) {
    auto shown = [](const std::string& value) {
      std::string one = Printable(std::string_view(value).substr(0, 60));
      return one.empty() ? std::string("nothing") : one;
    };
    if (!text.empty()) text += "; ";
    text += key + ": " + shown(was) + " before, " + shown(is) + " after";
  };
  for (const auto& [key, was] : before.props) {
    auto is = after.props.find(key);
    std::string now = is == after.props.end() ? "" : is->second;
    if (was != now) add(key, was, now);
  }
  for (const auto& [key, is] : after.props) {
    if (!before.props.contains(key) && !is.empty()) add(key, "", is);
  }
  return text;
}

bool HoldsRows(NodeKind kind) {
  return kind == NodeKind::kTable || kind == NodeKind::kColumn;
}

// `opaque`: something differs in a way that the text does not decide.
std::vector<SchemaDifference> Compare(const SchemaFacts& before,
                                      const SchemaFacts& after, bool& opaque) {
  std::vector<SchemaDifference> found;
  // What hangs on something that is gone is gone with it: one cause.
  std::set<NodeId> gone;
  for (const auto& [key, was] : before) {
    if (!after.contains(key)) gone.insert(was.node);
  }
  for (const auto& [key, was] : before) {
    auto at = after.find(key);
    if (at == after.end()) {
      bool inside = std::ranges::any_of(
          was.refs, [&](NodeId other) { return gone.contains(other); });
      inside = inside || (!was.parent.empty() && before.contains(was.parent) &&
                          !after.contains(was.parent));
      if (!inside) found.push_back({Kind::kLost, key, {}});
      continue;
    }
    const SchemaFact& is = at->second;
    bool remade = was.node != is.node;
    if (remade && (was.opaque || is.opaque)) opaque = true;
    if (std::string changes = Changes(was, is); !changes.empty()) {
      found.push_back({Kind::kDifferent, key, changes});
    }
    if (remade && HoldsRows(was.kind)) {
      bool inside = before.contains(was.parent) && after.contains(was.parent) &&
                    before.at(was.parent).node != after.at(was.parent).node;
      if (!inside) found.push_back({Kind::kEmptied, key, {}});
      bool moved = was.kind == NodeKind::kColumn && !inside &&
                   was.position != is.position;
      if (moved) found.push_back({Kind::kMoved, key, {}});
    }
  }
  for (const auto& [key, is] : after) {
    if (before.contains(key)) continue;
    bool inside = !is.parent.empty() && after.contains(is.parent) &&
                  !before.contains(is.parent);
    if (!inside) found.push_back({Kind::kLeftOver, key, {}});
  }
  return found;
}

// "rollback: lossy the copy is kept for 30 days" in a comment.
void ReadDeclaration(const SqlFile& file, ReversalVerdict& verdict) {
  for (const Comment& comment : file.comments) {
    std::string_view text = Trim(file.source->Text(comment.span));
    while (!text.empty() && (text[0] == '-' || text[0] == '/' ||
                             text[0] == '*' || text[0] == ' ')) {
      text.remove_prefix(1);
    }
    if (!StartsWithIgnoringCase(text, "rollback:")) continue;
    text = Trim(text.substr(9));
    if (!StartsWithIgnoringCase(text, "lossy")) continue;
    text = Trim(text.substr(5));
    while (text.ends_with('/') || text.ends_with('*')) text.remove_suffix(1);
    verdict.declared_lossy = true;
    verdict.reason = std::string(Trim(text));
  }
}

// What the down demands of rows, each with the tables that it updated before.
class RiskFinder {
 public:
  explicit RiskFinder(std::vector<RiskyStatement>& out) : out_(out) {}

  void See(const Op& op) {
    if (const auto* update = As<Update>(op)) {
      for (const Ident& column : update->columns) {
        filled_.insert(Key(update->table, column.text));
      }
      filled_.insert(Key(update->table, "*"));
    } else if (const auto* remove = As<Delete>(op)) {
      filled_.insert(Key(remove->table, "*"));
    } else if (const auto* create = As<CreateTable>(op)) {
      made_.insert(Key(create->table, ""));
    } else if (const auto* set = As<SetNotNull>(op)) {
      if (!filled_.contains(Key(set->table, set->column.text)) &&
          !Made(set->table)) {
        Add(op, "rows written since may hold nulls in " +
                    std::string(set->column.text));
      }
    } else if (const auto* add = As<AddColumn>(op)) {
      const ColumnDef& column = add->column;
      bool filled = column.default_value().present() ||
                    column.generated != Generated::kNo ||
                    column.type.name().ends_with("serial");
      if (column.not_null && !filled && !Made(add->table)) {
        Add(op, "a NOT NULL column without a default is refused as soon as " +
                    std::string(add->table.name) + " holds a row");
      }
    } else if (const auto* constraint = As<AddConstraint>(op)) {
      SeeConstraint(*constraint);
    } else if (const auto* index = As<CreateIndex>(op)) {
      if (index->unique && !Settled(index->table)) {
        Add(op, "rows written since may not be unique");
      }
    }
  }

 private:
  static std::string Key(const Name& table, std::string_view column) {
    return std::string(table.name) + "." + std::string(column);
  }
  bool Made(const Name& table) const { return made_.contains(Key(table, "")); }
  bool Settled(const Name& table) const {
    return Made(table) || filled_.contains(Key(table, "*"));
  }
  void SeeConstraint(const AddConstraint& op) {
    if (op.constraint.not_valid || Settled(op.table)) return;
    if (!op.constraint.using_index().empty()) return;
    bool key = op.constraint.kind == ConstraintKind::kUnique ||
               op.constraint.kind == ConstraintKind::kPrimaryKey;
    Add(op, key ? "rows written since may not be unique"
                : "rows written since may not satisfy it");
  }
  void Add(const Op& op, std::string why) {
    out_.push_back({&op, std::move(why)});
  }

  std::vector<RiskyStatement>& out_;
  std::set<std::string> filled_;
  std::set<std::string> made_;
};

class Prover {
 public:
  Prover(const History& history, SchemaState& state)
      : history_(history), state_(state) {}

  // Replays the up alone.
  ReversalVerdict Pass(const Migration& migration) {
    ReversalVerdict verdict;
    verdict.migration = &migration;
    verdict.down = StateOf(migration);
    verdict.doubt = "nobody asked";
    state_.Record(SchemaState::Journal::kNone);
    Walk(*migration.up, Section::kUp, false, state_);
    return verdict;
  }

  ReversalVerdict Prove(const Migration& migration) {
    ReversalVerdict verdict;
    verdict.migration = &migration;
    verdict.proven = true;
    const SqlFile& up = *migration.up;
    bool sections = migration.down == migration.up;
    verdict.down = StateOf(migration);
    state_.Record(SchemaState::Journal::kKept);
    ReadDeclaration(up, verdict);
    if (migration.down != nullptr) ReadDeclaration(*migration.down, verdict);
    state_.ClearDoubt();
    SchemaState::Mark start = state_.mark();
    Walk(up, Section::kUp, false, state_);
    std::string doubt = state_.doubt();
    bool changed = !state_.TouchedSince(start).empty();
    if (verdict.down == DownState::kPresent) {
      Walk(*migration.down, Section::kDown, !sections, state_);
      if (doubt.empty()) doubt = state_.doubt();
      Measure(up, *migration.down, sections, start, verdict);
      FindRisks(*migration.down, !sections, verdict);
    }
    state_.Commit();
    FindRows(migration, verdict);
    verdict.doubt = std::move(doubt);
    Judge(changed, verdict);
    return verdict;
  }

 private:
  static DownState StateOf(const Migration& migration) {
    const SqlFile* down = migration.down;
    if (down == nullptr) return DownState::kMissing;
    if (!down->errors.empty()) return DownState::kUnreadable;
    bool sections = down == migration.up;
    return StatementsOf(*down, Section::kDown, !sections) == 0
               ? DownState::kEmpty
               : DownState::kPresent;
  }

  // Compares before and after; leaves the state as the up alone makes it. An
  // up whose traces are all gone does the second time what it did the first.
  void Measure(const SqlFile& up, const SqlFile& down, bool sections,
               SchemaState::Mark start, ReversalVerdict& verdict) {
    auto touched = state_.TouchedSince(start);
    SchemaFacts after = state_.FactsOf(touched);
    state_.Revert(start);
    SchemaFacts before = state_.FactsOf(touched);
    bool opaque = false;
    verdict.differences = Compare(before, after, opaque);
    opaque_ = opaque;
    Walk(up, Section::kUp, false, state_);
    if (!verdict.differences.empty() || opaque) {
      MeasureAgain(up, down, sections, start, verdict);
    }
  }

  // The same for a second up after the down, against the first.
  void MeasureAgain(const SqlFile& up, const SqlFile& down, bool sections,
                    SchemaState::Mark start, ReversalVerdict& verdict) {
    SchemaState::Mark middle = state_.mark();
    Walk(down, Section::kDown, !sections, state_);
    std::string doubt = state_.doubt();
    Walk(up, Section::kUp, false, state_);
    auto all = state_.TouchedSince(start);
    SchemaFacts again = state_.FactsOf(all);
    bool repeats = state_.doubt() == doubt;
    state_.Revert(middle);
    bool opaque = false;
    auto second = Compare(state_.FactsOf(all), again, opaque);
    verdict.stable =
        repeats && std::ranges::none_of(second, [](const auto& one) {
          return one.kind != Kind::kEmptied && one.kind != Kind::kMoved;
        });
  }

  void FindRisks(const SqlFile& down, bool any, ReversalVerdict& verdict) {
    RiskFinder finder(verdict.risky);
    for (const Statement& statement : down.statements) {
      if (!any && statement.section != Section::kDown) continue;
      for (const Op* op : down.OpsOf(statement)) finder.See(*op);
    }
  }

  void FindRows(const Migration& migration, ReversalVerdict& verdict) const {
    for (const Removal& removal : RemovalsOf(history_, migration)) {
      bool rows = removal.kind == RemovalKind::kRows ||
                  removal.kind == RemovalKind::kValues ||
                  removal.kind == RemovalKind::kColumnType;
      bool back = removal.restored == Restored::kYes &&
                  removal.kind != RemovalKind::kColumnType;
      if (rows && !back) verdict.lost_rows.push_back(removal.what);
    }
  }

  // What a down that fills a column or table again is taken to bring back.
  static bool Refilled(const SqlFile& down, std::string_view what) {
    what.remove_prefix(std::min(what.find(' ') + 1, what.size()));
    for (const Op* op : down.ops) {
      if (const auto* update = As<Update>(*op)) {
        for (const Ident& column : update->columns) {
          std::string name =
              std::string(update->table.name) + "." + std::string(column.text);
          if (what.ends_with(name)) return true;
        }
      } else if (const auto* insert = As<Insert>(*op)) {
        if (what == insert->table.name) return true;
      }
    }
    return false;
  }

  void Judge(bool changed, ReversalVerdict& verdict) {
    bool has_down = verdict.down == DownState::kPresent;
    if (verdict.down == DownState::kUnreadable) {
      verdict.doubt = "the down could not be read";
    }
    if (!verdict.doubt.empty()) {
      verdict.verdict = Reversal::kUnknown;
      return;
    }
    if (!has_down) {
      verdict.verdict = changed                     ? Reversal::kIrreversible
                        : verdict.lost_rows.empty() ? Reversal::kLossless
                                                    : Reversal::kLossy;
      return;
    }
    const SqlFile& down = *verdict.migration->down;
    bool wrong = false;
    bool emptied = !verdict.lost_rows.empty();
    for (const SchemaDifference& one : verdict.differences) {
      wrong = wrong || one.kind == Kind::kLeftOver || one.kind == Kind::kLost ||
              one.kind == Kind::kDifferent;
      emptied =
          emptied || (one.kind == Kind::kEmptied && !Refilled(down, one.what));
    }
    if (wrong) {
      verdict.verdict = Reversal::kIrreversible;
    } else if (opaque_) {
      verdict.doubt = "a table was made by something that hides its columns";
      verdict.verdict = Reversal::kUnknown;
    } else {
      verdict.verdict = emptied ? Reversal::kLossy : Reversal::kLossless;
    }
    opaque_ = false;
  }

  const History& history_;
  SchemaState& state_;
  bool opaque_ = false;
};

}  // namespace

std::string_view NameOf(Reversal reversal) {
  constexpr std::string_view kNames[] = {"lossless", "lossy", "irreversible",
                                         "unknown"};
  return kNames[static_cast<size_t>(reversal)];
}

std::string_view NameOf(SchemaDifference::Kind kind) {
  constexpr std::string_view kNames[] = {"left over", "lost", "different",
                                         "emptied", "moved"};
  return kNames[static_cast<size_t>(kind)];
}

std::vector<ReversalVerdict> VerdictsOf(
    const History& history, std::span<const SqlFile* const> baselines,
    const IsAsked& asked) {
  std::vector<ReversalVerdict> verdicts;
  if (!history.has_downs) return verdicts;
  SchemaState state;
  state.Record(SchemaState::Journal::kNone);
  std::vector<const SqlFile*> ups;
  for (const Migration& migration : history.migrations) {
    ups.push_back(migration.up);
  }
  if (baselines.empty()) ups.clear();
  BaselineFilter filter(ups);
  for (const SqlFile* file : baselines) {
    state.BeginFile();
    for (const Op* op : file->ops) {
      if (filter.Keeps(*op)) state.Apply(*op, *file);
    }
  }
  Prover prover(history, state);
  bool unseen = false;
  for (const Migration& migration : history.migrations) {
    if (migration.up == nullptr) {
      unseen = true;
      continue;
    }
    if (!asked(migration)) {
      verdicts.push_back(prover.Pass(migration));
      continue;
    }
    verdicts.push_back(prover.Prove(migration));
    ReversalVerdict& last = verdicts.back();
    bool certain = last.verdict != Reversal::kIrreversible ||
                   last.down != DownState::kPresent;
    if (unseen && !certain) {
      last.verdict = Reversal::kUnknown;
      last.doubt = "a step before it is no SQL";
    }
  }
  return verdicts;
}

}  // namespace interlock::sql
