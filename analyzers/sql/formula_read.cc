// SPDX-License-Identifier: Apache-2.0
// Reads a condition from its text, by the little grammar that formula.h names.
#include <utility>

#include "analyzers/sql/formula.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

using Kind = Formula::Kind;
constexpr size_t kMaxNodes = 512;
constexpr int kMaxDepth = 32;

class Reader {
 public:
  explicit Reader(std::string_view text)
      : text_(text), tokens_(text, {0, static_cast<uint32_t>(text.size())}) {}

  Formula Read() {
    if (HasWord("case") || !ReadOr(0) || !AtEnd()) {
      out_.nodes.assign(1, {Kind::kAtom, 1, {{}, Comparison::kEqual, text_}});
    }
    return std::move(out_);
  }

  bool ReadLiteral(std::string_view* out) {
    Operand operand;
    if (!ReadOperand(&operand) || operand.column || !AtEnd()) return false;
    *out = operand.text;
    return true;
  }

 private:
  // A column or a literal.
  struct Operand {
    std::string_view text;
    bool column = false;
    bool plain = true;
    bool as_text = false;
  };

  bool Is(const Token& t, std::string_view word) const {
    return WordIs(text_, t, word);
  }
  bool AtEnd() { return tokens_.Peek().kind == TokenKind::kEnd; }
  bool HasWord(std::string_view word) const {
    Tokens all(text_, {0, static_cast<uint32_t>(text_.size())});
    for (Token t = all.Next(); t.kind != TokenKind::kEnd; t = all.Next()) {
      if (Is(t, word)) return true;
    }
    return false;
  }
  bool Take(char symbol) {
    if (tokens_.Peek().symbol != symbol) return false;
    tokens_.Next();
    return true;
  }
  bool TakeWord(std::string_view word) {
    if (!Is(tokens_.Peek(), word)) return false;
    tokens_.Next();
    return true;
  }
  // What may follow a whole condition.
  bool Ends() {
    Token t = tokens_.Peek();
    return t.kind == TokenKind::kEnd || t.symbol == ')' || Is(t, "and") ||
           Is(t, "or");
  }
  void Add(const Operand& column, Comparison comparison,
           std::string_view literal) {
    Atom atom{column.text, comparison, literal, column.plain, column.as_text};
    out_.nodes.push_back({Kind::kAtom, 1, atom});
  }
  void AddOpaque(uint32_t begin, uint32_t end) {
    Operand nothing;
    Add(nothing, Comparison::kEqual, text_.substr(begin, end - begin));
  }
  // What was added since `begin` becomes the parts of one node.
  void Join(Kind kind, size_t begin) {
    size_t size = out_.nodes.size() - begin + 1;
    out_.nodes.insert(out_.nodes.begin() + static_cast<std::ptrdiff_t>(begin),
                      {kind, static_cast<uint32_t>(size), {}});
  }

  bool ReadOr(int depth) { return ReadList(Kind::kOr, "or", depth); }

  bool ReadList(Kind kind, std::string_view word, int depth) {
    size_t begin = out_.nodes.size();
    bool several = false;
    do {
      bool read = kind == Kind::kOr ? ReadList(Kind::kAnd, "and", depth)
                                    : ReadOne(depth);
      if (!read || out_.nodes.size() > kMaxNodes) return false;
    } while (TakeWord(word) && (several = true));
    if (several) Join(kind, begin);
    return true;
  }

  // A comparison, a condition in brackets, or what is not understood.
  bool ReadOne(int depth) {
    if (depth > kMaxDepth) return false;
    size_t begin = out_.nodes.size();
    Tokens start = tokens_;
    if (ReadComparison() && Ends()) return true;
    out_.nodes.resize(begin);
    tokens_ = start;
    if (Take('(') && ReadOr(depth + 1) && Take(')') && Ends()) return true;
    out_.nodes.resize(begin);
    tokens_ = start;
    if (TakeWord("not")) {
      if (!ReadOne(depth + 1)) return false;
      for (size_t i = begin; i < out_.nodes.size(); ++i) Negate(out_.nodes[i]);
      return true;
    }
    return SkipOne();
  }

