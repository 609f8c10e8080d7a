// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/plpgsql.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr size_t kMaxDepth = 1000;

// Errors that say that an object is there already, or is not there.
constexpr std::string_view kAnswers[] = {
    "duplicate_object",
    "duplicate_table",
    "duplicate_column",
    "duplicate_function",
    "duplicate_schema",
    "duplicate_alias",
    "duplicate_database",
    "duplicate_cursor",
    "undefined_object",
    "undefined_table",
    "undefined_column",
    "undefined_function",
    "'42710'",
    "'42p07'",
    "'42701'",
    "'42723'",
    "'42p06'",
    "'42704'",
    "'42p01'",
    "'42703'",
    "'42883'",
};

enum class FrameKind : uint8_t { kBlock, kHandlers, kIf, kCase, kLoop };
struct Frame {
  FrameKind kind;
  size_t first_piece;    // of a block
  size_t end_piece = 0;  // of a block's own part, when it has handlers
  Condition condition;   // of the statements in it
  uint32_t guard = 0;
  uint32_t branch = 0;
  bool answers_only = true;  // each handler names only such errors
  bool rethrows = true;      // each handler ends in an error of its own
  bool raised = false;       // the handler under way has raised one
};

class Scanner {
 public:
  Scanner(std::string_view text, Span body)
      : text_(text), body_(body), tokens_(text, body) {
    shape_.guards.emplace_back();
  }

  CodeShape Run() {
    bool ok = true;
    while (ok && !done_) ok = Step();
    // "END" may be followed by a label and a semicolon alone.
    while (ok) {
      Token t = tokens_.Next();
      if (t.kind == TokenKind::kEnd) break;
      ok = t.symbol == ';' || t.kind == TokenKind::kWord ||
           t.kind == TokenKind::kQuoted;
    }
    shape_.readable = ok;
    return std::move(shape_);
  }

 private:
  bool Is(const Token& token, std::string_view word) const {
    return WordIs(text_, token, word);
  }
  Condition condition() const {
    if (returned_) return Condition::kConditional;
    return stack_.empty() ? Condition::kAlways : stack_.back().condition;
  }
  bool Push(FrameKind kind, Condition condition, uint32_t guard = 0) {
    if (stack_.size() >= kMaxDepth) return false;
    bool fresh = kind == FrameKind::kIf && guard != 0;
    stack_.push_back({kind, shape_.pieces.size(), 0, condition, guard,
                      fresh ? ++branches_ : Branch()});
    return true;
  }
  uint32_t Branch() const { return stack_.empty() ? 0 : stack_.back().branch; }
  uint32_t Guard() const { return stack_.empty() ? 0 : stack_.back().guard; }

  bool Step();
  bool Label();
  bool Declarations();
  bool OpenIf(bool first);
  bool OpenCase();
  bool OpenFor();
  bool Else();
  bool When();
  bool Handlers();
  bool HandlerConditions();
  void CloseHandler();
  void CloseHandlers(const Frame& frame);
  bool End();
  bool Statement(Token first);
  bool Return(Token first);
  bool Raise();
  bool Execute(Token first);
  bool Open(Token first);
  // To the word, not inside brackets or CASE ... END. The span before it.
  bool UpTo(std::string_view word, Span* before);
  // To the semicolon. The span before it.
  bool ToEnd(Span* before);
  void AddPiece(Span span, bool perform = false);
  void AddDynamic(Span span) { shape_.dynamic.push_back(span); }
  Span IntoClause(Span statement);
  bool Fold(Span expression);
  CodeGuard GuardOf(Span condition) const;
  bool IsAssignment(const Token& first);

  std::string_view text_;
  Span body_;
  Tokens tokens_;
  CodeShape shape_;
  std::vector<Frame> stack_;
  uint32_t branches_ = 0;
  bool returned_ = false;
  bool done_ = false;
};

