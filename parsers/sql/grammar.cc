// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/grammar.h"

#include "parsers/sql/sql_file.h"
//
#include "parsers/sql/pg.h"
extern "C" {
#include "parser/parser.h"
}

namespace interlock::sql {
namespace {

// How PostgreSQL itself steps over characters: by their first byte alone.
size_t CharacterLength(char first) {
  uint8_t c = static_cast<uint8_t>(first);
  if (c < 0xC0) return 1;
  if (c < 0xE0) return 2;
  if (c < 0xF0) return 3;
  return c < 0xF8 ? 4 : 1;
}

// Error positions are 1-based and count characters.
uint32_t ByteOffset(std::string_view sql, int cursor) {
  size_t at = 0;
  for (int i = 1; i < cursor && at < sql.size(); ++i) {
    at += CharacterLength(sql[at]);
  }
  return static_cast<uint32_t>(at < sql.size() ? at : sql.size());
}

// As pg_query_raw_parse does, but for the buffer of 4 KiB that it clears each
// time. Errors jump out of the grammar: nothing in here has a destructor.
const ::List* Parse(const char* sql, const ::ErrorData** error) {
  ::MemoryContext context = CurrentMemoryContext;
  ::List* volatile tree = nullptr;
  PG_TRY();
  { tree = raw_parser(sql, RAW_PARSE_DEFAULT); }
  PG_CATCH();
  {
    MemoryContextSwitchTo(context);
    *error = CopyErrorData();
    FlushErrorState();
  }
  PG_END_TRY();
  return tree;
}

}  // namespace

RawParse::RawParse(std::string_view sql)
    : context_(pg_query_enter_memory_context()) {
  const ::ErrorData* error = nullptr;
  tree_ = Parse(sql.data(), &error);
  if (error == nullptr) return;
  if (error->message != nullptr) error_ = error->message;
  if (error_.empty()) error_ = "syntax error";
  error_at_ = error->cursorpos > 0 ? ByteOffset(sql, error->cursorpos)
                                   : static_cast<uint32_t>(sql.size());
}

RawParse::~RawParse() {
  pg_query_exit_memory_context(static_cast<::MemoryContext>(context_));
}

std::string_view GrammarVersion() { return PG_VERSION; }

}  // namespace interlock::sql
