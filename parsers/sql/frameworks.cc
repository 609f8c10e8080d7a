// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/frameworks.h"

#include "core/text.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

struct Known {
  Framework framework;
  std::string_view name;
};
constexpr Known kKnown[] = {
    {Framework::kPlain, "plain"},
    {Framework::kGoose, "goose"},
    {Framework::kDbmate, "dbmate"},
    {Framework::kGolangMigrate, "golang-migrate"},
    {Framework::kSqlMigrate, "sql-migrate"},
    {Framework::kFlyway, "flyway"},
    {Framework::kLiquibase, "liquibase"},
    {Framework::kPrisma, "prisma"},
    {Framework::kDrizzle, "drizzle"},
    {Framework::kDiesel, "diesel"},
    {Framework::kSqlx, "sqlx"},
    {Framework::kAtlas, "atlas"},
    {Framework::kSqitch, "sqitch"},
    {Framework::kSupabase, "supabase"},
    {Framework::kRails, "rails"},
    {Framework::kPop, "pop"},
    {Framework::kTern, "tern"},
    {Framework::kRefinery, "refinery"},
    {Framework::kMyBatis, "mybatis"},
    {Framework::kNodePgMigrate, "node-pg-migrate"},
    {Framework::kGraphileMigrate, "graphile-migrate"},
    {Framework::kHasura, "hasura"},
};

struct Sign {
  std::string_view prefix;  // of a line comment's text, lower case
  Framework framework;
  Surety surety;
};
constexpr Sign kSigns[] = {
    {"+goose ", Framework::kGoose, Surety::kProof},
    {"migrate:up", Framework::kDbmate, Surety::kProof},
    {"migrate:down", Framework::kDbmate, Surety::kProof},
    {"+migrate ", Framework::kSqlMigrate, Surety::kProof},
    {"liquibase formatted sql", Framework::kLiquibase, Surety::kProof},
    {"> statement-breakpoint", Framework::kDrizzle, Surety::kProof},
    {"atlas:", Framework::kAtlas, Surety::kProof},
    {"-- create above / drop below", Framework::kTern, Surety::kProof},
    {"-- tern:", Framework::kTern, Surety::kProof},
    {"//@undo", Framework::kMyBatis, Surety::kProof},
    {"up migration", Framework::kNodePgMigrate, Surety::kHint},
    {"down migration", Framework::kNodePgMigrate, Surety::kHint},
    {"! previous:", Framework::kGraphileMigrate, Surety::kProof},
    {"! no-transaction", Framework::kGraphileMigrate, Surety::kProof},
    {"no-transaction", Framework::kSqlx, Surety::kHint},
    {"createtable", Framework::kPrisma, Surety::kHint},
    {"createindex", Framework::kPrisma, Surety::kHint},
    {"createenum", Framework::kPrisma, Surety::kHint},
    {"altertable", Framework::kPrisma, Surety::kHint},
    {"addforeignkey", Framework::kPrisma, Surety::kHint},
    {"dropforeignkey", Framework::kPrisma, Surety::kHint},
    {"dropindex", Framework::kPrisma, Surety::kHint},
    {"deploy ", Framework::kSqitch, Surety::kHint},
    {"revert ", Framework::kSqitch, Surety::kHint},
    {"verify ", Framework::kSqitch, Surety::kHint},
};

FrameworkGuess GuessOf(std::string_view comment) {
  std::string_view body = Trim(comment.substr(2));
  if (body.empty()) return {};
  char first = static_cast<char>(body[0] | 0x20);  // small, if a letter
  for (const Sign& sign : kSigns) {
    if (sign.prefix[0] != first) continue;
    if (StartsWithIgnoringCase(body, sign.prefix)) {
      return {sign.framework, sign.surety};
    }
  }
  return {};
}

// What Pop's templates of migrations are written with.
constexpr std::string_view kPopTemplates[] = {
    "{{ index .Options", "{{index .Options",   "{{ identifier ",
    "{{identifier ",     "{{- if eq .Dialect", "{{ if eq .Dialect"};

bool IsPopTemplate(std::string_view text) {
  size_t at = text.find("{{");
  if (at == text.npos) return false;
  text = text.substr(at);
  for (std::string_view sign : kPopTemplates) {
    if (text.find(sign) != text.npos) return true;
  }
  return false;
}

}  // namespace

std::string_view NameOf(Framework framework) {
  return kKnown[static_cast<size_t>(framework)].name;
}

bool FrameworkNamed(std::string_view name, Framework* out) {
  for (const Known& known : kKnown) {
    if (!EqualsIgnoringCase(known.name, name)) continue;
    *out = known.framework;
    return true;
  }
  return false;
}

FrameworkGuess GuessFramework(std::string_view text) {
  if (IsPopTemplate(text)) return {Framework::kPop, Surety::kProof};
  FrameworkGuess best;
  for (size_t at = text.find("--"); at != std::string_view::npos;) {
    size_t end = SkipLineComment(text, at);
    FrameworkGuess guess = GuessOf(text.substr(at, end - at));
    if (guess.surety > best.surety) best = guess;
    if (best.surety == Surety::kProof) break;
    at = text.find("--", end);
  }
  return best;
}

}  // namespace interlock::sql
