// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_text.h"

#include <algorithm>

#include "core/text.h"
#include "parsers/sql/reserved_words.h"

namespace interlock::sql {
namespace {

std::string_view BaseOfSerial(std::string_view type) {
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return IsSerial(type) ? "int4" : type;
}

bool IsPlainName(std::string_view name) {
  if (name.empty() || IsDigit(name[0])) return false;
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '_';
  });
}

}  // namespace

std::string TypeText(const View& view, const TypeName& type, Time written) {
  std::string text;
  const Object* own = view.TypeOf(type, written);
  if (own != nullptr) {
    QualifiedName name = own->thing == Thing::kType
                             ? view.NameOf(static_cast<const TypeFact&>(*own))
                             : view.NameOf(static_cast<const Relation&>(*own));
    text = std::string(name.schema) + "." + std::string(name.name);
  } else {
    if (!type.schema().empty() && type.schema() != "pg_catalog") {
      text = std::string(type.schema()) + ".";
    }
    text += BaseOfSerial(type.name());
  }
  for (int i = 0; i < type.modifier_count() && i < 2; ++i) {
    text += i == 0 ? "(" : ",";
    text += std::to_string(type.modifier(i));
    if (i + 1 == type.modifier_count()) text += ")";
  }
  if (type.array_dims() > 0) text += "[]";
  return text;
}

std::string BareTypeText(const View& view, const TypeName& type, Time written) {
  TypeShape shape = *type.shape;
  shape.modifier_count = 0;
  return TypeText(view, {&shape, type.span}, written);
}

bool HasDefault(const View& view, const Column& column) {
  if (column.serial) return true;
  if (column.default_value == nullptr) return false;
  if (column.default_value->shape != ExprShape::kNull || column.keeps_null) {
    return true;
  }
  if (column.type == nullptr) return false;
  if (column.type->modifier_count() > 0 || column.type->name() == "bpchar") {
    return true;
  }
  const Object* own = view.TypeOf(column);
  return own != nullptr && own->thing == Thing::kType &&
         static_cast<const TypeFact*>(own)->kind == TypeKind::kDomain;
}

std::string_view ColumnComment(const View& view, const Relation& relation,
                               const Column& column) {
  for (const Note* at = relation.notes; at != nullptr; at = at->next) {
    if (at->trait != Trait::kComment || at->key.empty()) continue;
    if (at->when >= view.time() || at->when < column.added) continue;
    if (view.Renamed(relation, at->key, at->when) == column.name) {
      return at->value;
    }
  }
  return {};
}

std::string_view WrittenText(const History& history, const Expr& expr,
                             Time written) {
  const Migration* migration = history.MigrationAt(written);
  if (migration == nullptr || migration->up == nullptr) return {};
  std::string_view text = migration->up->source->text();
  if (expr.span.end > text.size()) return {};
  return expr.span.In(text);
}

std::string RenamedText(const History& history, const Expr& expr, Time written,
                        std::span<const std::string_view> names) {
  std::string_view text = WrittenText(history, expr, written);
  if (text.size() != expr.span.size()) return std::string(text);
  std::string out;
  uint32_t at = expr.span.begin;
  auto columns = expr.columns();
  for (size_t i = 0; i < columns.size() && i < names.size(); ++i) {
    const Span& span = columns[i].span;
    if (columns[i].text == names[i] || span.begin < at ||
        span.end > expr.span.end) {
      continue;
    }
    out += text.substr(at - expr.span.begin, span.begin - at);
    out += QuotedName(names[i]);
    at = span.end;
  }
  out += text.substr(at - expr.span.begin);
  return out;
}

std::string CheckText(const History& history, const View& view,
                      const ConstraintFact& check) {
  const Expr& condition = check.def->check();
  std::span<const Ident> written =
      check.columns.empty() ? condition.columns() : check.columns;
  std::vector<std::string_view> names;
  for (const Ident& column : written) {
    names.push_back(
        check.relation == nullptr
            ? column.text
            : view.Renamed(*check.relation, column.text, check.born));
  }
  return RenamedText(history, condition, check.written, names);
}

std::string QuotedText(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

std::string UpperWord(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string InParens(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos || text[begin] != '(') {
    return "(" + std::string(text) + ")";
  }
  int depth = 0;
  char quote = '\0';
  for (size_t at = begin; at < text.size(); ++at) {
    char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return std::string(text.substr(begin, at + 1 - begin));
    }
  }
  return "(" + std::string(text) + ")";
}

std::string QuotedName(std::string_view name) {
  if (IsPlainName(name) && !IsReserved(name)) return std::string(name);
  std::string out = "\"";
  for (char c : name) {
    if (c == '"') out += c;
    out += c;
  }
  return out + "\"";
}

std::string QuotedName(const QualifiedName& name) {
  if (name.schema.empty()) return QuotedName(name.name);
  return QuotedName(name.schema) + "." + QuotedName(name.name);
}

}  // namespace interlock::sql
