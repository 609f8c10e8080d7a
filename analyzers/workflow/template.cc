// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/template.h"

#include <algorithm>

#include "analyzers/workflow/functions.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr std::string_view kOpen = "${{";

// The offset after the `}}` that closes the expression whose text begins at
// `at`, or npos. Quotes hide braces.
size_t FindClose(std::string_view text, size_t at) {
  bool in_string = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '\'') {
      in_string = !in_string;
    } else if (!in_string && text[at] == '}' && at > 0 && text[at - 1] == '}') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

Piece LiteralPiece(std::string_view text, size_t begin, size_t end) {
  Piece piece;
  piece.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  piece.text = text.substr(begin, end - begin);
  return piece;
}

Piece ExpressionPiece(std::string_view text, size_t begin, size_t end) {
  Piece piece;
  piece.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  piece.is_expression = true;
  size_t inner = begin + kOpen.size();
  piece.inner = static_cast<uint32_t>(inner);
  piece.expression = ParseExpression(text.substr(inner, end - 2 - inner));
  return piece;
}

constexpr int kMaxNodeDepth = 100;

Value EvaluateAt(const Node& node, const Scope& scope, size_t& budget,
                 int depth) {
  if (budget == 0 || depth > kMaxNodeDepth) return {};
  --budget;
  if (node.IsScalar()) {
    if (!HasExpression(node.text)) return LeafValue(node);
    return EvaluateTemplate(ParseTemplate(node.text), scope);
  }
  if (node.IsSequence()) {
    Value value = Value::Array();
    for (const Node* item : node.items) {
      value.items.push_back(EvaluateAt(*item, scope, budget, depth + 1));
      if (budget == 0) return {};
    }
    return value;
  }
  Value value = Value::Object();
  for (const Member& member : node.members) {
    value.Set(member.key->text,
              EvaluateAt(*member.value, scope, budget, depth + 1));
    if (budget == 0) return {};
  }
  return value;
}

}  // namespace

Value EvaluateNode(const Node& node, const Scope& scope, size_t& budget) {
  return EvaluateAt(node, scope, budget, 0);
}

bool HasExpression(std::string_view text) {
  return text.find(kOpen) != std::string_view::npos;
}

bool Template::HasExpressions() const {
  return std::ranges::any_of(pieces,
                             [](const Piece& p) { return p.is_expression; });
}

Template ParseTemplate(std::string_view text) {
  Template out;
  size_t at = 0;
  while (at < text.size()) {
    size_t open = text.find(kOpen, at);
    if (open == std::string_view::npos) break;
    size_t close = FindClose(text, open + kOpen.size());
    if (close == std::string_view::npos) {
      out.error = "'${{' has no closing '}}'";
      break;
    }
    if (open > at) out.pieces.push_back(LiteralPiece(text, at, open));
    out.pieces.push_back(ExpressionPiece(text, open, close));
    at = close;
  }
  if (at < text.size()) {
    out.pieces.push_back(LiteralPiece(text, at, text.size()));
  }
  return out;
}

const std::string* FoldedLiteral(const Template& parsed) {
  if (!parsed.IsOneExpression()) return nullptr;
  const Expression& expression = parsed.pieces.front().expression;
  if (!expression.ok()) return nullptr;
  const Expr& root = expression.at(expression.root);
  bool literal =
      root.kind == ExprKind::kLiteral && root.value.kind == ValueKind::kString;
  return literal ? &root.value.text : nullptr;
}

Value EvaluateTemplate(const Template& parsed, const Scope& scope) {
  if (!parsed.error.empty()) return {};
  if (parsed.IsOneExpression()) {
    return Evaluate(parsed.pieces.front().expression, scope);
  }
  std::string text;
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression) {
      text += piece.text;
      continue;
    }
    Value value = Evaluate(piece.expression, scope);
    if (!value.known()) return {};
    text += ToText(value);
  }
  return Value::String(text);
}

NamePattern EvaluatePattern(const Template& parsed, const Scope& scope) {
  NamePattern pattern;
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression) {
      pattern.AddText(piece.text);
      continue;
    }
    Value value = Evaluate(piece.expression, scope);
    if (value.known()) {
      pattern.AddText(ToText(value));
    } else {
      pattern.AddAnything();
    }
  }
  return pattern;
}

Condition ParseCondition(std::string_view text) {
  Condition condition;
  if (!HasExpression(text)) {
    condition.expression = ParseExpression(Trim(text));
  } else {
    // White space of a block scalar's end is text too, and makes the whole a
    // string that is always true; only trimmed plain text is one expression.
    Template parsed = ParseTemplate(text);
    if (parsed.IsOneExpression()) {
      condition.expression = std::move(parsed.pieces.front().expression);
    } else {
      condition.always_true = parsed.error.empty();
      condition.expression.error = "text around '${{ }}'";
    }
  }
  condition.has_status =
      std::ranges::any_of(condition.expression.nodes, [](const Expr& expr) {
        return expr.kind == ExprKind::kCall && IsStatusFunction(expr.text);
      });
  return condition;
}

Truth Evaluate(const Condition& condition, const Scope& scope) {
  if (condition.always_true) return Truth::kTrue;
  return EvaluateTruth(condition.expression, scope);
}

}  // namespace interlock::workflow
