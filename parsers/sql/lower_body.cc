// SPDX-License-Identifier: Apache-2.0
// The code of DO blocks, functions and procedures: the SQL in it becomes ops.
#include <algorithm>

#include "core/text.h"
#include "parsers/sql/grammar.h"
#include "parsers/sql/lower.h"
#include "parsers/sql/plpgsql.h"
#include "parsers/sql/recover.h"

namespace interlock::sql {
namespace {

// Code that makes code: more than this is not read.
constexpr int kMaxBodyDepth = 3;
// What one tree is made of, as for files.
constexpr size_t kTreeBytes = 1 << 20;

// "it''s" inside quotes: the second quote of each pair goes, and a blank that
// keeps all else in its place comes in for it, outside of the inner string.
// False where that is not possible.
bool Unquote(char* text, size_t size) {
  bool inside = false;
  for (size_t i = 0; i < size; ++i) {
    if (text[i] == '\\') continue;
    if (text[i] != '\'') continue;
    if (i + 1 >= size || text[i + 1] != '\'') return false;
    // Four quotes are one inside the inner string: no place for blanks.
    bool four = i + 3 < size && text[i + 2] == '\'' && text[i + 3] == '\'';
    if (four && inside) return false;
    text[inside ? i + 1 : i] = ' ';
    inside = !inside;
    ++i;
  }
  return !inside;
}

// Comments become blanks, so that spans end where the SQL does.
void BlankComments(std::string& text, Span body) {
  for (size_t at = body.begin; at < body.end;) {
    size_t from = at;
    switch (ClassOf(text[at])) {
      case ByteClass::kQuote:
        at = SkipString(text, at);
        continue;
      case ByteClass::kName:
        at = SkipQuotedName(text, at);
        continue;
      case ByteClass::kDollar:
        at = std::max(SkipDollarString(text, at), at + 1);
        continue;
      case ByteClass::kDash:
        at = IsLineComment(text, at) ? SkipLineComment(text, at) : at + 1;
        break;
      case ByteClass::kSlash:
        at = IsBlockComment(text, at) ? SkipBlockComment(text, at) : at + 1;
        break;
      default:
        ++at;
        continue;
    }
    if (at == from + 1) continue;
    for (size_t i = from; i < std::min<size_t>(at, body.end); ++i) {
      if (text[i] != '\n') text[i] = ' ';
    }
  }
}

bool Mentions(std::string_view text, const CodeGuard& guard,
              std::string_view name) {
  if (name.empty()) return false;
  for (const Span& span : guard.literals) {
    std::string_view literal = span.In(text);
    if (literal.size() < 2) continue;
    literal = literal.substr(1, literal.size() - 2);
    size_t dot = literal.rfind('.');
    if (dot != std::string_view::npos) literal = literal.substr(dot + 1);
    if (literal.size() >= 2 && literal[0] == '"') {
      literal = literal.substr(1, literal.size() - 2);
    }
    if (EqualsIgnoringCase(literal, name)) return true;
  }
  return false;
}

// The name that an op makes, or "".
// Long: one line for each kind of op.
std::string_view MadeBy(const Op& op) {
  if (auto* o = As<CreateTable>(op)) return o->table.name;
  if (auto* o = As<CreateIndex>(op)) return o->name.text;
  if (auto* o = As<CreateView>(op)) return o->view.name;
  if (auto* o = As<CreateEnum>(op)) return o->type.name;
  if (auto* o = As<CreateType>(op)) return o->type.name;
  if (auto* o = As<CreateDomain>(op)) return o->domain.name;
  if (auto* o = As<CreateSchema>(op)) return o->schema.text;
  if (auto* o = As<CreateSequence>(op)) return o->sequence.name;
  if (auto* o = As<CreateFunction>(op)) return o->function.name;
  if (auto* o = As<CreateTrigger>(op)) return o->trigger.text;
  if (auto* o = As<CreatePolicy>(op)) return o->policy.text;
  if (auto* o = As<CreateExtension>(op)) return o->extension.text;
  if (auto* o = As<CreatePublication>(op)) return o->publication.text;
  if (auto* o = As<CreateStatistics>(op)) return o->statistics.name;
  if (auto* o = As<CreateObject>(op)) return o->name.name;
  if (auto* o = As<AddColumn>(op)) return o->column.name.text;
  if (auto* o = As<AddConstraint>(op)) return o->constraint.name.text;
  if (auto* o = As<AddEnumValue>(op)) return o->value.text;
  if (auto* o = As<RenameTable>(op)) return o->to.text;
  if (auto* o = As<RenameColumn>(op)) return o->to.text;
  if (auto* o = As<RenameObject>(op)) return o->to.text;
  return {};
}

// The name of what an op changes or takes away, innermost first.
// Long: one line for each kind of op.
std::string_view NeededBy(const Op& op) {
  if (auto* o = As<DropColumn>(op)) return o->column.text;
  if (auto* o = As<AlterColumnType>(op)) return o->column.text;
  if (auto* o = As<SetNotNull>(op)) return o->column.text;
  if (auto* o = As<DropNotNull>(op)) return o->column.text;
  if (auto* o = As<SetDefault>(op)) return o->column.text;
  if (auto* o = As<DropDefault>(op)) return o->column.text;
  if (auto* o = As<AlterGenerated>(op)) return o->column.text;
  if (auto* o = As<RenameColumn>(op)) return o->column.text;
  if (auto* o = As<DropConstraint>(op)) return o->constraint.text;
  if (auto* o = As<ValidateConstraint>(op)) return o->constraint.text;
  if (auto* o = As<AlterConstraint>(op)) return o->constraint.name.text;
  if (auto* o = As<RenameTable>(op)) return o->table.name;
  if (auto* o = As<AlterTable>(op)) return o->table.name;
  if (auto* o = As<AddColumn>(op)) return o->table.name;
  if (auto* o = As<Update>(op)) return o->table.name;
  if (auto* o = As<Delete>(op)) return o->table.name;
  if (auto* o = As<Insert>(op)) return o->table.name;
  if (auto* o = As<RenameObject>(op)) {
    return o->part.empty() ? o->name.name : o->part.text;
  }
  if (auto* o = As<DropTable>(op)) {
    return o->tables.size() == 1 ? o->tables[0].name : std::string_view();
  }
  if (auto* o = As<DropIndex>(op)) {
    return o->indexes.size() == 1 ? o->indexes[0].name : std::string_view();
  }
  if (auto* o = As<DropObject>(op)) {
    if (!o->part.empty()) return o->part.text;
    return o->names.size() == 1 ? o->names[0].name : std::string_view();
  }
  return {};
}

class BodyReader {
 public:
  BodyReader(Lowering& low, Span body) : low_(low), body_(body) {}

