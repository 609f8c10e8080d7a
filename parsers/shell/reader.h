// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/shell/shell.h"

namespace interlock::shell {

// What ends the word that is being read, besides blanks and operators.
enum class WordIn : uint8_t {
  kCommand,
  kTest,   // [[ ]]: a regular expression may hold brackets and bars
  kRegex,  // after =~
};

// A command while it is read.
struct Draft {
  CommandKind kind = CommandKind::kSimple;
  bool has_else = false;
  Span span;
  std::string_view name;
  std::vector<Assignment> assignments;
  std::vector<Word> words;
  std::vector<Redirect> redirects;
  std::vector<uint32_t> lists;

  void clear();  // keeps the room of the lists
};

// One of a pool's things, given back empty at the end. What is read goes to
// the arena when all of it is known; these hold it until then, and as they
// keep their room, few of them are ever made.
template <class T>
class Lent {
 public:
  explicit Lent(std::vector<T>& pool) : pool_(pool) {
    if (pool.empty()) return;
    value_ = std::move(pool.back());
    pool.pop_back();
  }
  ~Lent() {
    value_.clear();
    pool_.push_back(std::move(value_));
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;

  T& operator*() { return value_; }
  T* operator->() { return &value_; }

 private:
  std::vector<T>& pool_;
  T value_;
};

// Reads scripts from left to right, once, one after the other. Words are read
// in words.cc, commands in commands.cc and compound.cc.
class Reader {
 public:
  explicit Reader(Arena& arena) : arena_(arena) {}
  Script Read(std::string_view text);

 private:
  struct Pending {
    Word* target = nullptr;  // of the redirect, in the arena
    std::string_view delimiter;
    bool quoted = false;
    bool strips_tabs = false;
  };
  class Deeper {
   public:
    explicit Deeper(Reader& reader) : reader_(reader) {
      if (++reader_.depth_ > kMaxShellDepth) {
        reader_.Fail("it nests too deep");
        reader_.at_ = reader_.end_;
      }
    }
    ~Deeper() { --reader_.depth_; }

   private:
    Reader& reader_;
  };

  char Peek(size_t ahead = 0) const {
    return at_ + ahead < end_ ? text_[at_ + ahead] : '\0';
  }
  bool Done() const { return at_ >= end_; }
  bool Sees(std::string_view word) const {
    if (Done() || text_[at_] != word[0]) return false;
    return text_.substr(at_, end_ - at_).starts_with(word);
  }
  bool Take(char c) {
    if (Done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool TakeWord(std::string_view reserved);
  bool SeesReserved(std::string_view reserved) const;
  Span From(size_t begin) const {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  }
  void Fail(std::string_view problem);
  bool failed() const { return failed_; }

  // Blanks, comments and continued lines; not line breaks.
  void SkipBlanks();
  // The same with line breaks, and `;` where it stands alone.
  void SkipBreaks();
  void TakeBreak();

  // commands.cc
  uint32_t ReadList();
  bool AtListEnd() const;
  void ReadPipeline(Pipeline& pipeline);
  Command ReadCommand();
  void ReadSimple(Draft& command);
  bool ReadAssignment(Draft& command);
  void ReadArray(Assignment& assignment);
  bool ReadRedirect(Draft& command);
  void ReadHereTarget(Draft& command, Redirect& redirect, bool tabs);
  void ReadHereDocuments();
  size_t FindHereEnd(const Pending& pending, size_t& after) const;
  void ReadHereBody(const Pending& pending);

  // compound.cc
  bool MayBeCompound() const;
  bool ReadCompound(Draft& command);
  void ReadBrackets(Draft& command);
  void ReadArithmeticCommand(Draft& command);
  void ReadGroup(Draft& command);
  void ReadIf(Draft& command);
  void ReadWhile(Draft& command);
  void ReadFor(Draft& command);
  void ReadCase(Draft& command);
  void ReadBranch(Draft& command);
  void ReadFunction(Draft& command);
  void ReadFunctionBody(Draft& command);
  void ReadTest(Draft& command);
  void Expect(std::string_view reserved);

  // words.cc
  Word ReadWord(WordIn where);
  bool EndsWord(WordIn where, int brackets) const;
  void ReadUnquoted(std::vector<Part>& parts);
  void ReadSingleQuoted(std::vector<Part>& parts);
  void ReadDoubleQuoted(std::vector<Part>& parts);
  // Everything up to `stop` outside of any quotes; at_ is left on it.
  void ReadUntil(std::string_view stop, Quote quote, std::vector<Part>& parts);
  bool ReadDollar(Quote quote, std::vector<Part>& parts);
  void ReadBraced(Quote quote, std::vector<Part>& parts);
  void ReadExpression(Quote quote, std::vector<Part>& parts);
  void ReadSubstitution(Quote quote, std::vector<Part>& parts);
  void ReadBackticks(Quote quote, std::vector<Part>& parts);
  void ReadArithmetic(Quote quote, std::vector<Part>& parts);
  void ReadEscape(Quote quote, std::vector<Part>& parts);
  void ReadExtended(std::vector<Part>& parts);
  void AddLiteral(Quote quote, size_t begin, size_t end,
                  std::vector<Part>& parts);
  uint32_t NewList();

  // literal.cc: what was gathered becomes part of the script.
  void Close(const std::vector<Part>& parts, Word& word);
  Command Close(const Draft& draft);

  Arena& arena_;
  std::string_view text_;
  size_t at_ = 0;
  size_t end_ = 0;  // of what may be read now: a here-document's, or the text's
  int depth_ = 0;
  bool failed_ = false;
  Script script_;
  std::vector<List> lists_;
  std::vector<Pending> pending_;
  std::vector<std::vector<Part>> spare_parts_;
  std::vector<std::vector<Word>> spare_words_;
  std::vector<std::vector<Command>> spare_commands_;
  std::vector<std::vector<Item>> spare_items_;
  std::vector<Draft> spare_drafts_;
};

}  // namespace interlock::shell
