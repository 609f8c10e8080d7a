// SPDX-License-Identifier: Apache-2.0
// Text to statements to ops: the whole file at once where the grammar takes
// it, in pieces where it does not or where the file is big.
#include <algorithm>
#include <string>

#include "core/text.h"
#include "core/utf8.h"
#include "parsers/sql/alter_order.h"
#include "parsers/sql/directives.h"
#include "parsers/sql/disarm.h"
#include "parsers/sql/exported_queries.h"
#include "parsers/sql/grammar.h"
#include "parsers/sql/lower.h"
#include "parsers/sql/recover.h"
#include "parsers/sql/splitter.h"

namespace interlock::sql {
namespace {

// Trees take 20 to 50 times their text: more than this is parsed in chunks.
constexpr uint32_t kChunkBytes = 1 << 20;
// A single statement beyond this is refused for the same reason.
constexpr uint32_t kMaxStatementBytes = 16 << 20;
constexpr size_t kMaxStatements = 8'000'000;
// A wrong guess of where a chunk ends may cost the reading of a chunk: of so
// many guesses one may be wrong, and a few to begin with.
constexpr int kGuessesPerWrong = 8;
constexpr int kFirstWrongGuesses = 4;

enum class Placeholders : uint8_t { kKeep, kFill };

class Parser {
 public:
  explicit Parser(SqlFile& file)
      : file_(file), text_(file.source->text()), shown_(text_) {}

  void Run();
  void RunOverExport(ExportFormat format);

 private:
  void ParseAll(Span all);
  void CheckEncoding();
  void DisarmText();
  void ParseInChunks(Span range);
  bool ParseGuessed(Span& range);
  void ParseSplitOff(Span& range);
  bool HoldsTooMany(uint32_t at);
  void ParseRange(Span range);
  void ParsePieces(Span range);
  void ParsePiece(Span piece);
  bool TryHead(Span piece, uint32_t local);
  bool TryPiece(Span piece, Placeholders placeholders, std::string* error,
                uint32_t* at);
  void AddTree(const RawParse& raw, Span range, std::string_view shown);
  // The text with the piece replaced by one of the same length.
  std::string_view Filled(Span piece, const std::string& by);
  void AddForeign(Foreign::Kind kind, Span span);
  void Reserve(size_t count, Span range);
  void Fail(SyntaxError error);
  void ParseRollbacks();
  void SortStatements();
  // The range as a C string: in place when it ends with the text.
  std::string_view Terminated(Span range, std::string& buffer) const;
  std::string_view delimiter() const { return file_.delimiter; }

