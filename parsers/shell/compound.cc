// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "parsers/shell/reader.h"

namespace interlock::shell {

void Reader::Expect(std::string_view reserved) {
  SkipBreaks();
  if (failed() || TakeWord(reserved)) return;
  Fail(arena_.Copy("found no '" + std::string(reserved) + "'"));
}

// What any of the words below begins with.
bool Reader::MayBeCompound() const {
  return !Done() &&
         std::string_view("({iwufsc[").find(Peek()) != std::string_view::npos;
}

bool Reader::ReadCompound(Draft& command) {
  if (!MayBeCompound()) return false;
  if (Sees("((")) {
    ReadArithmeticCommand(command);
  } else if (Peek() == '(') {
    ReadBrackets(command);
  } else if (TakeWord("{")) {
    ReadGroup(command);
  } else if (TakeWord("if")) {
    ReadIf(command);
  } else if (TakeWord("while") || TakeWord("until")) {
    ReadWhile(command);
  } else if (TakeWord("for") || TakeWord("select")) {
    ReadFor(command);
  } else if (TakeWord("case")) {
    ReadCase(command);
  } else if (TakeWord("function")) {
    ReadFunction(command);
  } else if (TakeWord("[[")) {
    ReadTest(command);
  } else {
    return false;
  }
  return true;
}

void Reader::ReadBrackets(Draft& command) {
  command.kind = CommandKind::kSubshell;
  ++at_;
  command.lists.push_back(ReadList());
  if (!failed() && !Take(')')) Fail("'(' is not closed");
}

void Reader::ReadArithmeticCommand(Draft& command) {
  command.kind = CommandKind::kArithmetic;
  Word word;
  size_t begin = at_;
  Lent<std::vector<Part>> parts(spare_parts_);
  ReadArithmetic(Quote::kNone, *parts);
  Close(*parts, word);
  word.span = From(begin);
  command.words.push_back(word);
}

void Reader::ReadGroup(Draft& command) {
  command.kind = CommandKind::kGroup;
  command.lists.push_back(ReadList());
  Expect("}");
}

void Reader::ReadIf(Draft& command) {
  command.kind = CommandKind::kIf;
  command.lists.push_back(ReadList());
  Expect("then");
  command.lists.push_back(ReadList());
  while (!failed() && TakeWord("elif")) {
    command.lists.push_back(ReadList());
    Expect("then");
    command.lists.push_back(ReadList());
  }
  if (!failed() && TakeWord("else")) {
    command.has_else = true;
    command.lists.push_back(ReadList());
  }
  Expect("fi");
}

void Reader::ReadWhile(Draft& command) {
  command.kind = CommandKind::kWhile;
  command.lists.push_back(ReadList());
  Expect("do");
  command.lists.push_back(ReadList());
  Expect("done");
}

void Reader::ReadFor(Draft& command) {
  command.kind = CommandKind::kFor;
  SkipBlanks();
  if (Sees("((")) {
    Word word;
    Lent<std::vector<Part>> parts(spare_parts_);
    ReadArithmetic(Quote::kNone, *parts);
    Close(*parts, word);
    command.words.push_back(word);
  } else {
    size_t begin = at_;
    ReadWord(WordIn::kCommand);
    command.name = text_.substr(begin, at_ - begin);
    SkipBreaks();
    if (!failed() && TakeWord("in")) {
      SkipBlanks();
      while (!Done() && !failed() && Peek() != '\n' && Peek() != ';') {
        size_t word = at_;
        command.words.push_back(ReadWord(WordIn::kCommand));
        if (at_ == word) return Fail("found no word after 'in'");
        SkipBlanks();
      }
    }
  }
  SkipBlanks();
  Take(';');
  Expect("do");
  if (failed()) return;
  command.lists.push_back(ReadList());
  Expect("done");
}

void Reader::ReadCase(Draft& command) {
  command.kind = CommandKind::kCase;
  SkipBlanks();
  command.words.push_back(ReadWord(WordIn::kCommand));
  Expect("in");
  SkipBreaks();
  while (!Done() && !failed() && !TakeWord("esac")) {
    size_t begin = at_;
    ReadBranch(command);
    SkipBreaks();
    if (at_ == begin && !failed()) Fail("found no branch");
  }
  if (Done() && !failed() && !text_.substr(0, at_).ends_with("esac")) {
    Fail("found no 'esac'");
  }
}

void Reader::ReadBranch(Draft& command) {
  Take('(');
  while (!Done() && !failed()) {
    SkipBlanks();
    command.words.push_back(ReadWord(WordIn::kCommand));
    SkipBlanks();
    if (!Take('|')) break;
  }
  if (!failed() && !Take(')')) return Fail("a branch's pattern is not closed");
  if (failed()) return;
  command.lists.push_back(ReadList());
  if (Take(';')) {
    Take(';');
    Take('&');
  }
}

void Reader::ReadFunction(Draft& command) {
  SkipBlanks();
  command.words.push_back(ReadWord(WordIn::kCommand));
  ReadFunctionBody(command);
}

// After the name, on the brackets if there are any.
void Reader::ReadFunctionBody(Draft& command) {
  command.kind = CommandKind::kFunction;
  Span name = command.words.front().span;
  command.name = text_.substr(name.begin, name.size());
  command.words.clear();
  SkipBlanks();
  if (Take('(')) {
    SkipBlanks();
    if (!Take(')')) return Fail("found '(' in a command");
  }
  SkipBreaks();
  if (failed()) return;
  uint32_t list = NewList();
  const Command* body = arena_.New<Command>(ReadCommand());
  if (body->kind == CommandKind::kSimple) Fail("a function has no body");
  Item* item = arena_.New<Item>();
  item->pipeline.commands = {body, 1};
  item->pipeline.span = body->span;
  lists_[list].items = {item, 1};
  command.lists.push_back(list);
  command.span.end = static_cast<uint32_t>(at_);
}

void Reader::ReadTest(Draft& command) {
  command.kind = CommandKind::kTest;
  bool regex = false;
  while (!Done() && !failed()) {
    SkipBreaks();
    if (TakeWord("]]")) return;
    if (Sees("&&") || Sees("||")) {
      at_ += 2;
      continue;
    }
    if (!regex && (Peek() == '(' || Peek() == ')')) {
      ++at_;
      continue;
    }
    size_t begin = at_;
    Word word = ReadWord(regex ? WordIn::kRegex : WordIn::kTest);
    regex = text_.substr(begin, at_ - begin) == "=~";
    if (at_ == begin && !failed()) return Fail("found no word in '[['");
    command.words.push_back(word);
  }
  if (!failed()) Fail("'[[' is not closed");
}

}  // namespace interlock::shell
