// SPDX-License-Identifier: Apache-2.0
// Names, types and positions.
#include <algorithm>

#include "core/text.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

const char* StringOf(const ::Node* node) {
  return node != nullptr && IsA(node, String) ? strVal(node) : "";
}

// Whether a literal in single quotes says `label`.
bool IsLabel(std::string_view literal, std::string_view label) {
  if (literal.size() < label.size() + 2 || literal[0] != '\'') return false;
  literal = literal.substr(1, literal.size() - 2);
  size_t used = 0;
  for (size_t i = 0; i < literal.size(); ++i, ++used) {
    if (used == label.size() || literal[i] != label[used]) return false;
    if (literal[i] == '\'') ++i;
  }
  return used == label.size();
}

// Words that continue a type's name after its first one.
constexpr std::string_view kTypeWords[] = {
    "precision", "varying", "with", "without", "time",   "zone",   "array",
    "year",      "month",   "day",  "hour",    "minute", "second", "to",
};

bool ContinuesType(std::string_view text, const Token& token) {
  if (token.span.size() > 9 || token.span.size() < 2) return false;
  return std::any_of(
      std::begin(kTypeWords), std::end(kTypeWords),
      [&](std::string_view w) { return WordIs(text, token, w); });
}

// Bytes that may follow a type's first word and continue it, blanks aside.
constexpr std::string_view kTypeContinues = ".%([-/pPvVwWtTzZaAyYmMhHsS";

// The end of the type that begins at the tokens' position.
uint32_t TypeEnd(std::string_view text, Tokens tokens) {
  size_t word = tokens.at();
  while (word < text.size() && ContinuesWord(text[word])) ++word;
  size_t next = word;
  while (next < text.size() && text[next] == ' ') ++next;
  if (word > tokens.at() && next < text.size() && text[next] != '\n' &&
      text[next] != '\r' && text[next] != '\t' && text[next] != 'd' &&
      text[next] != 'D' &&
      kTypeContinues.find(text[next]) == std::string_view::npos) {
    return static_cast<uint32_t>(word);
  }
  uint32_t end = tokens.Next().span.end;
  while (true) {
    Token token = tokens.Next();
    if (token.symbol == '.' || token.symbol == '%') {
      token = tokens.Next();
    } else if (token.symbol == '(' || token.symbol == '[') {
      token = tokens.SkipToClose();
    } else if (token.kind != TokenKind::kWord || !ContinuesType(text, token)) {
      return end;
    } else if (WordIs(text, token, "with") &&
               !WordIs(text, tokens.Peek(), "time")) {
      return end;
    }
    if (token.kind == TokenKind::kEnd) return end;
    end = token.span.end;
  }
}

// The first that ends at `at` or behind it.
auto EndingFrom(std::span<const Comment> comments, uint32_t at) {
  return std::ranges::lower_bound(comments, at, {},
                                  [](const Comment& c) { return c.span.end; });
}

}  // namespace

void Lowering::Begin(Span statement, uint32_t index) {
  statement_ = statement;
  index_ = index;
  budget_ = int64_t{8} * statement.size() + 4096;
  std::span<const Comment> all = file_.comments;
  auto first = EndingFrom(all, statement.begin);
  auto begin = [](const Comment& c) { return c.span.begin; };
  auto last =
      std::ranges::lower_bound(first, all.end(), statement.end, {}, begin);
  comments_ = {first, last};
}

uint32_t Lowering::TrimEnd(uint32_t begin, uint32_t end) const {
  while (end > begin) {
    if (IsAsciiSpace(text_[end - 1])) {
      --end;
      continue;
    }
    if (comments_.empty()) break;
    auto it = EndingFrom(comments_, end);
    if (it == comments_.end() || it->span.end != end) break;
    if (it->span.begin < begin) break;
    end = it->span.begin;
  }
  return end;
}

Span Lowering::FindWord(Span range, std::string_view word) const {
  Tokens tokens(text_, range);
  while (true) {
    Token token = tokens.Next();
    if (token.kind == TokenKind::kEnd) return {range.begin, range.begin};
    if (WordIs(text_, token, word)) return token.span;
  }
}

