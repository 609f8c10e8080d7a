// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/split.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

// Files that hold more are no work for a mechanical fix. Also keeps what looks
// at a whole file for each finding from adding up.
constexpr size_t kMaxStatements = 400;
constexpr size_t kMaxText = 256 * 1024;

bool IsLarge(const SqlFile& file) {
  return file.statements.size() > kMaxStatements ||
         file.source->size() > kMaxText;
}

// Safe to run one by one: nothing here is half done when it fails.
bool OnlyIndexes(const SqlFile& file) {
  if (file.ops.size() > kMaxStatements) return false;
  return std::ranges::all_of(file.ops, [](const Op* op) {
    return op->kind == OpKind::kCreateIndex ||
           op->kind == OpKind::kSetVariable || op->kind == OpKind::kDropIndex ||
           op->kind == OpKind::kReindex;
  });
}

// The statement's text with the edits made.
std::string Edited(const Source& source, Span span, std::vector<Edit> edits) {
  std::ranges::sort(edits, {}, &Edit::span);
  std::string out;
  uint32_t at = span.begin;
  for (const Edit& edit : edits) {
    out += source.Text({at, edit.span.begin});
    out += edit.text;
    at = edit.span.end;
  }
  return out + std::string(source.Text({at, span.end}));
}

}  // namespace

bool IsNamedElsewhere(const Moment& m, std::string_view object) {
  if (object.empty() || IsLarge(m.file)) return true;
  for (const Statement& statement : m.file.statements) {
    if (&statement == &m.statement()) continue;
    if (statement.section == Section::kDown) continue;
    std::string_view text = m.file.source->Text(statement.span);
    if (text.find(object) != text.npos) return true;
  }
  return false;
}

namespace {

std::optional<Fix> Move(const Moment& m, Outside wanted) {
  if (IsNamedElsewhere(m, wanted.object)) return std::nullopt;
  Fix fix{
      wanted.title + ", in a migration of its own", FixKind::kUnsafe, {}, {}};
  const Source& source = *m.file.source;
  Span span = m.statement().span;
  std::string up = Edited(source, span, std::move(wanted.edits)) + ";\n";
  fix.edits.push_back(Removal(m.file, m.statement()));
  if (m.migration.down != nullptr) {
    auto undone = UndoneBy(m.migration, wanted.object);
    if (wanted.undo.empty() || !undone) return std::nullopt;
    for (Edit& edit : *undone) fix.edits.push_back(std::move(edit));
  }
  fix.new_files = FilesOfNext(
      m.history, {{wanted.slug, up, wanted.undo, Wrapped::kNot, 1}});
  if (fix.new_files.empty()) return std::nullopt;
  return fix;
}

}  // namespace

bool LastsToTheEnd(const Moment& m, const Name& table) {
  return m.view.Just(m.history.catalog.end()).Find(table) ==
         m.view.Just(m.time + 1).Find(table);
}

std::optional<std::string> LastingName(const Moment& m, const Name& table,
                                       const Constraint& constraint) {
  if (!LastsToTheEnd(m, table)) return std::nullopt;
  View end = m.view.Just(m.history.catalog.end());
  const Relation* relation = end.Find(table);
  if (relation == nullptr) return std::nullopt;
  std::string_view name;
  end.EachConstraint(*relation, [&](const ConstraintFact& fact) {
    if (fact.def == &constraint) name = fact.name;
  });
  if (name.empty()) return std::nullopt;
  return AsIdentifier(name);
}

Edit Removal(const SqlFile& file, const Statement& statement) {
  std::string_view text = file.source->text();
  size_t begin = statement.span.begin;
  size_t end = statement.span.end;
  while (end < text.size() && IsAsciiSpace(text[end]) && text[end] != '\n') {
    ++end;
  }
  if (end < text.size() && text[end] == ';') {
    ++end;
  } else {
    end = statement.span.end;
  }
  size_t after = end;
  while (after < text.size() && (text[after] == ' ' || text[after] == '\t')) {
    ++after;
  }
  if (after < text.size() && text[after] == '\r') ++after;
  bool ends_line = after == text.size() || text[after] == '\n';
  bool begins_line = begin == 0 || text[begin - 1] == '\n';
  if (ends_line && begins_line) end = std::min(after + 1, text.size());
  return {file.source,
          {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)},
          ""};
}

std::optional<std::vector<Edit>> UndoneBy(const Migration& migration,
                                          std::string_view object) {
  std::vector<Edit> edits;
  if (migration.down == nullptr) return edits;
  const SqlFile& down = *migration.down;
  if (IsLarge(down)) return std::nullopt;
  bool both = migration.down == migration.up;
  for (const Statement& statement : down.statements) {
    if (both && statement.section != Section::kDown) continue;
    std::string_view text = down.source->Text(statement.span);
    if (text.find(object) == text.npos) continue;
    if (statement.op_count != 1 || !edits.empty()) return std::nullopt;
    const Op& op = *down.ops[statement.first_op];
    const auto* index = As<DropIndex>(op);
    const auto* constraint = As<DropConstraint>(op);
    bool alone =
        (index != nullptr && index->indexes.size() == 1 &&
         index->indexes[0].name == object) ||
        (constraint != nullptr && constraint->constraint.text == object);
    if (!alone) return std::nullopt;
    edits.push_back(Removal(down, statement));
  }
  return edits;
}

bool LeavesTransaction(const Moment& m, Fix& fix) {
  const OptOut& out = OptOutOf(m.framework());
  const Source* source = m.file.source;
  if (out.insertion.empty()) {
    auto settings = SettingsBeside(m.framework(), source->path());
    if (!settings) return false;
    fix.new_files.push_back(std::move(*settings));
    return true;
  }
  size_t at = 0;
  if (!out.after.empty()) {
    at = source->text().find(out.after);
    if (at == std::string_view::npos) return false;
    at += out.after.size();
  } else if (source->text().starts_with("\xEF\xBB\xBF")) {
    at = 3;
  }
  auto offset = static_cast<uint32_t>(at);
  fix.edits.push_back({source, {offset, offset}, std::string(out.insertion)});
  return true;
}

std::optional<Fix> RunOutside(const Moment& m, Outside wanted) {
  if (m.transaction.Explicit()) return std::nullopt;
  Fix fix{wanted.title, FixKind::kUnsafe, wanted.edits, {}};
  if (!m.InTransaction()) return fix;
  if (OnlyIndexes(m.file) && LeavesTransaction(m, fix)) return fix;
  return Move(m, std::move(wanted));
}

}  // namespace interlock::sql
