// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/check.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {
namespace {

void CheckSpan(const SqlFile& file, Span span) {
  INTERLOCK_CHECK(span.begin <= span.end);
  INTERLOCK_CHECK(span.end <= file.source->size());
}

// Statements in order and apart, ops inside theirs, everything in the text.
void CheckLaws(const SqlFile& file) {
  uint32_t before = 0;
  uint32_t index = 0;
  for (const Statement& s : file.statements) {
    CheckSpan(file, s.span);
    INTERLOCK_CHECK(before <= s.span.begin);
    before = s.span.end;
    INTERLOCK_CHECK(s.op_count > 0);
    INTERLOCK_CHECK(s.unit < file.units.size());
    for (const Op* op : file.OpsOf(s)) {
      INTERLOCK_CHECK(op->statement == index);
      INTERLOCK_CHECK(s.span.begin <= op->span.begin);
      INTERLOCK_CHECK(op->span.begin <= op->span.end);
      INTERLOCK_CHECK(op->span.end <= s.span.end);
    }
    ++index;
  }
  for (const Comment& c : file.comments) CheckSpan(file, c.span);
  for (const Directive& d : file.directives) CheckSpan(file, d.span);
  for (const Foreign& f : file.foreign) CheckSpan(file, f.span);
  for (const SyntaxError& e : file.errors) CheckSpan(file, e.span);
}

}  // namespace
}  // namespace interlock::sql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  if (size == 0) return 0;
  // The first byte picks the framework, so that directives are reached.
  auto framework = static_cast<sql::Framework>(data[0] % 15);
  Source source("fuzz.sql",
                std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  sql::CheckLaws(sql::ParseSql(source, framework));
  return 0;
}
