// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>

#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// A text with what ParseSql makes of it.
struct Parsed {
  explicit Parsed(std::string text, Framework framework = Framework::kPlain)
      : source("a.sql", std::move(text)), file(ParseSql(source, framework)) {}

  // "CreateTable AddColumn": all ops in order.
  std::string Kinds() const {
    std::string out;
    for (const Op* op : file.ops) {
      if (!out.empty()) out += ' ';
      out += NameOf(op->kind);
    }
    return out;
  }
  // "S1|S2": the statements' texts.
  std::string Statements() const {
    std::string out;
    for (const Statement& s : file.statements) {
      if (!out.empty()) out += '|';
      out += source.Text(s.span);
    }
    return out;
  }
  std::string Error() const {
    return file.errors.empty() ? "" : file.errors.front().message;
  }
  std::string_view ErrorText() const {
    return file.errors.empty() ? "" : Text(file.errors.front().span);
  }
  std::string_view Text(Span span) const { return source.Text(span); }
  // The first op of that type; the test fails loudly when there is none.
  template <class T>
  const T& Get() const {
    for (const Op* op : file.ops) {
      if (const T* found = As<T>(*op)) return *found;
    }
    static const T kNone{};
    return kNone;
  }

  Source source;
  SqlFile file;
};

inline std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace interlock::sql
