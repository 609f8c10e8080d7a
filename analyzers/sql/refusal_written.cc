// SPDX-License-Identifier: Apache-2.0
// Values for columns that generate their own.
#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_text.h"

namespace interlock::sql::refusal {
namespace {

// "an identity", "a generated"; "" when values may be written.
std::string_view OwnValues(const Case& c, const Name& name,
                           std::string_view column) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || table->kind != RelationKind::kTable) return {};
  auto found = c.FindColumn(*table, column);
  if (!found) return {};
  switch (found->generated) {
    case Generated::kIdentityAlways:
      return "an identity";
    case Generated::kStored:
    case Generated::kVirtual:
      return "a generated";
    default:
      return {};
  }
}

Refusal Written(const Case& c, const Ident& column, std::string_view what) {
  return c.Refuse(Cause::kGeneratedWritten, "428C9", column.span,
                  "{} is {} column: it takes no value but DEFAULT", column.text,
                  what);
}

Verdict Check(const Case& c, const Insert& op) {
  for (size_t i = 0; i < op.columns.size(); ++i) {
    const Ident& column = op.columns[i];
    std::string_view what = OwnValues(c, op.table, column.text);
    if (what.empty()) continue;
    uint32_t rest = op.columns.back().span.end;
    // OVERRIDING USER VALUE leaves the value out, SYSTEM VALUE takes it.
    bool over = what == "an identity" && HasWord(c.text(), rest, "overriding");
    if (over || op.default_values) continue;
    bool written = op.rows == 0 && op.width > 0;
    if (op.rows > 0) {
      EachValue(c.text(), rest, [&](size_t at, const Token& first) {
        bool given = at == i && !WordIs(c.text(), first, "default");
        written |= given;
        return given;
      });
    }
    if (written) return Written(c, column, what);
  }
  return {};
}

Verdict Check(const Case& c, const Update& op) {
  for (const Ident& column : op.columns) {
    std::string_view what = OwnValues(c, op.table, column.text);
    if (what.empty()) continue;
    uint32_t end = static_cast<uint32_t>(c.text().size());
    Tokens tokens(c.text(), {column.span.end, end});
    bool plain = tokens.Next().symbol == '=';
    if (!plain || WordIs(c.text(), tokens.Next(), "default")) continue;
    return Written(c, column, what);
  }
  return {};
}

}  // namespace

Verdict CheckWritten(const Case& c) {
  if (c.text().empty()) return {};
  const Op& op = c.op();
  if (const auto* insert = As<Insert>(op)) return Check(c, *insert);
  if (const auto* update = As<Update>(op)) return Check(c, *update);
  return {};
}

}  // namespace interlock::sql::refusal