bool Scanner::UpTo(std::string_view word, Span* before) {
  Token peek = tokens_.Peek();
  *before = {peek.span.begin, peek.span.begin};
  int cases = 0;
  while (true) {
    Token t = tokens_.Next();
    if (t.kind == TokenKind::kEnd || t.symbol == ';') return false;
    if (cases == 0 && Is(t, word)) return true;
    if (Is(t, "case")) ++cases;
    if (Is(t, "end") && cases > 0) --cases;
    if (t.symbol == '(') t = tokens_.SkipToClose();
    if (t.kind == TokenKind::kEnd) return false;
    before->end = t.span.end;
  }
}

bool Scanner::ToEnd(Span* before) {
  Token peek = tokens_.Peek();
  *before = {peek.span.begin, peek.span.begin};
  while (true) {
    Token t = tokens_.Next();
    if (t.kind == TokenKind::kEnd) return false;
    if (t.symbol == ';') return true;
    if (t.symbol == '(') t = tokens_.SkipToClose();
    if (t.kind == TokenKind::kEnd) return false;
    before->end = t.span.end;
  }
}

bool Scanner::Label() {
  // The first '<' of "<<name>>" was taken.
  if (tokens_.Next().symbol != '<') return false;
  tokens_.Next();
  return tokens_.Next().symbol == '>' && tokens_.Next().symbol == '>';
}

bool Scanner::Declarations() {
  while (true) {
    Token t = tokens_.Peek();
    if (t.kind == TokenKind::kEnd) return false;
    if (Is(t, "begin")) return true;
    Span skipped;
    if (!ToEnd(&skipped)) return false;
  }
}

// "[NOT] EXISTS (SELECT ... pg_...)" or "to_regclass('x') IS [NOT] NULL": the
// condition as a whole, or it is none.
// Long: one step for each word of it.
CodeGuard Scanner::GuardOf(Span condition) const {
  CodeGuard guard;
  // Brackets around the whole.
  for (int i = 0; i < 8; ++i) {
    Tokens whole(text_, condition);
    Token open = whole.Next();
    if (open.symbol != '(') break;
    Token close = whole.SkipToClose();
    if (close.span.end != condition.end) break;
    condition = {open.span.end, close.span.begin};
  }
  Tokens tokens(text_, condition);
  bool absent = false;
  Token t = tokens.Next();
  while (Is(t, "not")) {
    absent = !absent;
    t = tokens.Next();
  }
  bool exists = Is(t, "exists");
  std::string_view word = t.kind == TokenKind::kWord ? t.span.In(text_) : "";
  bool regclass = word.size() > 6 && AsciiLower(word.substr(0, 6)) == "to_reg";
  if (!exists && !regclass) return guard;
  if (tokens.Next().symbol != '(') return guard;
  uint32_t inside = tokens.at();
  Token close = tokens.SkipToClose();
  if (close.kind == TokenKind::kEnd) return guard;
  t = tokens.Next();
  if (regclass) {
    if (!Is(t, "is")) return guard;
    t = tokens.Next();
    bool negated = Is(t, "not");
    if (negated) t = tokens.Next();
    if (!Is(t, "null")) return guard;
    if (!negated) absent = !absent;
    t = tokens.Next();
  }
  if (t.kind != TokenKind::kEnd) return guard;
  bool asks_catalog = regclass;
  Tokens inner(text_, {inside, close.span.begin});
  for (t = inner.Next(); t.kind != TokenKind::kEnd; t = inner.Next()) {
    if (t.kind == TokenKind::kString) guard.literals.push_back(t.span);
    if (t.kind != TokenKind::kWord) continue;
    std::string_view name = t.span.In(text_);
    asks_catalog |= Is(t, "information_schema") ||
                    (name.size() > 3 && AsciiLower(name.substr(0, 3)) == "pg_");
  }
  if (!asks_catalog) return guard;
  guard.kind = absent ? GuardKind::kAbsent : GuardKind::kPresent;
  return guard;
}

bool Scanner::OpenIf(bool first) {
  Span asked;
  if (!UpTo("then", &asked)) return false;
  CodeGuard guard;
  // Under another condition a guard answers for nothing.
  if (first && condition() == Condition::kAlways) guard = GuardOf(asked);
  if (guard.kind == GuardKind::kNone) {
    return Push(FrameKind::kIf, Condition::kConditional);
  }
  shape_.guards.push_back(std::move(guard));
  return Push(FrameKind::kIf, Condition::kGuarded,
              static_cast<uint32_t>(shape_.guards.size() - 1));
}

