// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "parsers/shell/shell.h"

namespace interlock::shell {

// What ends the word that is being read, besides blanks and operators.
enum class WordIn : uint8_t {
  kCommand,
  kTest,   // [[ ]]: a regular expression may hold brackets and bars
  kRegex,  // after =~
};

// Reads a script from left to right, once. Words are read in words.cc,
// commands in commands.cc and compound.cc.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), end_(text.size()) {
    script_.text = text;
  }
  Script Read();

 private:
  struct Pending {
    // Where the redirect is: its command is still being built.
    Redirect redirect;
    std::string delimiter;
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
  void ReadSimple(Command& command);
  bool ReadAssignment(Command& command);
  bool ReadRedirect(Command& command);
  void ReadHereTarget(Command& command, Redirect& redirect, bool tabs);
  void ReadHereDocuments();
  size_t FindHereEnd(const Pending& pending, size_t& after) const;
  void ReadHereBody(Pending& pending);

  // compound.cc
  bool ReadCompound(Command& command);
  void ReadBrackets(Command& command);
  void ReadArithmeticCommand(Command& command);
  void ReadGroup(Command& command);
  void ReadIf(Command& command);
  void ReadWhile(Command& command);
  void ReadFor(Command& command);
  void ReadCase(Command& command);
  void ReadBranch(Command& command);
  void ReadFunction(Command& command);
  void ReadFunctionBody(Command& command);
  void ReadTest(Command& command);
  void Expect(std::string_view reserved);

  // words.cc
  Word ReadWord(WordIn where);
  bool EndsWord(WordIn where, int brackets) const;
  void ReadUnquoted(Word& word);
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

  std::string_view text_;
  size_t at_ = 0;
  size_t end_;  // of what may be read now: a here-document's, or the text's
  int depth_ = 0;
  bool failed_ = false;
  Script script_;
  std::vector<Pending> pending_;
  // Here-documents whose text is known by now, by where they were begun.
  std::vector<Redirect> bodies_;
};

}  // namespace interlock::shell
