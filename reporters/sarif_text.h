// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "core/finding.h"
#include "core/rule_info.h"

namespace interlock::reporters {

// Longer messages, snippets and contexts are cut or left out.
inline constexpr size_t kMaxMessageBytes = 4000;
inline constexpr size_t kMaxSnippetBytes = 1000;
inline constexpr size_t kMaxContextBytes = 1000;
// Related places of one result that are written; code scanning shows less.
inline constexpr size_t kMaxRelated = 100;

// Whole lines around a span: two more at either side, or none, as far as they
// stay short; the span itself when not even its own lines do.
Span ContextOf(const Source& source, Span span);

// The text with a period at its end; empty stays empty.
std::string Sentence(std::string_view text);

// "index-not-concurrent" becomes "IndexNotConcurrent". Each capital is
// followed by a small letter or a digit, and the name differs from the id.
std::string PascalName(std::string_view id);

// A result's message: the rule's sentence first, since that is what code
// scanning shows as the title; then this case; then what to do; then links to
// the related places, which it shows only where the message embeds them.
enum class Links : uint8_t { kNone, kRelated };
std::string ResultMessage(const Finding& finding, Links links);

// A rule's docs as Markdown for people: "```sql,bad" fences become a plain
// fence under a word that says which it is.
std::string RuleMarkdown(const RuleInfo& rule);
// The first section of the docs as one paragraph.
std::string RuleDescription(const RuleInfo& rule);

}  // namespace interlock::reporters