bool Scanner::OpenCase() {
  Span asked;
  return UpTo("when", &asked) && UpTo("then", &asked) &&
         Push(FrameKind::kCase, Condition::kConditional);
}

bool Scanner::OpenFor() {
  Span target;
  if (!UpTo("in", &target)) return false;
  Token first = tokens_.Peek();
  Span rest;
  if (!UpTo("loop", &rest)) return false;
  if (Is(first, "select") || Is(first, "with") || Is(first, "values") ||
      Is(first, "insert") || Is(first, "update") || Is(first, "delete")) {
    AddPiece(rest);
  } else if (Is(first, "execute")) {
    Tokens tokens(text_, rest);
    tokens.Next();
    if (!Fold({tokens.Peek().span.begin, rest.end})) AddDynamic(rest);
  }
  return Push(FrameKind::kLoop, Condition::kConditional);
}

bool Scanner::Else() {
  if (stack_.empty()) return false;
  Frame& frame = stack_.back();
  if (frame.kind != FrameKind::kIf && frame.kind != FrameKind::kCase) {
    return false;
  }
  frame.condition = Condition::kConditional;
  frame.guard = 0;
  return true;
}

// WHEN of a CASE or of EXCEPTION.
bool Scanner::When() {
  if (stack_.empty()) return false;
  if (stack_.back().kind == FrameKind::kHandlers) return HandlerConditions();
  Span asked;
  return stack_.back().kind == FrameKind::kCase && UpTo("then", &asked);
}

bool Scanner::HandlerConditions() {
  CloseHandler();
  Span names;
  if (!UpTo("then", &names)) return false;
  Tokens tokens(text_, names);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (Is(t, "or") || Is(t, "sqlstate")) continue;
    std::string name = AsciiLower(t.span.In(text_));
    bool answer = std::find(std::begin(kAnswers), std::end(kAnswers), name) !=
                  std::end(kAnswers);
    stack_.back().answers_only &= answer;
  }
  return true;
}

// The handler that ended says whether it swallowed the error.
void Scanner::CloseHandler() {
  Frame& frame = stack_.back();
  if (frame.end_piece == SIZE_MAX) return;
  if (frame.branch != 0) frame.rethrows &= frame.raised;
  frame.branch = 1;  // from the second WHEN on
  frame.raised = false;
}

bool Scanner::Handlers() {
  if (stack_.empty() || stack_.back().kind != FrameKind::kBlock) return false;
  Frame& frame = stack_.back();
  frame.kind = FrameKind::kHandlers;
  frame.end_piece = shape_.pieces.size();
  frame.condition = Condition::kConditional;
  frame.guard = 0;
  frame.branch = 0;
  return true;
}

void Scanner::CloseHandlers(const Frame& frame) {
  if (frame.rethrows) return;
  bool one = frame.end_piece - frame.first_piece == 1;
  for (size_t i = frame.first_piece; i < frame.end_piece; ++i) {
    CodePiece& piece = shape_.pieces[i];
    bool plain = piece.condition == Condition::kAlways && one;
    piece.handled = plain && frame.answers_only;
    piece.condition =
        piece.handled ? Condition::kGuarded : Condition::kConditional;
    piece.guard = 0;
  }
}

bool Scanner::End() {
  if (stack_.empty()) return false;
  Frame frame = stack_.back();
  Token t = tokens_.Peek();
  bool matches = true;
  switch (frame.kind) {
    case FrameKind::kIf:
      matches = Is(t, "if");
      break;
    case FrameKind::kCase:
      matches = Is(t, "case");
      break;
    case FrameKind::kLoop:
      matches = Is(t, "loop");
      break;
    case FrameKind::kHandlers:
      CloseHandler();
      CloseHandlers(stack_.back());
      break;
    case FrameKind::kBlock:
      break;
  }
  if (!matches) return false;
  stack_.pop_back();
  if (stack_.empty()) {
    done_ = true;
    return true;
  }
  Span label;
  return ToEnd(&label);
}

