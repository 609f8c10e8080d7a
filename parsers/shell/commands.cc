// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "parsers/shell/reader.h"

namespace interlock::shell {
namespace {

constexpr std::string_view kEndWords[] = {"then", "do",   "done", "fi",
                                          "else", "elif", "esac", "}"};

bool EndsReserved(char c) {
  return c == '\0' || IsAsciiSpace(c) ||
         std::string_view(";&|()<>").find(c) != std::string_view::npos;
}

struct Sign {
  std::string_view text;
  RedirectKind kind;
};
// Longer ones first.
constexpr Sign kSigns[] = {
    {"<<<", RedirectKind::kHereString},  {"<<-", RedirectKind::kHereDocument},
    {"<<", RedirectKind::kHereDocument}, {"<&", RedirectKind::kDuplicate},
    {"<>", RedirectKind::kReadWrite},    {"<", RedirectKind::kInput},
    {">>", RedirectKind::kAppend},       {">&", RedirectKind::kDuplicate},
    {">|", RedirectKind::kOutput},       {">", RedirectKind::kOutput}};

int NumberOf(std::string_view digits) {
  int number = digits.empty() ? -1 : 0;
  for (char c : digits) number = number * 10 + (c - '0');
  return number;
}

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

void Reader::Fail(std::string_view problem) {
  if (!script_.problem.empty()) {
    failed_ = true;
    return;
  }
  failed_ = true;
  script_.complete = false;
  script_.problem = problem;
  script_.problem_at = static_cast<uint32_t>(std::min(at_, text_.size()));
}

bool Reader::SeesReserved(std::string_view reserved) const {
  return Sees(reserved) && EndsReserved(Peek(reserved.size()));
}

bool Reader::TakeWord(std::string_view reserved) {
  if (!SeesReserved(reserved)) return false;
  at_ += reserved.size();
  return true;
}

void Reader::SkipBlanks() {
  while (!Done()) {
    char c = Peek();
    if (c == ' ' || c == '\t' || (c == '\r' && Peek(1) == '\n')) {
      ++at_;
    } else if (c == '\\' && Peek(1) == '\n') {
      at_ += 2;
    } else if (Sees("\\\r\n")) {
      at_ += 3;
    } else if (c == '#') {
      while (!Done() && Peek() != '\n') ++at_;
    } else {
      return;
    }
  }
}

void Reader::TakeBreak() {
  ++at_;
  if (!pending_.empty()) ReadHereDocuments();
}

void Reader::SkipBreaks() {
  SkipBlanks();
  while (!Done() && Peek() == '\n') {
    TakeBreak();
    SkipBlanks();
  }
}

uint32_t Reader::NewList() {
  lists_.emplace_back();
  return static_cast<uint32_t>(lists_.size() - 1);
}

bool Reader::AtListEnd() const {
  if (Peek() == ')' || Sees(";;") || Sees(";&")) return true;
  return std::ranges::any_of(
      kEndWords, [&](std::string_view word) { return SeesReserved(word); });
}

uint32_t Reader::ReadList() {
  Deeper deeper(*this);
  uint32_t index = NewList();
  Lent<std::vector<Item>> items(spare_items_);
  SkipBreaks();
  while (!Done() && !failed() && !AtListEnd()) {
    Item item;
    size_t begin = at_;
    ReadPipeline(item.pipeline);
    if (!failed() && at_ == begin) Fail("found no command");
    if (failed()) break;
    SkipBlanks();
    bool more = true;
    if (Sees("&&") || Sees("||")) {
      item.next = Peek() == '&' ? Join::kAnd : Join::kOr;
      at_ += 2;
    } else if (Sees(";;") || Sees(";&")) {
      more = false;
    } else if (Take('&')) {
      item.next = Join::kBackground;
    } else if (!Take(';')) {
      more = Peek() == '\n';
    }
    items->push_back(item);
    if (!more) break;
    SkipBreaks();
  }
  lists_[index].items = arena_.CopyAll(*items);
  return index;
}

void Reader::ReadPipeline(Pipeline& pipeline) {
  size_t begin = at_;
  Lent<std::vector<Command>> commands(spare_commands_);
  while (TakeWord("!")) {
    pipeline.negated = !pipeline.negated;
    SkipBlanks();
  }
  while (!Done() && !failed()) {
    size_t before = at_;
    commands->push_back(ReadCommand());
    if (at_ == before && !failed()) Fail("found no command");
    SkipBlanks();
    if (failed() || Peek() != '|' || Sees("||")) break;
    ++at_;
    Take('&');
    SkipBreaks();
  }
  pipeline.commands = arena_.CopyAll(*commands);
  pipeline.span = {static_cast<uint32_t>(begin),
                   commands->empty() ? static_cast<uint32_t>(at_)
                                     : commands->back().span.end};
}

Command Reader::ReadCommand() {
  Deeper deeper(*this);
  Lent<Draft> command(spare_drafts_);
  size_t begin = at_;
  size_t end = at_;
  if (ReadCompound(*command)) {
    end = at_;
    SkipBlanks();
    while (!Done() && !failed() && ReadRedirect(*command)) {
      end = at_;
      SkipBlanks();
    }
  } else {
    ReadSimple(*command);
    end = std::max<size_t>(begin, command->span.end);
  }
  command->span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  return Close(*command);
}

void Reader::ReadSimple(Draft& command) {
  while (!Done() && !failed()) {
    SkipBlanks();
    char c = Peek();
    if (Done() || c == '\n' || c == ';' || c == '|' || c == ')') return;
    size_t begin = at_;
    if (ReadRedirect(command)) {
      command.span.end = static_cast<uint32_t>(at_);
      continue;
    }
    if (c == '&') return;
    if (c == '(') {
      bool lone = command.words.size() == 1 && command.assignments.empty();
      if (lone) return ReadFunctionBody(command);
      return Fail("found '(' in a command");
    }
    if (!command.words.empty() || !ReadAssignment(command)) {
      command.words.push_back(ReadWord(WordIn::kCommand));
      // declare -a name=( ... )
      if (Peek() == '(' && at_ > begin && text_[at_ - 1] == '=') {
        Lent<Draft> array(spare_drafts_);
        at_ = begin;
        if (ReadAssignment(*array)) command.words.back().span = From(begin);
      }
    }
    if (at_ == begin && !failed()) return Fail("found no word");
    command.span.end = static_cast<uint32_t>(at_);
  }
}

bool Reader::ReadAssignment(Draft& command) {
  size_t at = at_;
  if (!IsNameStart(Peek())) return false;
  while (at < end_ && (IsNameStart(text_[at]) || IsDigit(text_[at]))) ++at;
  Assignment assignment;
  assignment.name = text_.substr(at_, at - at_);
  if (at < end_ && text_[at] == '[') {
    while (at < end_ && text_[at] != ']' && !IsAsciiSpace(text_[at])) ++at;
    if (at >= end_ || text_[at] != ']') return false;
    ++at;
  }
  if (at < end_ && text_[at] == '+') ++at;
  if (at >= end_ || text_[at] != '=') return false;
  size_t begin = at_;
  at_ = at + 1;
  if (Take('(')) {
    ReadArray(assignment);
  } else {
    assignment.value = ReadWord(WordIn::kCommand);
  }
  assignment.span = From(begin);
  command.assignments.push_back(assignment);
  return true;
}

// After its bracket.
void Reader::ReadArray(Assignment& assignment) {
  Lent<std::vector<Word>> words(spare_words_);
  SkipBreaks();
  while (!Done() && !failed() && Peek() != ')') {
    size_t word = at_;
    words->push_back(ReadWord(WordIn::kCommand));
    if (at_ == word) Fail("found no word in an array");
    SkipBreaks();
  }
  if (!failed() && !Take(')')) Fail("'(' is not closed");
  assignment.array = arena_.CopyAll(*words);
  if (!words->empty()) assignment.value = words->front();
}

bool Reader::ReadRedirect(Draft& command) {
  size_t at = at_;
  while (at < end_ && IsDigit(text_[at]) && at - at_ < 3) ++at;
  std::string_view rest = text_.substr(at, end_ - at);
  bool both = at == at_ && rest.starts_with("&>");
  if (both) rest.remove_prefix(1);
  bool opens = rest.starts_with('<') || rest.starts_with('>');
  if (!opens) return false;
  bool process = rest.starts_with("<(") || rest.starts_with(">(");
  if (process && at == at_ && !both) return false;
  Redirect redirect;
  size_t begin = at_;
  redirect.descriptor = NumberOf(text_.substr(at_, at - at_));
  redirect.both = both;
  const Sign* sign = std::ranges::find_if(
      kSigns, [&](const Sign& one) { return rest.starts_with(one.text); });
  redirect.kind = sign->kind;
  at_ = at + (both ? 1 : 0) + sign->text.size();
  SkipBlanks();
  if (sign->kind == RedirectKind::kHereDocument) {
    redirect.span = From(begin);
    ReadHereTarget(command, redirect, sign->text == "<<-");
    return true;
  }
  size_t target = at_;
  redirect.target = arena_.New<Word>(ReadWord(WordIn::kCommand));
  if (at_ == target && !failed()) Fail("a redirection names no file");
  // `>& file` is an older way to write `&> file`.
  if (sign->text == ">&") {
    std::string_view name = text_.substr(target, at_ - target);
    bool number = name == "-" || (!name.empty() && IsDigit(name[0])) ||
                  name.starts_with('$');
    if (!number) redirect.kind = RedirectKind::kOutput;
    redirect.both = !number;
  }
  redirect.span = From(begin);
  command.redirects.push_back(redirect);
  return true;
}

void Reader::ReadHereTarget(Draft& command, Redirect& redirect, bool tabs) {
  Word word = ReadWord(WordIn::kCommand);
  if (failed()) return;
  redirect.span.end = static_cast<uint32_t>(at_);
  Pending pending;
  pending.strips_tabs = tabs;
  std::string delimiter;
  for (const Part& part : word.parts) {
    pending.quoted = pending.quoted || part.quote != Quote::kNone;
    delimiter += part.kind == PartKind::kLiteral
                     ? part.text
                     : text_.substr(part.span.begin, part.span.size());
  }
  if (word.parts.empty()) return Fail("a here-document names no end");
  pending.delimiter = arena_.Copy(delimiter);
  pending.target = arena_.New<Word>();
  Close({}, *pending.target);  // should the text end before it
  pending_.push_back(pending);
  redirect.target = pending.target;
  command.redirects.push_back(redirect);
}

void Reader::ReadHereDocuments() {
  std::vector<Pending> all = std::exchange(pending_, {});
  for (const Pending& pending : all) {
    if (failed()) return;
    ReadHereBody(pending);
  }
}

// Where the line that ends it begins; npos when there is none.
size_t Reader::FindHereEnd(const Pending& pending, size_t& after) const {
  std::string_view area = text_.substr(0, end_);
  for (size_t line = at_; line < end_;) {
    size_t stop = std::min(area.find('\n', line), end_);
    std::string_view text = area.substr(line, stop - line);
    if (text.ends_with('\r')) text.remove_suffix(1);
    while (pending.strips_tabs && text.starts_with('\t')) text.remove_prefix(1);
    if (text == pending.delimiter) {
      after = std::min(stop + 1, end_);
      return line;
    }
    line = stop + 1;
  }
  return std::string_view::npos;
}

void Reader::ReadHereBody(const Pending& pending) {
  size_t begin = at_;
  size_t after = end_;
  size_t end = FindHereEnd(pending, after);
  bool found = end != std::string_view::npos;
  end = std::min(end, end_);
  size_t limit = std::exchange(end_, end);
  Lent<std::vector<Part>> parts(spare_parts_);
  if (!pending.quoted) ReadUntil("", Quote::kHereDocument, *parts);
  while (pending.quoted && !Done() && !failed()) {
    if (Sees("${{")) {
      ReadExpression(Quote::kHereDocument, *parts);
      continue;
    }
    size_t next = std::min(text_.substr(0, end_).find('$', at_ + 1), end_);
    AddLiteral(Quote::kHereDocument, at_, next, *parts);
    at_ = next;
  }
  end_ = limit;
  Close(*parts, *pending.target);
  pending.target->span = {static_cast<uint32_t>(begin),
                          static_cast<uint32_t>(end)};
  if (failed()) return;
  at_ = after;
  if (!found) {
    script_.complete = false;
    script_.problem = "a here-document is not ended";
    script_.problem_at = static_cast<uint32_t>(begin);
  }
}

Script Reader::Read(std::string_view text) {
  text_ = text;
  at_ = 0;
  end_ = text.size();
  failed_ = false;
  script_ = {};
  script_.text = text;
  lists_.clear();
  pending_.clear();
  script_.body = ReadList();
  if (!failed() && !Done()) Fail("found what no command begins with");
  script_.lists = arena_.CopyAll(lists_);
  return script_;
}

Script ParseShell(std::string_view text, Arena& arena) {
  return Reader(arena).Read(text);
}

}  // namespace interlock::shell
