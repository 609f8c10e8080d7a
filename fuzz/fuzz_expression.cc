// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "analyzers/workflow/template.h"
#include "analyzers/workflow/untrusted.h"
#include "fuzz/law.h"

namespace interlock::workflow {
namespace {

// Spans stay inside the text and children before their parents.
void CheckLaws(const Expression& expression, size_t size) {
  if (!expression.ok()) {
    INTERLOCK_LAW(expression.nodes.empty());
    INTERLOCK_LAW(expression.error_span.end <= size);
    return;
  }
  INTERLOCK_LAW(expression.root < expression.nodes.size());
  for (const Expr& expr : expression.nodes) {
    INTERLOCK_LAW(expr.span.begin <= expr.span.end);
    INTERLOCK_LAW(expr.span.end <= size);
    for (uint32_t child : expr.children) {
      INTERLOCK_LAW(child < expression.nodes.size());
    }
  }
}

void Run(const std::string& text) {
  Value matrix = Value::Object();
  matrix.Set("os", Value::String("linux"));
  Scope scope;
  scope.matrix = &matrix;
  Expression expression = ParseExpression(text);
  CheckLaws(expression, text.size());
  Value value = Evaluate(expression, scope);
  // What is known as a value is known as a condition, and the same.
  Truth truth = EvaluateTruth(expression, scope);
  INTERLOCK_LAW(!value.known() || truth == ToTruth(value));
  Template parsed = ParseTemplate(text);
  uint32_t at = 0;
  for (const Piece& piece : parsed.pieces) {
    INTERLOCK_LAW(piece.span.begin == at);
    at = piece.span.end;
  }
  INTERLOCK_LAW(at == text.size());
  EvaluatePattern(parsed, scope);
  FindUntrusted(parsed);
  Evaluate(ParseCondition(text), scope);
}

}  // namespace
}  // namespace interlock::workflow

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 64 * 1024) return 0;
  interlock::workflow::Run(
      std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