// "INTO [STRICT] a, b.c, d[1]": PL/pgSQL takes the first INTO that is no part
// of INSERT or MERGE.
Span Scanner::IntoClause(Span statement) {
  Tokens tokens(text_, statement);
  Token before;
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') t = tokens.SkipToClose();
    bool into = Is(t, "into") && !Is(before, "insert") && !Is(before, "merge");
    before = t;
    if (!into) continue;
    Span out = t.span;
    if (Is(tokens.Peek(), "strict")) out.end = tokens.Next().span.end;
    while (true) {
      Token name = tokens.Next();
      if (name.kind != TokenKind::kWord && name.kind != TokenKind::kQuoted) {
        return out;
      }
      out.end = name.span.end;
      while (true) {
        char symbol = tokens.Peek().symbol;
        if (symbol != '.' && symbol != '[') break;
        tokens.Next();
        Token last = symbol == '[' ? tokens.SkipToClose() : tokens.Next();
        out.end = std::min(last.span.end, statement.end);
      }
      if (tokens.Peek().symbol != ',') return out;
      tokens.Next();
    }
  }
  return {};
}

void Scanner::AddPiece(Span span, bool perform) {
  if (span.empty()) return;
  CodePiece piece;
  piece.span = span;
  piece.perform = perform;
  piece.condition = condition();
  piece.guard = Guard();
  piece.branch = Branch();
  Token first = Tokens(text_, span).Next();
  if (!Is(first, "create") && !Is(first, "alter") && !Is(first, "import")) {
    piece.blank = IntoClause(span);
  }
  shape_.pieces.push_back(std::move(piece));
}

// A string, or strings put together, that are the same at every run.
bool Scanner::Fold(Span expression) {
  Tokens tokens(text_, expression);
  Token t = tokens.Next();
  CodePiece piece;
  piece.from_string = true;
  uint32_t end = 0;
  while (true) {
    if (t.kind != TokenKind::kString) return false;
    std::string_view literal = t.span.In(text_);
    uint32_t quote = 1;
    if (literal[0] == '$') {
      quote = static_cast<uint32_t>(literal.find('$', 1)) + 1;
    }
    if (literal.size() < 2 * quote) return false;
    Span inner = {t.span.begin + quote, t.span.end - quote};
    if (piece.span.empty()) {
      piece.span.begin = inner.begin;
    } else {
      // The seam becomes blanks: it must not fall inside a word.
      bool apart =
          ClassOf(text_[end - 1]) == ByteClass::kSpace ||
          (!inner.empty() && ClassOf(text_[inner.begin]) == ByteClass::kSpace);
      if (!apart) return false;
      piece.seams.push_back({end, inner.begin});
    }
    piece.span.end = end = inner.end;
    t = tokens.Next();
    if (t.kind == TokenKind::kEnd || Is(t, "into")) break;
    if (t.symbol != '|' || tokens.Next().symbol != '|') return false;
    t = tokens.Next();
    if (piece.seams.size() > 200) return false;
  }
  if (piece.span.empty()) return false;
  piece.condition = condition();
  piece.guard = Guard();
  piece.branch = Branch();
  shape_.pieces.push_back(std::move(piece));
  return true;
}

bool Scanner::Execute(Token first) {
  Span rest;
  if (!ToEnd(&rest)) return false;
  if (!Fold(rest)) AddDynamic({first.span.begin, rest.end});
  return true;
}

bool Scanner::Return(Token first) {
  Token t = tokens_.Peek();
  Span rest;
  if (!Is(t, "query")) {
    if (!Is(t, "next")) returned_ = true;
    return ToEnd(&rest);
  }
  tokens_.Next();
  bool execute = Is(tokens_.Peek(), "execute");
  if (execute) tokens_.Next();
  if (!ToEnd(&rest)) return false;
  if (!execute) {
    AddPiece(rest);
  } else if (!Fold(rest)) {
    AddDynamic({first.span.begin, rest.end});
  }
  return true;
}

