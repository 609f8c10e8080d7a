// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "parsers/shell/shell.h"

namespace interlock::shell {

// A script as one line that shows how it was read: words are separated by
// blanks, lists by "; ", and each part says what it is.
class Shape {
 public:
  explicit Shape(const Script& script) : script_(script) {}

  std::string All() const {
    std::string text = OfList(script_.body);
    if (!script_.complete) text += " !! " + std::string(script_.problem);
    return text;
  }
  std::string OfWord(const Word& word) const {
    std::string text;
    for (const Part& part : word.parts) text += OfPart(part);
    return text;
  }

 private:
  static std::string Quoted(Quote quote, const std::string& text) {
    if (quote == Quote::kSingle) return "'" + text + "'";
    if (quote == Quote::kDouble) return "\"" + text + "\"";
    if (quote == Quote::kHereDocument) return "<" + text + ">";
    return text;
  }
  std::string OfPart(const Part& part) const {
    std::string text(part.text);
    std::string inner;
    for (const Part& one : part.inner) inner += OfPart(one);
    switch (part.kind) {
      case PartKind::kLiteral:
        break;
      case PartKind::kVariable:
        text = "{" + text + (inner.empty() ? "" : "|" + inner) + "}";
        break;
      case PartKind::kCommand:
        text = "$(" + (part.list == kNoList ? "?" : OfList(part.list)) + ")";
        break;
      case PartKind::kProcess:
        text = "<(" + OfList(part.list) + ")";
        break;
      case PartKind::kArithmetic:
        text = "((" + inner + "))";
        break;
      case PartKind::kExpression:
        break;
    }
    return Quoted(part.quote, text);
  }
  std::string OfList(uint32_t index) const {
    std::string text;
    const List& list = script_.at(index);
    for (size_t i = 0; i < list.items.size(); ++i) {
      const Item& item = list.items[i];
      if (item.pipeline.negated) text += "! ";
      for (size_t j = 0; j < item.pipeline.commands.size(); ++j) {
        if (j > 0) text += " | ";
        text += OfCommand(item.pipeline.commands[j]);
      }
      if (item.next == Join::kBackground) text += " &";
      if (i + 1 == list.items.size()) break;
      text += item.next == Join::kAnd  ? " && "
              : item.next == Join::kOr ? " || "
                                       : "; ";
    }
    return text;
  }
  std::string OfCommand(const Command& command) const {
    constexpr const char* kNames[] = {"",    "sub",  "group", "if",   "while",
                                      "for", "case", "fn",    "test", "math"};
    std::string text;
    auto add = [&](const std::string& more) {
      if (!text.empty()) text += " ";
      text += more;
    };
    for (const Assignment& one : command.assignments) {
      std::string value = OfWord(one.value);
      if (!one.array.empty()) {
        value.clear();
        for (const Word& word : one.array) value += "[" + OfWord(word) + "]";
      }
      add(std::string(one.name) + "=" + value);
    }
    if (command.kind != CommandKind::kSimple) {
      add(kNames[static_cast<int>(command.kind)]);
    }
    if (!command.name.empty()) add(std::string(command.name));
    for (const Word& word : command.words) add(OfWord(word));
    for (uint32_t list : command.lists) add("{ " + OfList(list) + " }");
    for (const Redirect& one : command.redirects) {
      constexpr const char* kSigns[] = {"<",  ">",  ">>", "<>",
                                        ">&", "<<", "<<<"};
      std::string sign = kSigns[static_cast<int>(one.kind)];
      if (one.descriptor >= 0) sign = std::to_string(one.descriptor) + sign;
      if (one.both) sign = "&" + sign;
      add(sign + OfWord(*one.target));
    }
    return text;
  }

  const Script& script_;
};

inline std::string ShapeOf(std::string_view text) {
  Arena arena;
  Script script = ParseShell(text, arena);
  return Shape(script).All();
}

}  // namespace interlock::shell