// Long: one case for each kind of byte that may hide a comma.
Spans Lowering::SplitAtCommas(uint32_t begin, uint32_t end) const {
  Spans out;
  size_t at = begin;
  size_t from = begin;
  int depth = 0;
  if (at < end && ClassOf(text_[at]) == ByteClass::kOpen) from = ++at;
  auto close = [&](size_t to) {
    size_t first = std::min(SkipBlank(text_, from), to);
    uint32_t b = static_cast<uint32_t>(first);
    out.push_back({b, TrimEnd(b, static_cast<uint32_t>(to))});
  };
  while (at < end) {
    ByteClass k = ClassOf(text_[at]);
    if (k <= ByteClass::kSpace) {
      ++at;
      continue;
    }
    switch (k) {
      case ByteClass::kQuote:
        at = SkipString(text_, at);
        continue;
      case ByteClass::kName:
        at = SkipQuotedName(text_, at);
        continue;
      case ByteClass::kDollar:
        at = std::max(SkipDollarString(text_, at), at + 1);
        continue;
      case ByteClass::kDash:
        at = IsLineComment(text_, at) ? SkipLineComment(text_, at) : at + 1;
        continue;
      case ByteClass::kSlash:
        at = IsBlockComment(text_, at) ? SkipBlockComment(text_, at) : at + 1;
        continue;
      case ByteClass::kOpen:
        ++depth;
        break;
      case ByteClass::kClose:
        if (--depth < 0) return close(at), out;
        break;
      case ByteClass::kComma:
        if (depth == 0) {
          close(at);
          from = at + 1;
        }
        break;
      default:
        break;
    }
    ++at;
  }
  close(end);
  return out;
}

std::string_view Lowering::Keep(const char* string, uint32_t hint) {
  if (string == nullptr) return {};
  std::string_view view(string);
  for (uint32_t skip : {0u, 1u}) {
    size_t at = size_t{hint} + skip;
    if (at + view.size() > text_.size()) break;
    if (Same(text_.substr(at, view.size()), view)) {
      return file_.source->text().substr(at, view.size());
    }
  }
  return file_.arena.Copy(view);
}

Ident Lowering::FindIdent(const char* name, Span range) {
  if (name == nullptr || *name == '\0') return {};
  Tokens tokens(text_, range);
  while (budget_ > 0) {
    Token token = tokens.Next();
    budget_ -= token.span.size() + 1;
    if (token.kind == TokenKind::kEnd) break;
    if (IsIdentifier(text_, token, name)) {
      return {Keep(name, token.span.begin), token.span};
    }
  }
  return {Keep(name, range.begin), range};
}

Ident Lowering::FindLabel(const char* label, Span range) {
  if (label == nullptr) return {};
  Tokens tokens(text_, range);
  while (budget_ > 0) {
    Token token = tokens.Next();
    budget_ -= token.span.size() + 1;
    if (token.kind == TokenKind::kEnd) break;
    if (token.kind != TokenKind::kString) continue;
    if (!IsLabel(token.span.In(text_), label)) continue;
    return {Keep(label, token.span.begin), token.span};
  }
  return {Keep(label, range.begin), range};
}

bool Lowering::IsPlainWord(std::string_view name, uint32_t at) const {
  size_t end = at + name.size();
  return end < text_.size() && !ContinuesWord(text_[end]) &&
         Same(text_.substr(at, name.size()), name);
}

Ident Lowering::IdentAt(const char* name, int location) {
  if (name == nullptr) return {};
  uint32_t at = At(location);
  if (std::string_view plain(name); IsPlainWord(plain, at)) {
    uint32_t size = static_cast<uint32_t>(plain.size());
    return {file_.source->text().substr(at, size), {at, at + size}};
  }
  return {Keep(name, at), TokenAt(at)};
}

Name Lowering::NameAt(std::string_view schema, std::string_view name,
                      uint32_t at, int parts) {
  Name out;
  // One word as the server knows it needs no tokens to be found.
  if (schema.empty() && IsPlainWord(name, at) &&
      (parts == 1 || !BeforeDot(at + name.size()))) {
    uint32_t size = static_cast<uint32_t>(name.size());
    return {{}, file_.source->text().substr(at, size), {at, at + size}};
  }
  Tokens tokens = TokensFrom(at);
  Token token = tokens.Next();
  out.span = token.span;
  uint32_t last = token.span.begin;
  uint32_t before = last;
  for (int part = 1; part < parts && tokens.Peek().symbol == '.'; ++part) {
    tokens.Next();
    token = tokens.Next();
    before = last;
    last = token.span.begin;
    out.span.end = token.span.end;
  }
  // The views are of C strings, so they end in a NUL byte.
  if (!schema.empty()) out.schema = Keep(schema.data(), before);
  out.name = Keep(name.data(), last);
  return out;
}