  static void Negate(Formula::Node& node) {
    constexpr Comparison kNegated[] = {
        Comparison::kGreaterEqual, Comparison::kGreater,
        Comparison::kNotEqual,     Comparison::kLess,
        Comparison::kLessEqual,    Comparison::kEqual,
        Comparison::kIsNotNull,    Comparison::kIsNull,
    };
    if (node.kind == Kind::kAtom) {
      size_t old = static_cast<size_t>(node.atom.comparison);
      node.atom.comparison = kNegated[old];
    } else {
      node.kind = node.kind == Kind::kAnd ? Kind::kOr : Kind::kAnd;
    }
  }

  bool SkipOne() {
    Token first = tokens_.Peek();
    uint32_t end = first.span.begin;
    while (!Ends()) {
      Token t = tokens_.Next();
      if (t.symbol == '(' || t.symbol == '[') t = tokens_.SkipToClose();
      if (t.kind == TokenKind::kEnd) return false;
      end = t.span.end;
    }
    if (end == first.span.begin) return false;
    AddOpaque(first.span.begin, end);
    return true;
  }

  // ::character varying(10)[]
  bool SkipCasts() {
    while (tokens_.Peek().symbol == ':') {
      tokens_.Next();
      if (!Take(':') || tokens_.Next().kind != TokenKind::kWord) return false;
      for (std::string_view word :
           {"varying", "precision", "without", "with", "time", "zone"}) {
        TakeWord(word);
      }
      if (Take('(')) tokens_.SkipToClose();
      if (Take('[')) tokens_.SkipToClose();
    }
    return true;
  }

  bool ReadOperand(Operand* out, int depth = 0) {
    Token t = tokens_.Next();
    std::string_view text = t.span.In(text_);
    if (t.symbol == '(') {
      bool inside = depth < kMaxDepth && ReadOperand(out, depth + 1);
      return inside && Take(')') && ReadCasts(out);
    }
    switch (t.kind) {
      case TokenKind::kWord:
        if (tokens_.Peek().kind == TokenKind::kString) {
          bool typed = Is(t, "date") || Is(t, "timestamp") ||
                       Is(t, "timestamptz") || Is(t, "time");
          return typed && ReadOperand(out, depth + 1);
        }
        *out = {text, !Is(t, "true") && !Is(t, "false")};
        break;
      case TokenKind::kQuoted:
        *out = {text.substr(1, text.size() - 2), true, false};
        if (out->text.find('"') != text.npos) return false;
        break;
      case TokenKind::kString:
        if (text.size() < 2 || text[0] != '\'') return false;
        *out = {text.substr(1, text.size() - 2), false};
        if (out->text.find('\'') != text.npos) return false;
        break;
      case TokenKind::kNumber:
        *out = {text, false};
        break;
      case TokenKind::kSymbol: {
        Token number = tokens_.Next();
        bool sign = t.symbol == '-' && number.kind == TokenKind::kNumber &&
                    number.span.begin == t.span.end;
        if (!sign) return false;
        *out = {text_.substr(t.span.begin, number.span.end - t.span.begin),
                false};
        break;
      }
      default:
        return false;
    }
    return ReadCasts(out);
  }

  // A column keeps its meaning as text alone.
  bool ReadCasts(Operand* out) {
    Token next = tokens_.Peek();
    if (next.symbol != ':') return true;
    Tokens start = tokens_;
    bool text = Take(':') && Take(':') && TakeWord("text");
    tokens_ = start;
    out->as_text |= out->column;
    return SkipCasts() && (text || !out->column);
  }

