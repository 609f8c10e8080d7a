// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/scripts.h"
#include "analyzers/workflow/template.h"

namespace interlock::workflow {

// Small questions that many rules ask of a workflow.

// One context path that an expression reads, wherever it stands in it.
struct Reference {
  std::string path;  // "secrets.token"; an index that is no literal gives `*`
  Span span;         // of the `${{ }}`, or of the path in a condition
};
// Of a text with `${{ }}` in it.
std::vector<Reference> ReferencesIn(std::string_view text);
// Of an `if`, which needs no braces.
std::vector<Reference> ReferencesInCondition(std::string_view text);

// The secrets that a text reads, by name, without the job's own token. `*`
// stands for all of them.
std::vector<std::string> SecretsIn(std::string_view text);
bool ReadsSecrets(std::string_view text);
// Those of a step's script, env and inputs: what Step::secrets keeps.
std::vector<std::string> SecretsOf(const Step& step);

// Where a part of a text was written.
Span InFile(const Source& source, const Text& text, Span part);

// Whether a path in a repository is that of a workflow.
bool IsWorkflowPath(std::string_view path);
bool UsesAction(const Step& step, std::string_view repository);
// `with:` of that name, trimmed; "" when there is none.
std::string_view Given(const Step& step, std::string_view name);
bool IsYes(std::string_view text);    // true, TRUE
bool IsCommit(std::string_view ref);  // 40 or 64 hexadecimal digits

// The first event that runs with the repository's token and secrets although
// anybody may cause it; null when there is none.
const Trigger* PrivilegedTrigger(const Workflow& workflow);

// What the token of a job may do, as far as it is stated.
enum class Grant : uint8_t { kNothing, kReads, kWrites, kUnknown };
struct GrantOf {
  Grant grant = Grant::kUnknown;
  std::string scope;      // one that is written
  bool identity = false;  // id-token: write
};
GrantOf TokenOf(const Workflow& workflow, const Job& job);
// A job worth attacking: it writes, holds secrets or an identity.
bool IsWorthAttacking(const Workflow& workflow, const Job& job);

// The comment behind the last byte of a span on its line, without its '#'.
std::string_view CommentBehind(const Document& document, Span span);

// An `expression` is checked anywhere in the conditions that guard a step.
std::vector<const Text*> ConditionsOf(const Job& job, const Step* step);

// The column of a byte in its line, counted in bytes from 0.
size_t ColumnOf(std::string_view text, uint32_t at);
// "\r\n" or "\n", as the file has it.
std::string_view BreakOf(std::string_view text);

}  // namespace interlock::workflow
