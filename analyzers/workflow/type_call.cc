// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/type_call.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analyzers/workflow/functions.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

enum class Reach : uint8_t { kEverywhere, kSomePlaces };

struct FunctionInfo {
  std::string_view name;
  size_t least;
  size_t most;
  const Type* result;
  Reach reach;
};
constexpr FunctionInfo kFunctions[] = {
#define INTERLOCK_FUNCTION(name, least, most, result, reach) \
  {name, least, most, &result##Type, Reach::reach},
#include "analyzers/workflow/tables/functions.def"
#undef INTERLOCK_FUNCTION
};

const FunctionInfo* FindFunction(std::string_view name) {
  for (const FunctionInfo& info : kFunctions) {
    if (EqualsIgnoringCase(info.name, name)) return &info;
  }
  return nullptr;
}

bool IsWhole(const Type& type) {
  return type.kind == TypeKind::kObject || type.kind == TypeKind::kArray;
}

class CallChecker {
 public:
  CallChecker(const Expression& expression, const Expr& call,
              const std::vector<const Type*>& arguments, Arena& arena,
              std::vector<ExpressionProblem>& problems)
      : expression_(expression),
        call_(call),
        arguments_(arguments),
        arena_(arena),
        problems_(problems) {}

  const Type* Run(Place place) {
    const FunctionInfo* info = FindFunction(call_.text);
    if (info == nullptr) {
      Unknown();
      return &kAnyType;
    }
    if (info->reach == Reach::kSomePlaces && !KnownAt(place, info->name)) {
      Add(ProblemKind::kContextUnavailable, call_.span,
          fmt::format("{}() is not available here", info->name),
          info->name == "hashFiles" ? "it works in the steps of a job"
                                    : "it works in 'if'");
      return info->result;
    }
    if (!CountFits(*info)) return info->result;
    return Arguments(*info);
  }

 private:
  void Add(ProblemKind kind, Span span, std::string message,
           std::string help = {}) {
    problems_.push_back({kind, span, std::move(message), std::move(help)});
  }
  Span SpanOf(size_t argument) const {
    return expression_.at(call_.children[argument]).span;
  }
  const Value* Literal(size_t argument) const {
    const Expr& expr = expression_.at(call_.children[argument]);
    return expr.kind == ExprKind::kLiteral ? &expr.value : nullptr;
  }

  void Unknown() {
    Span name{call_.span.begin,
              call_.span.begin + static_cast<uint32_t>(call_.text.size())};
    Add(ProblemKind::kCall, name,
        fmt::format("there is no function '{}'", Printable(call_.text)));
    ExpressionProblem& problem = problems_.back();
    for (const FunctionInfo& info : kFunctions) {
      problem.candidates.push_back(info.name);
    }
    problem.help = "there are " + Quoted(problem.candidates);
    problem.written = call_.text;
    problem.written_span = name;
  }

  static bool KnownAt(Place place, std::string_view name) {
    for (std::string_view known : Split(FunctionsAt(place), ' ')) {
      if (known == name) return true;
    }
    return false;
  }

  bool CountFits(const FunctionInfo& info) {
    size_t count = arguments_.size();
    if (count >= info.least && count <= info.most) return true;
    std::string wanted = std::to_string(info.least);
    if (info.most >= 255) {
      wanted = "at least " + wanted;
    } else if (info.most != info.least) {
      wanted += " or " + std::to_string(info.most);
    }
    Add(ProblemKind::kCall, call_.span,
        fmt::format("{}() takes {} argument{}, not {}", info.name, wanted,
                    wanted == "1" ? "" : "s", count));
    return false;
  }

  const Type* Arguments(const FunctionInfo& info) {
    std::string_view name = info.name;
    if (name == "contains") {
      Refuse(name, 0, arguments_[0]->kind == TypeKind::kObject);
      Refuse(name, 1, IsWhole(*arguments_[1]));
    } else if (name == "startsWith" || name == "endsWith") {
      Refuse(name, 0, IsWhole(*arguments_[0]));
      Refuse(name, 1, IsWhole(*arguments_[1]));
    } else if (name == "join") {
      Refuse(name, 0, arguments_[0]->kind == TypeKind::kObject);
    } else if (name == "hashFiles") {
      for (size_t i = 0; i < arguments_.size(); ++i) {
        Refuse(name, i, IsWhole(*arguments_[i]));
      }
    } else if (name == "format") {
      Refuse(name, 0, IsWhole(*arguments_[0]));
      Format();
    } else if (name == "fromJSON") {
      return FromJson();
    } else if (name == "case") {
      return Case();
    }
    return info.result;
  }

  void Refuse(std::string_view name, size_t argument, bool refused) {
    if (!refused) return;
    Add(ProblemKind::kExpressionKind, SpanOf(argument),
        fmt::format("{}() does not work on {}", name,
                    Describe(*arguments_[argument])),
        "name a member, or use toJSON()");
  }

  // `{0}` must have its argument, and each argument its place.
  void Format() {
    const Value* format = Literal(0);
    if (format == nullptr || format->kind != ValueKind::kString) return;
    std::vector<bool> used(arguments_.size() - 1, false);
    std::string_view text = format->text;
    for (size_t i = 0; i < text.size(); ++i) {
      bool twice = i + 1 < text.size() && text[i + 1] == text[i];
      if ((text[i] == '{' || text[i] == '}') && twice) {
        ++i;
        continue;
      }
      if (text[i] == '}') return Malformed("a '}' that closes nothing");
      if (text[i] != '{') continue;
      size_t close = text.find('}', i);
      if (close == std::string_view::npos) {
        return Malformed("a '{' that is not closed");
      }
      std::string_view digits = text.substr(i + 1, close - i - 1);
      digits = digits.substr(0, digits.find(':'));
      bool number = !digits.empty() && digits.size() < 4 &&
                    std::ranges::all_of(digits, IsDigit);
      if (!number) return Malformed("a '{' without a number after it");
      auto index = static_cast<size_t>(ParseNumber(digits));
      if (index >= used.size()) return NoArgument(index, used.size());
      used[index] = true;
      i = close;
    }
    for (size_t i = 0; i < used.size(); ++i) {
      if (!used[i]) NotUsed(i);
    }
  }

  void Malformed(std::string_view what) {
    Add(ProblemKind::kCall, SpanOf(0),
        fmt::format("the text of format() holds {}", what),
        "write {{ and }} for the braces themselves");
  }
  void NoArgument(size_t index, size_t count) {
    Add(ProblemKind::kCall, SpanOf(0),
        fmt::format("format() has no argument for {{{}}}", index),
        fmt::format("it is called with {} after the text", count));
  }
  void NotUsed(size_t index) {
    Add(ProblemKind::kCall, SpanOf(index + 1),
        fmt::format("format() never shows this argument: the text has no "
                    "{{{}}}",
                    index));
  }

  const Type* FromJson() {
    Refuse("fromJSON", 0, IsWhole(*arguments_[0]));
    const Value* text = Literal(0);
    if (text == nullptr || text->kind != ValueKind::kString) return &kAnyType;
    Value value = workflow::FromJson(text->text);
    if (value.known()) return TypeOf(value, arena_);
    Add(ProblemKind::kCall, SpanOf(0), "fromJSON() is given what is no JSON");
    return &kAnyType;
  }

  const Type* Case() {
    if (arguments_.size() % 2 == 0) {
      Add(ProblemKind::kCall, call_.span,
          "case() has no value for when nothing holds",
          "it takes pairs of a condition and a value, then one more value");
      return &kAnyType;
    }
    const Type* type = arguments_.back();
    for (size_t i = 0; i + 1 < arguments_.size(); i += 2) {
      bool fits = arguments_[i]->kind == TypeKind::kBool ||
                  arguments_[i]->kind == TypeKind::kAny;
      if (!fits) {
        Add(ProblemKind::kExpressionKind, SpanOf(i),
            fmt::format("case() takes true or false here, not {}",
                        Describe(*arguments_[i])),
            "compare it with something");
      }
      type = Common(type, arguments_[i + 1]);
    }
    return type;
  }

  const Expression& expression_;
  const Expr& call_;
  const std::vector<const Type*>& arguments_;
  Arena& arena_;
  std::vector<ExpressionProblem>& problems_;
};

}  // namespace

bool IsPureFunction(std::string_view name) {
  const FunctionInfo* info = FindFunction(name);
  return info != nullptr && info->reach == Reach::kEverywhere;
}

const Type* CheckCall(const Expression& expression, const Expr& call,
                      const std::vector<const Type*>& arguments, Place place,
                      Arena& arena, std::vector<ExpressionProblem>& problems) {
  return CallChecker(expression, call, arguments, arena, problems).Run(place);
}

}  // namespace interlock::workflow