  const Body* Read(std::string_view language) {
    if (!Prepare()) return &kNoBody;
    first_op_ = low_.op_count();
    bool sql = language == "sql";
    if (sql) {
      CodePiece all;
      all.span = body_;
      shape_.pieces.push_back(all);
      shape_.guards.emplace_back();
      shape_.readable = true;
    } else {
      shape_ = ScanPlpgsql(text_, body_);
    }
    if (!shape_.readable) return &kNoBody;
    Parse();
    auto* out = low_.arena().New<Body>();
    out->ops = low_.OpsSince(first_op_);
    out->dynamic = low_.arena().CopyAll(shape_.dynamic);
    out->readable = true;
    out->commits = shape_.commits;
    return out;
  }

 private:
  bool Prepare();
  void Parse();
  void ParseSome(size_t from, size_t to);
  enum class Placeholders : uint8_t { kKeep, kFill };
  bool TryParse(size_t from, size_t to, Placeholders placeholders);
  void Lower(const ::RawStmt* raw, uint32_t base, std::string_view buffer,
             size_t* piece, size_t to, Placeholders placeholders);
  void SetCondition(const CodePiece& piece, size_t first);

  Lowering& low_;
  Span body_;
  std::string_view text_;
  CodeShape shape_;
  size_t first_op_ = 0;
  uint32_t guarded_branch_ = 0;  // the branch of the guarded op seen last
};

// The text to read: the file's own where it says what the server will see.
bool BodyReader::Prepare() {
  text_ = low_.text();
  std::string_view body = body_.In(text_);
  bool quoted = body_.begin > 0 && text_[body_.begin - 1] == '\'';
  bool escapes = quoted && body.find('\\') != std::string_view::npos;
  bool doubled = quoted && body.find('\'') != std::string_view::npos;
  bool comments = body.find("--") != std::string_view::npos ||
                  body.find("/*") != std::string_view::npos;
  if (escapes) return false;
  if (!doubled && !comments) return true;
  std::string& own = low_.OwnText(body_);
  if (doubled && !Unquote(own.data() + body_.begin, body_.size())) return false;
  if (comments) BlankComments(own, body_);
  text_ = own;
  return true;
}

void BodyReader::Parse() {
  const std::vector<CodePiece>& pieces = shape_.pieces;
  for (size_t from = 0; from < pieces.size();) {
    size_t to = from + 1;
    while (to < pieces.size() &&
           pieces[to].span.end - pieces[from].span.begin < kTreeBytes) {
      ++to;
    }
    ParseSome(from, to);
    from = to;
  }
}

// All at once; where the grammar refuses that, one by one, and then with the
// placeholders of a template filled in.
void BodyReader::ParseSome(size_t from, size_t to) {
  if (TryParse(from, to, Placeholders::kKeep)) return;
  for (size_t i = from; i < to; ++i) {
    if (to - from > 1 && TryParse(i, i + 1, Placeholders::kKeep)) continue;
    if (TryParse(i, i + 1, Placeholders::kFill)) continue;
    shape_.dynamic.push_back(shape_.pieces[i].span);
  }
}

bool BodyReader::TryParse(size_t from, size_t to, Placeholders placeholders) {
  uint32_t base = shape_.pieces[from].span.begin;
  uint32_t end = shape_.pieces[to - 1].span.end;
  if (end - base > 16 * kTreeBytes) return false;
  // One byte more for the last ';'.
  std::string buffer(end - base + 1, ' ');
  for (size_t i = from; i < to; ++i) {
    CodePiece& piece = shape_.pieces[i];
    char* at = buffer.data() + (piece.span.begin - base);
    std::copy_n(text_.data() + piece.span.begin, piece.span.size(), at);
    if (piece.perform) std::copy_n("SELECT ", 7, at);
    auto blank = [&](Span span) {
      std::fill_n(buffer.begin() + (span.begin - base), span.size(), ' ');
    };
    blank(piece.blank.empty() ? Span{base, base} : piece.blank);
    for (const Span& seam : piece.seams) blank(seam);
    // Text made of strings has its own quotes doubled.
    if (piece.from_string && text_[piece.span.begin - 1] == '\'' &&
        !Unquote(at, piece.span.size())) {
      return false;
    }
    buffer[piece.span.end - base] = ';';
  }
  bool fill = placeholders == Placeholders::kFill;
  std::vector<Foreign> filled;
  if (fill && !ReplacePlaceholders(buffer, base, filled)) return false;
  RawParse raw(buffer);
  if (!raw.ok()) return false;
  size_t piece = from;
  for (::Node* node : Each<::Node>(raw.statements())) {
    auto* statement = INTERLOCK_AS(RawStmt, node);
    if (statement == nullptr || statement->stmt == nullptr) continue;
    Lower(statement, base, buffer, &piece, to, placeholders);
  }
  return true;
}

void BodyReader::Lower(const ::RawStmt* raw, uint32_t base,
                       std::string_view buffer, size_t* piece, size_t to,
                       Placeholders placeholders) {
  uint32_t begin = static_cast<uint32_t>(
      SkipBlank(buffer, size_t(std::max(0, int(raw->stmt_location)))));
  uint32_t size = raw->stmt_len > 0 ? static_cast<uint32_t>(raw->stmt_len) : 0;
  uint32_t end =
      size > 0
          ? static_cast<uint32_t>(std::max(0, int(raw->stmt_location))) + size
          : static_cast<uint32_t>(buffer.size());
  while (end > begin && IsAsciiSpace(buffer[end - 1])) --end;
  Span span = {base + begin, base + end};
  while (*piece + 1 < to &&
         shape_.pieces[*piece + 1].span.begin <= span.begin) {
    ++*piece;
  }
  const CodePiece& of = shape_.pieces[*piece];
  // Strings differ from the file where quotes are doubled.
  std::string_view text = text_;
  if (of.from_string || placeholders == Placeholders::kFill) {
    std::string& own = low_.OwnText(of.span);
    std::copy_n(buffer.data() + (of.span.begin - base), of.span.size(),
                own.data() + of.span.begin);
    text = own;
  }
  size_t first = low_.op_count();
  low_.Nested(text, base, span, raw->stmt);
  SetCondition(of, first);
}

void BodyReader::SetCondition(const CodePiece& piece, size_t first) {
  const CodeGuard& guard = shape_.guards[piece.guard];
  for (size_t i = first; i < low_.op_count(); ++i) {
    Op& op = low_.OpAt(i);
    if (op.in_block) {
      // Of code inside of this code.
      if (piece.condition != Condition::kAlways) {
        op.condition = Condition::kConditional;
      }
      continue;
    }
    op.in_block = true;
    op.from_string |= piece.from_string;
    Condition condition = piece.condition;
    if (piece.guard != 0 && condition == Condition::kGuarded) {
      std::string_view name =
          guard.kind == GuardKind::kAbsent ? MadeBy(op) : NeededBy(op);
      if (piece.branch == guarded_branch_) {
        condition = Condition::kWithGuarded;
      } else if (Mentions(text_, guard, name)) {
        guarded_branch_ = piece.branch;
      } else {
        condition = Condition::kConditional;
      }
    }
    op.condition = condition;
  }
}

}  // namespace

const Body* LowerBody(Lowering& low, Span body, std::string_view language) {
  bool known = language == "plpgsql" || language == "sql";
  if (!known || body.empty() || low.body_depth() >= kMaxBodyDepth) {
    return &kNoBody;
  }
  ++low.body_depth();
  const Body* out = BodyReader(low, body).Read(language);
  --low.body_depth();
  return out;
}

std::string& Lowering::OwnText(Span range) {
  if (state_.code.empty()) {
    state_.code.assign(text_);
  } else if (state_.code.data() != text_.data()) {
    std::copy_n(text_.data() + range.begin, range.size(),
                state_.code.data() + range.begin);
  }
  return state_.code;
}

void Lowering::Nested(std::string_view text, uint32_t base, Span span,
                      ::Node* node) {
  Lowering inner(file_, state_, text, base);
  inner.Begin(span, index_);
  LowerStatement(inner, node);
}

std::span<const Op* const> Lowering::OpsSince(size_t first) {
  std::vector<const Op*> ops(file_.ops.begin() + std::ptrdiff_t(first),
                             file_.ops.end());
  return arena().CopyAll(ops);
}

StoredCode StoredCodeReader::Read(const CreateFunction& code) {
  StoredCode out;
  SqlFile& file = out.file;
  file.source = &source_;
  file.units.emplace_back();
  FileState state;
  state.code = std::move(own_text_);
  Lowering low(file, state, source_.text(), 0);
  low.Begin(code.span, 0);
  std::string_view before = source_.text().substr(0, code.body.begin);
  bool returns = code.sql_body && before.size() >= 6 &&
                 EqualsIgnoringCase(before.substr(before.size() - 6), "return");
  // An expression is no statement.
  if (!returns) out.body = LowerBody(low, code.body, code.language);
  file.statements.push_back(
      {code.span, 0, static_cast<uint32_t>(file.ops.size())});
  for (const Op* op : file.ops) file.NoteKind(op->kind);
  own_text_ = std::move(state.code);
  return out;
}

}  // namespace interlock::sql
