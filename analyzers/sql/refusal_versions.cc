// SPDX-License-Identifier: Apache-2.0
// Syntax that the server is too old for.
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/sql/refusal_since.h"

namespace interlock::sql {
namespace {

// What an older server reads without a fault and then refuses.
std::string_view StateOf(const Since& since) {
  if (since.feature == "security_invoker") return "22023";
  if (since.feature == "unlogged sequences") return "0A000";
  return "42601";
}

// The body of a function is read when it is called.
Span BodyOf(const Op& op) {
  const auto* function = As<CreateFunction>(op);
  bool text = function != nullptr && !function->sql_body;
  return text ? function->body : Span();
}

}  // namespace

std::optional<Refusal> TooNewFor(int pg_version, const SqlFile& file,
                                 uint32_t statement) {
  if (file.since.empty()) return {};
  std::span<const Op* const> ops = file.OpsOf(file.statements[statement]);
  if (ops.empty() || ops.front()->kind == OpKind::kDoBlock) return {};
  Span body = BodyOf(*ops.front());
  auto at =
      std::ranges::lower_bound(file.since, statement, {}, &Since::statement);
  for (; at != file.since.end() && at->statement == statement; ++at) {
    bool inside = at->span.begin >= body.begin && at->span.end <= body.end;
    if (at->version <= pg_version || inside) continue;
    Refusal out;
    out.cause = Cause::kNewerSyntax;
    out.evidence = Evidence::kVersion;
    out.sqlstate = StateOf(*at);
    out.op = ops.front();
    out.span = at->span;
    out.message = fmt::format("PostgreSQL {} does not know {}: it came with {}",
                              pg_version, at->feature, at->version);
    return out;
  }
  return {};
}

}  // namespace interlock::sql