  SqlFile& file_;
  FileState state_;
  std::string_view text_;
  std::string_view shown_;  // what the grammar sees: text_ or blanked_
  std::string blanked_;
  std::string filled_;   // shown_ with placeholders replaced, where needed
  int64_t retries_ = 0;  // bytes that recovery may still parse again
};

void Parser::Fail(SyntaxError error) {
  if (file_.errors.size() >= kMaxSyntaxErrors) return;
  if (file_.errors.size() + 1 == kMaxSyntaxErrors) {
    error.message = "more syntax errors follow; this is the last one shown";
  }
  file_.errors.push_back(std::move(error));
}

void Parser::CheckEncoding() {
  size_t bad = FindInvalidUtf8(text_);
  if (bad != std::string_view::npos) {
    uint32_t at = static_cast<uint32_t>(bad);
    Fail({{at, at + 1},
          "this byte is not valid UTF-8",
          "save the file as UTF-8; PostgreSQL refuses the text as it is"});
  }
  size_t nul = text_.find('\0');
  if (nul == std::string_view::npos) return;
  uint32_t at = static_cast<uint32_t>(nul);
  Fail({{at, at + 1},
        "found a NUL byte, which SQL text cannot hold",
        "save the file as UTF-8 without NUL bytes (is it UTF-16?)"});
  blanked_.assign(text_);
  std::replace(blanked_.begin(), blanked_.end(), '\0', ' ');
  shown_ = blanked_;
}

// Takes out what PostgreSQL's scanner would take for ever to read.
void Parser::DisarmText() {
  if (!NeedsDisarming(text_)) return;
  if (blanked_.empty()) blanked_.assign(shown_);
  for (const Span& run : Disarm(blanked_, file_.comments)) {
    Fail({run, "operator is too long: PostgreSQL allows 63 characters",
          "remove it; the statement is read without it"});
  }
  shown_ = blanked_;
}

std::string_view Parser::Terminated(Span range, std::string& buffer) const {
  if (range.end == shown_.size()) return shown_.substr(range.begin);
  buffer.assign(range.In(shown_));
  return buffer;
}

void Parser::Run() {
  CheckEncoding();
  // Where all else sees a blank for a NUL, a comment must end before it, too.
  if (shown_.find("--") != std::string_view::npos ||
      shown_.find("/*") != std::string_view::npos) {
    file_.comments = ScanComments(shown_);
  }
  DisarmText();
  ReadDirectives(file_);
  uint32_t begin = text_.starts_with(kByteOrderMark) ? 3 : 0;
  ParseAll({begin, static_cast<uint32_t>(text_.size())});
  ParseRollbacks();
  AssignSections(file_);
}

// An export also holds what is no SQL, such as "<insufficient privilege>": that
// says nothing, rather than an error.
void Parser::RunOverExport(ExportFormat format) {
  blanked_ = OnlyQueries(text_, format);
  std::replace(blanked_.begin(), blanked_.end(), '\0', ' ');
  if (NeedsDisarming(blanked_)) Disarm(blanked_, ScanComments(blanked_));
  text_ = shown_ = blanked_;
  ParseAll({0, static_cast<uint32_t>(text_.size())});
  AssignSections(file_);
  file_.errors.clear();
}

void Parser::ParseAll(Span all) {
  retries_ = int64_t{8} * all.size() + (1 << 20);
  if (all.size() <= kChunkBytes) {
    ParseRange(all);
  } else {
    ParseInChunks(all);
  }
}

// Finding where statements end means reading every byte once more. Where a
// chunk most likely ends is plain to see, and the grammar says whether it does.
void Parser::ParseInChunks(Span range) {
  int credit = kFirstWrongGuesses * kGuessesPerWrong;
  while (range.size() > kChunkBytes) {
    if (HoldsTooMany(range.begin)) return;
    bool guess = credit >= kGuessesPerWrong;
    if (guess && ParseGuessed(range)) {
      ++credit;
      continue;
    }
    if (guess) credit -= kGuessesPerWrong;
    ParseSplitOff(range);
  }
  ParseRange(range);
}

// BEGIN stands before the code of a function, too. Only a word is read: many
// lines are asked, and a string or comment may go on to the end of the text.
bool BeginsStatement(std::string_view text, size_t at) {
  constexpr size_t kLongestWord = 16;
  bool begin = text[at] == 'b' || text[at] == 'B';
  return IsLineComment(text, at) ||
         (!begin && StartsStatement(text.substr(0, at + kLongestWord), at));
}

// The end of the text's last line with a ';' at its end before a line that
// begins like a statement, or with a comment. npos when it is too far up.
size_t GuessedEnd(std::string_view text) {
  constexpr int kFar = 1000;  // lines
  size_t line = text.rfind('\n');
  for (int left = kFar; left > 0 && line != text.npos && line > 1; --left) {
    size_t next = text.find_first_not_of("\r\n", line);
    size_t last = text[line - 1] == '\r' ? line - 2 : line - 1;
    bool ends = text[last] == ';' && next != text.npos;
    if (ends && BeginsStatement(text, next)) return last + 1;
    line = text.rfind('\n', line - 1);
  }
  return text.npos;
}

// Whether the text is whole statements, each with its ';', the last of which
// is the text's last byte. Rows that follow a COPY may look like statements.
bool IsWhole(const RawParse& raw, std::string_view text) {
  const RawStmt* last = nullptr;
  for (::Node* node : Each<::Node>(raw.statements())) {
    last = INTERLOCK_AS(RawStmt, node);
    if (last == nullptr || last->stmt == nullptr) return false;
    const auto* copy = INTERLOCK_AS(CopyStmt, last->stmt);
    if (copy != nullptr && copy->is_from && copy->filename == nullptr) {
      return false;
    }
  }
  if (last == nullptr || last->stmt_len <= 0) return false;
  auto end = static_cast<size_t>(last->stmt_location) +
             static_cast<size_t>(last->stmt_len);
  return end + 1 == text.size();
}

// Takes a chunk off the front of the range where one can be guessed.
bool Parser::ParseGuessed(Span& range) {
  if (!delimiter().empty()) return false;
  size_t end = GuessedEnd(shown_.substr(range.begin, kChunkBytes));
  if (end == std::string_view::npos) return false;
  Span chunk = {range.begin, range.begin + static_cast<uint32_t>(end)};
  std::string buffer;
  RawParse raw(Terminated(chunk, buffer));
  if (!raw.ok() || !IsWhole(raw, chunk.In(shown_))) return false;
  AddTree(raw, chunk, shown_);
  range.begin = chunk.end;
  return true;
}

bool Parser::HoldsTooMany(uint32_t at) {
  if (file_.statements.size() <= kMaxStatements) return false;
  Fail({{at, at + 1},
        "file holds more than 8 million statements; the rest is not read",
        "split the file"});
  return true;
}

// Takes whole statements off the front of the range, enough for one tree, and
// what belongs to the last of them.
void Parser::ParseSplitOff(Span& range) {
  Splitter splitter(shown_, range, delimiter());
  while (true) {
    Splitter::Piece piece = splitter.Next();
    bool statement = piece.kind == Splitter::Piece::Kind::kStatement;
    bool end = piece.kind == Splitter::Piece::Kind::kEnd;
    if (statement && piece.next - range.begin < kChunkBytes) continue;
    if (statement && piece.span.size() > kMaxStatementBytes) {
      if (piece.span.begin > range.begin) {
        ParseRange({range.begin, piece.span.begin});
      }
      Fail({{piece.span.begin, piece.span.begin + 1},
            "statement is larger than 16 MiB and is not analysed",
            "load data with COPY or in smaller statements"});
    } else {
      uint32_t to = end ? range.end : statement ? piece.next : piece.span.begin;
      if (to > range.begin) ParseRange({range.begin, to});
      if (!end && !statement) {
        AddForeign(piece.kind == Splitter::Piece::Kind::kCopyData
                       ? Foreign::Kind::kCopyData
                       : Foreign::Kind::kPsqlCommand,
                   piece.span);
      }
    }
    range.begin = end ? range.end : piece.next;
    if (end || !splitter.AwaitsRows()) return;
  }
}

void Parser::ParseRange(Span range) {
  // As a whole, a tool's own delimiter could pass for an alias.
  if (delimiter().empty()) {
    std::string buffer;
    RawParse raw(Terminated(range, buffer));
    if (raw.ok()) return AddTree(raw, range, shown_);
    // The splitter would take an open comment for the end of the file.
    if (raw.error().find("unterminated /* comment") != std::string::npos) {
      Fail(ExplainError(text_, range, raw.error(),
                        range.begin + raw.error_at()));
    }
  }
  ParsePieces(range);
}

void Parser::ParsePieces(Span range) {
  Splitter splitter(shown_, range, delimiter());
  while (true) {
    Splitter::Piece piece = splitter.Next();
    switch (piece.kind) {
      case Splitter::Piece::Kind::kEnd:
        return;
      case Splitter::Piece::Kind::kStatement:
        ParsePiece(piece.span);
        break;
      case Splitter::Piece::Kind::kPsqlCommand:
        AddForeign(Foreign::Kind::kPsqlCommand, piece.span);
        break;
      case Splitter::Piece::Kind::kCopyData:
        AddForeign(Foreign::Kind::kCopyData, piece.span);
        break;
    }
  }
}

bool Parser::TryPiece(Span piece, Placeholders placeholders, std::string* error,
                      uint32_t* at) {
  std::string buffer(piece.In(shown_));
  size_t foreign = file_.foreign.size();
  if (placeholders == Placeholders::kFill &&
      !ReplacePlaceholders(buffer, piece.begin, file_.foreign)) {
    return false;
  }
  RawParse raw(buffer);
  if (raw.ok()) {
    bool filled = placeholders == Placeholders::kFill;
    AddTree(raw, piece, filled ? Filled(piece, buffer) : shown_);
    return true;
  }
  file_.foreign.resize(foreign);
  *error = raw.error();
  *at = piece.begin + raw.error_at();
  return false;
}

// One piece as it is, then cut where a statement seems to begin inside it
// because a ';' is missing, then with placeholders filled in.
void Parser::ParsePiece(Span piece) {
  while (piece.begin < piece.end) {
    std::string error;
    uint32_t at = piece.begin;
    if (TryPiece(piece, Placeholders::kKeep, &error, &at)) return;
    std::string_view text = piece.In(shown_);
    uint32_t local = std::min(at - piece.begin, piece.size());
    // The grammar stops at the error; the rest is merely copied.
    retries_ -= local + piece.size() / 16;
    if (TryHead(piece, local)) {
      piece.begin += local;
      continue;
    }
    if (TryPiece(piece, Placeholders::kFill, &error, &at)) return;
    Fail(ExplainError(text_, piece, error, at));
    bool go_on = retries_ > 0 && file_.errors.size() < kMaxSyntaxErrors;
    size_t next =
        go_on ? NextStatementStart(text, local) : std::string_view::npos;
    if (next == std::string_view::npos) return;
    piece.begin += static_cast<uint32_t>(next);
  }
}

// Whether the error is that a new statement begins before the last one ended.
// If so, that one is taken.
bool Parser::TryHead(Span piece, uint32_t local) {
  if (retries_ <= 0 || local == 0) return false;
  if (!StartsStatement(piece.In(shown_), local)) return false;
  uint32_t cut = piece.begin + local;
  std::string ignored;
  uint32_t where = 0;
  if (!TryPiece({piece.begin, cut}, Placeholders::kKeep, &ignored, &where))
    return false;
  Token word = Tokens(text_, {cut, piece.end}).Next();
  Fail({word.span,
        "syntax error at or near \"" + std::string(word.span.In(text_)) +
            "\": the statement before it is not ended",
        "add ';' before this line"});
  return true;
}

void Parser::AddForeign(Foreign::Kind kind, Span span) {
  file_.foreign.push_back({kind, span});
}

// Big files come in chunks: guesses what the rest will hold from this one, so
// that the lists are not copied, and held twice, while they grow.
void Parser::Reserve(size_t count, Span range) {
  double rest = double(text_.size() - range.end) / double(range.size() + 1);
  size_t more = static_cast<size_t>(double(count - file_.statements.size()) *
                                    std::min(rest, 1e3) * 1.05);
  // At least by half, or small pieces would make it a square.
  auto grow = [&](auto& list, size_t wanted) {
    list.reserve(std::max(wanted, list.capacity() + list.capacity() / 2));
  };
  grow(file_.statements, count + more);
  if (file_.ops.capacity() < count + more) grow(file_.ops, count + more);
}

std::string_view Parser::Filled(Span piece, const std::string& by) {
  if (filled_.empty()) filled_.assign(shown_);
  std::copy(by.begin(), by.end(), filled_.begin() + piece.begin);
  return filled_;
}

void Parser::AddTree(const RawParse& raw, Span range, std::string_view shown) {
  Lowering low(file_, state_, shown, range.begin);
  size_t count = file_.statements.size() + SizeOf(raw.statements());
  if (count > file_.statements.capacity()) Reserve(count, range);
  for (::Node* node : Each<::Node>(raw.statements())) {
    auto* statement = INTERLOCK_AS(RawStmt, node);
    if (statement == nullptr || statement->stmt == nullptr) continue;
    uint32_t begin = range.begin + static_cast<uint32_t>(std::max(
                                       0, int(statement->stmt_location)));
    uint32_t to = statement->stmt_len > 0
                      ? begin + static_cast<uint32_t>(statement->stmt_len)
                      : range.end;
    begin = static_cast<uint32_t>(SkipBlank(text_, begin));
    to = std::max(begin, to);
    low.Begin({begin, to}, static_cast<uint32_t>(file_.statements.size()));
    low.Narrow({begin, low.TrimEnd(begin, to)});
    Statement out;
    out.span = low.statement();
    out.first_op = static_cast<uint32_t>(file_.ops.size());
    LowerStatement(low, statement->stmt);
    out.op_count = static_cast<uint32_t>(file_.ops.size()) - out.first_op;
    std::span ops = std::span(file_.ops).subspan(out.first_op);
    if (ops.size() > 1) OrderActions(ops);
    for (const Op* op : ops) file_.NoteKind(op->kind);
    file_.statements.push_back(out);
  }
}

// SQL of Liquibase's rollback lines lies inside comments.
void Parser::ParseRollbacks() {
  bool any = false;
  for (const Span& span : RollbackTexts(file_)) {
    size_t first = file_.statements.size();
    ParseRange(span);
    for (size_t i = first; i < file_.statements.size(); ++i) {
      file_.statements[i].section = Section::kDown;
    }
    any |= first < file_.statements.size();
  }
  if (any) SortStatements();
}

// Back into source order, with the ops in the order of their statements.
void Parser::SortStatements() {
  std::stable_sort(file_.statements.begin(), file_.statements.end(),
                   [](const Statement& a, const Statement& b) {
                     return a.span.begin < b.span.begin;
                   });
  std::vector<const Op*> ops;
  ops.reserve(file_.ops.size());
  file_.op_kinds.clear();
  for (uint32_t i = 0; i < file_.statements.size(); ++i) {
    Statement& statement = file_.statements[i];
    uint32_t first = static_cast<uint32_t>(ops.size());
    for (const Op* op : file_.OpsOf(statement)) {
      // The file's own arena made it; nobody else has seen it yet.
      const_cast<Op*>(op)->statement = i;
      ops.push_back(op);
      file_.op_kinds.push_back(op->kind);
    }
    statement.first_op = first;
  }
  file_.ops = std::move(ops);
}

// What is asked of the whole file, over and over.
void CountUps(SqlFile& file) {
  for (const Statement& statement : file.statements) {
    bool up = statement.section != Section::kDown;
    if (up && statement.unit < file.units.size()) {
      ++file.units[statement.unit].ups;
    }
  }
}

}  // namespace

SqlFile ParseSql(const Source& source, Framework framework) {
  SqlFile file;
  file.source = &source;
  file.framework = framework;
  Parser(file).Run();
  CountUps(file);
  return file;
}

SqlFile ParseQueries(const Source& source, ExportFormat format) {
  SqlFile file;
  file.source = &source;
  Parser(file).RunOverExport(format);
  CountUps(file);
  return file;
}

}  // namespace interlock::sql