Name Lowering::NameOf(const ::RangeVar* range) {
  if (range == nullptr || range->relname == nullptr) return {};
  std::string_view schema;
  if (range->schemaname != nullptr) schema = range->schemaname;
  return NameAt(schema, range->relname, At(range->location));
}

Name Lowering::NameOf(const ::List* parts, uint32_t at, size_t count) {
  count = std::min(count, SizeOf(parts));
  if (count == 0) return {};
  const char* first = StringOf(static_cast<::Node*>(linitial(parts)));
  const char* last =
      StringOf(static_cast<::Node*>(list_nth(parts, int(count) - 1)));
  std::string_view schema;
  if (count > 1) {
    schema = StringOf(static_cast<::Node*>(list_nth(parts, int(count) - 2)));
  }
  Ident found = FindIdent(first, {at, statement_.end});
  if (found.span.begin == at && found.span.end == statement_.end) {
    return {Keep(schema.empty() ? nullptr : schema.data(), at), Keep(last, at),
            statement_};
  }
  return NameAt(schema, last, found.span.begin, int(count));
}

std::span<const Ident> Lowering::Idents(const ::List* strings, Span range) {
  ArenaList<Ident> out(arena(), SizeOf(strings));
  for (::Node* node : Each<::Node>(strings)) {
    const char* name = StringOf(node);
    const Ident& ident = out.Add([&] { return FindIdent(name, range); });
    if (ident.span != range) range.begin = ident.span.end;
  }
  return out.all();
}

std::span<const Name> Lowering::Relations(const ::List* ranges) {
  ArenaList<Name> out(arena(), SizeOf(ranges));
  for (::Node* node : Each<::Node>(ranges)) {
    if (auto* range = INTERLOCK_AS(RangeVar, node)) {
      out.Add([&] { return NameOf(range); });
    }
  }
  return out.all();
}

bool Lowering::AllOnly(const ::List* ranges) {
  for (::Node* node : Each<::Node>(ranges)) {
    auto* range = INTERLOCK_AS(RangeVar, node);
    if (range == nullptr || range->inh) return false;
  }
  return true;
}

TypeName Lowering::Type(const ::TypeName* type) {
  TypeName out;
  if (type == nullptr || type->names == nullptr) return out;
  TypeShape shape;
  uint32_t at = At(type->location);
  out.span = {at, type->location < 0 ? at : TypeEnd(text_, TokensFrom(at))};
  size_t count = SizeOf(type->names);
  const char* last = StringOf(static_cast<::Node*>(llast(type->names)));
  uint32_t hint = at;
  if (count > 1) {
    const char* schema =
        StringOf(static_cast<::Node*>(list_nth(type->names, int(count) - 2)));
    // The grammar itself puts pg_catalog before its own types.
    bool written = IsIdentifier(text_, TokensFrom(at).Next(), schema);
    if (written || std::string_view(schema) != "pg_catalog") {
      Name name = NameAt(schema, last, at);
      shape.schema = name.schema;
      hint = name.span.end - static_cast<uint32_t>(name.name.size());
    }
  }
  // What stands in a placeholder's place must not pass for a type's name.
  bool as_written = text_.data() == file_.source->text().data();
  shape.name = as_written ? last : Keep(last, hint);
  shape.array_dims =
      static_cast<uint8_t>(std::min<size_t>(SizeOf(type->arrayBounds), 255));
  for (::Node* modifier : Each<::Node>(type->typmods)) {
    auto* constant = INTERLOCK_AS(A_Const, modifier);
    if (constant == nullptr || shape.modifier_count == 2) break;
    if (nodeTag(&constant->val) != T_Integer) break;
    shape.modifiers[shape.modifier_count++] = intVal(&constant->val);
  }
  const TypeShape*& known = state_.types.PlaceOf(shape);
  if (known == nullptr || *known != shape) {
    if (as_written) shape.name = Keep(last, hint);
    known = arena().New<TypeShape>(shape);
  }
  out.shape = known;
  return out;
}

}  // namespace interlock::sql
