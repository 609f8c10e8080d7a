// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/arena.h"
#include "core/span.h"

namespace interlock::shell {

// A reader of POSIX shell and bash, for the scripts of workflows. It knows the
// grammar well enough to say which commands a script runs, with which words,
// and what becomes of their failure; it expands nothing. GitHub's `${{ }}`,
// which is replaced before any shell reads the text, is a part of a word.
//
// What it does not understand makes a script incomplete, never wrong: rules
// that need the whole of it ask `complete` first.

inline constexpr uint32_t kNoList = 0xFFFFFFFF;
// Nesting deeper than this makes a script incomplete.
inline constexpr int kMaxShellDepth = 60;

enum class Quote : uint8_t { kNone, kSingle, kDouble, kHereDocument };

enum class PartKind : uint8_t {
  kLiteral,     // text, without its quotes and backslashes
  kVariable,    // $name and ${name...}; `text` is the name
  kCommand,     // $(...) and `...`; `list` is what runs
  kProcess,     // <(...) and >(...)
  kArithmetic,  // $((...)); `text` is what stands between
  kExpression,  // ${{ ... }}, braces included
};

// One stretch of a word.
struct Part {
  PartKind kind = PartKind::kLiteral;
  Quote quote = Quote::kNone;
  uint32_t list = kNoList;  // of substitutions that could be read
  Span span;                // in the script, as written
  std::string_view text;
  std::span<const Part> inner;  // of ${name:-inner} and $((inner))
};

struct Word {
  Span span;
  std::span<const Part> parts;
  // Its text with `*` in the place of each part that is not known.
  std::string_view sketch;
  // The sketch is the text as it stands: there are no variables, substitutions
  // or expressions, and no pattern that the shell expands.
  bool literal = false;
};

struct Assignment {
  Span span;
  std::string_view name;
  Word value;                   // the first element of an array
  std::span<const Word> array;  // of name=(a b c)
};

enum class RedirectKind : uint8_t {
  kInput,         // <
  kOutput,        // > >| &>
  kAppend,        // >> &>>
  kReadWrite,     // <>
  kDuplicate,     // >& <&
  kHereDocument,  // << <<-
  kHereString,    // <<<
};
struct Redirect {
  RedirectKind kind = RedirectKind::kInput;
  Span span;
  int descriptor = -1;  // as written before it; -1 when none is
  bool both = false;    // &> and &>>
  // Never null. Of here-documents the text, not the delimiter.
  const Word* target = nullptr;
};

enum class CommandKind : uint8_t {
  kSimple,      // assignments, words, redirects
  kSubshell,    // ( list )
  kGroup,       // { list }
  kIf,          // condition, then, [condition, then]..., [else]
  kWhile,       // condition, body; until as well
  kFor,         // body; select as well
  kCase,        // one list per branch
  kFunction,    // body; never runs where it stands
  kTest,        // [[ ]]
  kArithmetic,  // (( ))
};
struct Command {
  CommandKind kind = CommandKind::kSimple;
  bool has_else = false;
  Span span;
  std::string_view name;  // of a function or a for's variable
  std::span<const Assignment> assignments;
  // Of a simple command its name and arguments, of `for` what it goes
  // through, of `case` the subject and then all patterns.
  std::span<const Word> words;
  std::span<const Redirect> redirects;
  std::span<const uint32_t> lists;
  // What CommandName says: the name, and which of the words it is.
  std::string_view program;
  size_t program_word = 0;
};

struct Pipeline {
  Span span;
  std::span<const Command> commands;
  bool negated = false;
};

// What stands between a pipeline and the next.
enum class Join : uint8_t { kSequence, kAnd, kOr, kBackground };
struct Item {
  Pipeline pipeline;
  Join next = Join::kSequence;
};
struct List {
  std::span<const Item> items;
};

// A script that was read. It points into the text and into the arena that it
// was read to.
struct Script {
  std::string_view text;
  std::span<const List> lists;  // all of them; those inside others, too
  uint32_t body = kNoList;
  bool complete = true;
  std::string_view problem;  // why it is not complete
  uint32_t problem_at = 0;

  const List& at(uint32_t list) const { return lists[list]; }
};

// Never fails, in time linear in the text.
Script ParseShell(std::string_view text, Arena& arena);

// The text of a word that is known as it stands.
inline std::optional<std::string_view> LiteralOf(const Word& word) {
  if (!word.literal) return std::nullopt;
  return word.sketch;
}
// A literal that holds an unquoted * ? [ or {a,b}.
bool HasPattern(const Word& word);

}  // namespace interlock::shell
