// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/arena.h"
#include "core/source.h"
#include "parsers/sql/exported_queries.h"
#include "parsers/sql/op_search.h"
#include "parsers/sql/ops.h"
#include "parsers/sql/since.h"
#include "parsers/tree.h"

namespace interlock::sql {

// The tool that runs a folder of migrations. It decides directives, sections,
// order, and what shares a transaction.
enum class Framework : uint8_t {
  kPlain,  // numbered .sql files, psql or a home-made runner
  kGoose,
  kDbmate,
  kGolangMigrate,
  kSqlMigrate,
  kFlyway,
  kLiquibase,
  kPrisma,
  kDrizzle,
  kDiesel,
  kSqlx,
  kAtlas,
  kSqitch,
  kSupabase,
  kRails,  // db/structure.sql
  kPop,
  kTern,
  kRefinery,
  kMyBatis,
  kNodePgMigrate,
  kGraphileMigrate,
  kHasura,
};
inline constexpr int kFrameworkCount = static_cast<int>(Framework::kHasura) + 1;
std::string_view NameOf(Framework framework);  // "golang-migrate"
// The framework of that name; kPlain for "plain"; false when there is none.
bool FrameworkNamed(std::string_view name, Framework* out);

// Which way a statement goes. Files of frameworks with one direction per file
// are all kUp or all kDown; History decides that from the path.
enum class Section : uint8_t { kUp, kDown };

struct Comment {
  Span span;  // from "--" or "/*" to the end of its text
  bool block;
  bool own_line;  // nothing but white space before it on its line
};

// A directive of a framework, as written in a comment (or a metadata line).
struct Directive {
  Span span;
  std::string_view name;   // "goose NO TRANSACTION", "changeset", "statement-
                           // breakpoint": lower-case key, see directives.cc
  std::string_view value;  // rest of the line, trimmed
};

// A text that the server's grammar does not know: a psql line, COPY data, a
// template's placeholder. Kept so that nothing is lost.
struct Foreign {
  enum class Kind : uint8_t { kPsqlCommand, kCopyData, kPlaceholder };
  Kind kind;
  Span span;
};

struct Statement {
  Span span;  // comments and white space trimmed, ';' not included
  uint32_t first_op = 0;
  uint32_t op_count = 0;
  Section section = Section::kUp;
  // One of several statements that a framework runs as one unit, such as a
  // Liquibase changeset or a Prisma file: equal numbers of the same section
  // run together. Index into SqlFile::units.
  uint32_t unit = 0;
};

// What runs the statements of one unit.
enum class TransactionMode : uint8_t {
  kDefault,  // as the framework does by itself
  kWrapped,  // a directive asks for one transaction
  kNone,     // a directive asks for none
};
struct Unit {
  TransactionMode mode = TransactionMode::kDefault;
  Span span;              // its directive line, or empty
  std::string_view name;  // changeset id, or empty
  uint32_t ups = 0;       // its statements that go up
};

// One file: parsed, lowered, the parser's own tree already freed.
struct SqlFile {
  const Source* source = nullptr;
  Framework framework = Framework::kPlain;
  Arena arena;
  std::vector<Statement> statements;
  std::vector<const Op*> ops;    // in order; Op::statement points back
  std::vector<OpKind> op_kinds;  // of each of them
  KindSet kinds;                 // of all of them
  std::vector<Comment> comments;
  std::vector<Directive> directives;
  std::vector<Foreign> foreign;
  std::vector<Unit> units;  // at least one
  std::vector<SyntaxError> errors;
  std::vector<Since> since;    // syntax that only newer servers know
  std::string_view delimiter;  // what a directive sets instead of ';', or empty
  bool has_up_section = false;    // an explicit "Up" marker
  bool has_down_section = false;  // an explicit "Down" marker

  std::span<const Op* const> OpsOf(const Statement& statement) const {
    return std::span(ops).subspan(statement.first_op, statement.op_count);
  }
  // Calls f(const T&) for each op of the kinds T, in order. The others are not
  // even looked at.
  template <class... T, class F>
  void EachOp(F f) const {
    if (!(kinds.Has(T::kKind) || ...)) return;
    EachPlaceOf<T...>(op_kinds, [&](size_t at) {
      auto call = [&](const auto* one) {
        if (one != nullptr) f(*one);
      };
      (call(As<T>(*ops[at])), ...);
    });
  }
  bool GoesDown(const Op& op) const {
    return statements[op.statement].section == Section::kDown;
  }
  // Called when an op has found its place.
  void NoteKind(OpKind kind) {
    op_kinds.push_back(kind);
    kinds.Add(kind);
  }
};

// Parses and lowers. Statements that fail alone become errors; the rest of the
// file is still there. Runs on any thread; never throws.
SqlFile ParseSql(const Source& source, Framework framework);

// The code of a function or procedure, as if a file held it alone: all its ops
// belong to one statement. Of other languages than plpgsql and sql, and of a
// body that is one expression, nothing is read.
struct StoredCode {
  SqlFile file;
  const Body* body = &kNoBody;  // lives as long as the file
};
// Reads that of many functions of one file.
class StoredCodeReader {
 public:
  explicit StoredCodeReader(const Source& source) : source_(source) {}
  StoredCode Read(const CreateFunction& code);

 private:
  const Source& source_;
  std::string own_text_;  // what Lowering::OwnText makes, from call to call
};

// The same for the queries of an export of pg_stat_statements. What is
// no SQL is left out.
SqlFile ParseQueries(const Source& source, ExportFormat format);

// Comments alone, for tools that only need those. Linear.
std::vector<Comment> ScanComments(std::string_view text);

// "18.1" or "17-6.1.0": the grammar's PostgreSQL version as linked.
std::string_view GrammarVersion();

}  // namespace interlock::sql