  bool ReadOperator(Comparison* out) {
    Token t = tokens_.Next();
    Token next = tokens_.Peek();
    bool joined =
        next.kind == TokenKind::kSymbol && next.span.begin == t.span.end;
    char second = joined ? next.symbol : '\0';
    bool more = second == '=' || second == '>';
    if (more) tokens_.Next();
    switch (t.symbol) {
      case '<':
        *out = second == '=' ? Comparison::kLessEqual : Comparison::kLess;
        if (second == '>') *out = Comparison::kNotEqual;
        break;
      case '>':
        if (second == '>') return false;
        *out = more ? Comparison::kGreaterEqual : Comparison::kGreater;
        break;
      case '=':
        *out = Comparison::kEqual;
        if (more) return false;
        break;
      case '!':
        *out = Comparison::kNotEqual;
        if (second != '=') return false;
        break;
      default:
        return false;
    }
    // Nothing longer, such as "<@" or "=~".
    Token after = tokens_.Peek();
    bool longer = after.kind == TokenKind::kSymbol &&
                  after.span.begin == t.span.end + (more ? 1u : 0u) &&
                  after.symbol != '(' && after.symbol != '-';
    return !longer;
  }

  // "(1, 2)" or "[1, 2]": each value becomes an atom.
  bool ReadValues(const Operand& column, Comparison comparison, char close) {
    size_t begin = out_.nodes.size();
    do {
      Operand value;
      if (!ReadOperand(&value) || value.column) return false;
      Add(column, comparison, value.text);
    } while (Take(',') && out_.nodes.size() < kMaxNodes);
    if (out_.nodes.size() > begin + 1) {
      Join(comparison == Comparison::kEqual ? Kind::kOr : Kind::kAnd, begin);
    }
    return Take(close);
  }

  bool ReadAny(const Operand& column) {
    bool opened = Take('(');
    int brackets = 0;
    while (opened && brackets < kMaxDepth && Take('(')) ++brackets;
    if (!opened || !TakeWord("array") || !Take('[')) return false;
    if (!ReadValues(column, Comparison::kEqual, ']')) return false;
    if (!SkipCasts()) return false;
    while (brackets-- > 0) {
      if (!Take(')') || !SkipCasts()) return false;
    }
    return Take(')');
  }

  bool ReadComparison() {
    Operand left;
    if (!ReadOperand(&left)) return false;
    if (TakeWord("is")) {
      bool negated = TakeWord("not");
      if (!left.column || !TakeWord("null")) return false;
      Add(left, negated ? Comparison::kIsNotNull : Comparison::kIsNull, {});
      return true;
    }
    bool negated = TakeWord("not");
    if (TakeWord("in")) {
      Comparison each = negated ? Comparison::kNotEqual : Comparison::kEqual;
      return left.column && Take('(') && ReadValues(left, each, ')');
    }
    Operand right;
    if (!negated && TakeWord("between")) {
      Operand low;
      bool read = left.column && ReadOperand(&low) && TakeWord("and") &&
                  ReadOperand(&right) && !low.column && !right.column;
      if (!read) return false;
      size_t begin = out_.nodes.size();
      Add(left, Comparison::kGreaterEqual, low.text);
      Add(left, Comparison::kLessEqual, right.text);
      Join(Kind::kAnd, begin);
      return true;
    }
    Comparison comparison;
    if (negated || !ReadOperator(&comparison)) return false;
    if (comparison == Comparison::kEqual && TakeWord("any")) {
      return left.column && ReadAny(left);
    }
    if (!ReadOperand(&right) || left.column == right.column) return false;
    if (left.column) {
      Add(left, comparison, right.text);
    } else {
      Add(right, Turned(comparison), left.text);
    }
    return true;
  }

  // "9 < k" is "k > 9".
  static Comparison Turned(Comparison comparison) {
    switch (comparison) {
      case Comparison::kLess:
        return Comparison::kGreater;
      case Comparison::kLessEqual:
        return Comparison::kGreaterEqual;
      case Comparison::kGreaterEqual:
        return Comparison::kLessEqual;
      case Comparison::kGreater:
        return Comparison::kLess;
      default:
        return comparison;
    }
  }

  std::string_view text_;
  Tokens tokens_;
  Formula out_;
};

}  // namespace

Formula ReadFormula(std::string_view text) { return Reader(text).Read(); }

bool ReadLiteral(std::string_view text, std::string_view* out) {
  return Reader(text).ReadLiteral(out);
}

}  // namespace interlock::sql
