// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/law.h"
#include "parsers/sql/sql_file.h"
#include "parsers/sql/stored.h"

namespace interlock::sql {
namespace {

void CheckSpan(const SqlFile& file, Span span) {
  INTERLOCK_LAW(span.begin <= span.end);
  INTERLOCK_LAW(span.end <= file.source->size());
}

void CheckBody(const SqlFile& file, const Statement& s, const Body& body) {
  for (const Op* op : body.ops) {
    INTERLOCK_LAW(op->in_block);
    INTERLOCK_LAW(s.span.begin <= op->span.begin);
    INTERLOCK_LAW(op->span.end <= s.span.end);
  }
  for (const Span& span : body.dynamic) CheckSpan(file, span);
}

void CheckQuery(const SqlFile& file, const Query& query) {
  for (const QueryScope& scope : query.scopes) {
    size_t end = size_t{scope.first_output} + scope.output_count;
    INTERLOCK_LAW(end <= query.outputs.size());
  }
  for (const ColumnUse& use : query.uses) {
    CheckSpan(file, use.span);
    INTERLOCK_LAW(use.scope < query.scopes.size());
  }
}

// Statements in order and apart, ops inside theirs, everything in the text.
void CheckLaws(const SqlFile& file) {
  uint32_t outside = 0;
  // A comment with a rollback may stand in the middle of a statement.
  uint32_t in_comments = 0;
  uint32_t index = 0;
  for (const Statement& s : file.statements) {
    CheckSpan(file, s.span);
    bool in_comment =
        file.framework == Framework::kLiquibase && s.section == Section::kDown;
    uint32_t& before = in_comment ? in_comments : outside;
    INTERLOCK_LAW(before <= s.span.begin);
    before = s.span.end;
    INTERLOCK_LAW(s.op_count > 0);
    INTERLOCK_LAW(s.unit < file.units.size());
    for (const Op* op : file.OpsOf(s)) {
      INTERLOCK_LAW(op->statement == index);
      INTERLOCK_LAW(s.span.begin <= op->span.begin);
      INTERLOCK_LAW(op->span.begin <= op->span.end);
      INTERLOCK_LAW(op->span.end <= s.span.end);
      if (auto* block = As<DoBlock>(*op))
        CheckBody(file, s, *block->body_facts);
      if (auto* code = As<CreateFunction>(*op)) {
        StoredCode stored = StoredCodeReader(*file.source).Read(*code);
        CheckBody(file, s, *stored.body);
      }
      if (auto* view = As<CreateView>(*op)) CheckQuery(file, *view->query);
      if (auto* select = As<Select>(*op)) CheckQuery(file, *select->query);
      if (auto* insert = As<Insert>(*op)) CheckQuery(file, *insert->query);
    }
    ++index;
  }
  for (const Comment& c : file.comments) CheckSpan(file, c.span);
  for (const Directive& d : file.directives) CheckSpan(file, d.span);
  for (const Foreign& f : file.foreign) CheckSpan(file, f.span);
  for (const SyntaxError& e : file.errors) CheckSpan(file, e.span);
  for (const Since& since : file.since) CheckSpan(file, since.span);
}

// What is kept for a later run comes back as it was.
void CheckStored(const SqlFile& file) {
  std::string bytes = StoreSql(file);
  if (bytes.empty()) return;
  auto again = RestoreSql(bytes, *file.source, file.framework);
  INTERLOCK_LAW(again.has_value());
  INTERLOCK_LAW(StoreSql(*again) == bytes);
}

}  // namespace
}  // namespace interlock::sql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  if (size == 0) return 0;
  // The first byte picks the framework, so that directives are reached.
  auto framework = static_cast<sql::Framework>(data[0] % sql::kFrameworkCount);
  Source source("fuzz.sql",
                std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  sql::SqlFile file = sql::ParseSql(source, framework);
  sql::CheckLaws(file);
  sql::CheckStored(file);
  return 0;
}