// RAISE alone, or with an error's level, ends what runs.
bool Scanner::Raise() {
  Token t = tokens_.Peek();
  bool message = Is(t, "debug") || Is(t, "log") || Is(t, "info") ||
                 Is(t, "notice") || Is(t, "warning");
  if (!stack_.empty() && stack_.back().kind == FrameKind::kHandlers) {
    stack_.back().raised |= !message;
  }
  Span rest;
  return ToEnd(&rest);
}

bool Scanner::Open(Token first) {
  Span rest;
  if (!ToEnd(&rest)) return false;
  Tokens tokens(text_, rest);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (!Is(t, "for")) continue;
    Token query = tokens.Peek();
    if (Is(query, "execute")) {
      tokens.Next();
      if (!Fold({tokens.Peek().span.begin, rest.end})) {
        AddDynamic({first.span.begin, rest.end});
      }
    } else {
      AddPiece({query.span.begin, rest.end});
    }
    break;
  }
  return true;
}

// "x := 1", "a.b = 2", "c[1] := 3", with the first token taken.
bool Scanner::IsAssignment(const Token& first) {
  if (first.kind == TokenKind::kSymbol) return first.symbol == '$';
  char symbol = tokens_.Peek().symbol;
  return symbol == ':' || symbol == '=' || symbol == '.' || symbol == '[';
}

// Long: one line for each statement of the language.
bool Scanner::Statement(Token first) {
  Span rest;
  if (IsAssignment(first)) return ToEnd(&rest);
  if (Is(first, "return")) return Return(first);
  if (Is(first, "raise")) return Raise();
  if (Is(first, "execute")) return Execute(first);
  if (Is(first, "open")) return Open(first);
  for (std::string_view word : {"null", "exit", "continue", "assert", "get",
                                "fetch", "move", "close"}) {
    if (Is(first, word)) return ToEnd(&rest);
  }
  if (Is(first, "commit") || Is(first, "rollback")) {
    shape_.commits = true;
    return ToEnd(&rest);
  }
  if (first.kind != TokenKind::kWord && first.symbol != '(') return false;
  if (first.symbol == '(' && tokens_.SkipToClose().kind == TokenKind::kEnd) {
    return false;
  }
  uint32_t taken = tokens_.at();
  if (!ToEnd(&rest)) return false;
  uint32_t end = rest.empty() ? taken : rest.end;
  AddPiece({first.span.begin, end}, Is(first, "perform"));
  return true;
}

bool Scanner::Step() {
  Token t = tokens_.Next();
  if (t.kind == TokenKind::kEnd) return false;
  // What comes before the outermost BEGIN.
  if (t.symbol == '#') {
    size_t line = text_.find('\n', t.span.begin);
    if (line == std::string_view::npos || line >= body_.end) return false;
    tokens_ = Tokens(text_, {static_cast<uint32_t>(line), body_.end});
    return true;
  }
  if (t.symbol == '<') return Label();
  if (Is(t, "declare")) return Declarations();
  if (Is(t, "begin")) {
    return Push(FrameKind::kBlock, condition(), Guard());
  }
  if (stack_.empty()) return false;
  if (t.symbol == ';') return true;
  if (Is(t, "end")) return End();
  if (IsAssignment(t)) return Statement(t);
  if (Is(t, "if")) return OpenIf(true);
  if (Is(t, "elsif") || Is(t, "elseif")) {
    Span asked;
    return Else() && UpTo("then", &asked);
  }
  if (Is(t, "else")) return Else();
  if (Is(t, "case")) return OpenCase();
  if (Is(t, "when")) return When();
  if (Is(t, "exception")) return Handlers();
  if (Is(t, "loop")) return Push(FrameKind::kLoop, Condition::kConditional);
  if (Is(t, "while")) {
    Span asked;
    return UpTo("loop", &asked) &&
           Push(FrameKind::kLoop, Condition::kConditional);
  }
  if (Is(t, "for")) return OpenFor();
  if (Is(t, "foreach")) {
    Span asked;
    return UpTo("loop", &asked) &&
           Push(FrameKind::kLoop, Condition::kConditional);
  }
  return Statement(t);
}

}  // namespace

CodeShape ScanPlpgsql(std::string_view text, Span body) {
  return Scanner(text, body).Run();
}

}  // namespace interlock::sql
