// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/order.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

size_t Digits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

std::string_view WithoutZeros(std::string_view digits) {
  size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  if (zeros == digits.size() && !digits.empty()) return "0";
  return digits.substr(zeros);
}

// "2.010.0" and "2_10" are both 2.10.
std::string FlywayKey(std::string_view version) {
  std::vector<std::string> parts;
  while (!version.empty()) {
    size_t digits = Digits(version);
    parts.emplace_back(WithoutZeros(version.substr(0, digits)));
    version.remove_prefix(std::min(digits + 1, version.size()));
  }
  while (parts.size() > 1 && (parts.back() == "0" || parts.back().empty())) {
    parts.pop_back();
  }
  return Join(parts, ".");
}

// "<digits>_<rest>" or "<digits><rest>", ending in one of `endings`.
bool IsNumbered(std::string_view name, bool underscore,
                std::initializer_list<std::string_view> endings) {
  size_t digits = Digits(name);
  if (digits == 0) return false;
  if (underscore && (digits == name.size() || name[digits] != '_')) {
    return false;
  }
  return std::ranges::any_of(
      endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

std::string VersionKey(Framework framework, std::string_view version) {
  // Of a history in numbered folders: "71/03_x".
  if (size_t cut = version.find('/'); cut != version.npos) {
    std::string inner = VersionKey(framework, version.substr(cut + 1));
    if (inner.empty()) return {};
    return VersionKey(framework, version.substr(0, cut)) + "/" + inner;
  }
  switch (framework) {
    case Framework::kGoose:
    case Framework::kGolangMigrate:
    case Framework::kSqlx:
    case Framework::kPlain:
      return std::string(WithoutZeros(version.substr(0, Digits(version))));
    case Framework::kDbmate:
    case Framework::kSupabase:
      return std::string(version.substr(0, Digits(version)));
    case Framework::kAtlas:
      return std::string(version.substr(0, version.find('_')));
    case Framework::kDiesel:
      return std::string(version);
    case Framework::kFlyway:
      return FlywayKey(version);
    default:
      return {};
  }
}

bool RefusesDuplicates(Framework framework) {
  return framework != Framework::kPlain && framework != Framework::kAtlas;
}

Answer TakesName(Framework framework, std::string_view name) {
  auto answer = [](bool yes) { return yes ? Answer::kYes : Answer::kNo; };
  switch (framework) {
    case Framework::kGoose:
    case Framework::kSqlx:
    case Framework::kSupabase:
      return answer(IsNumbered(name, true, {".sql"}));
    case Framework::kDbmate:
      return answer(IsNumbered(name, false, {".sql"}));
    case Framework::kGolangMigrate:
      return answer(IsNumbered(name, true, {".up.sql", ".down.sql"}));
    case Framework::kFlyway: {
      size_t cut = name.find("__");
      if (cut == name.npos || name.empty()) return Answer::kNo;
      if (name[0] == 'R') return answer(cut == 1);
      bool versioned = name[0] == 'V' || name[0] == 'U' || name[0] == 'B';
      return answer(versioned && Digits(name.substr(1)) > 0);
    }
    default:
      return Answer::kUnknown;
  }
}

std::string_view NamePattern(Framework framework) {
  switch (framework) {
    case Framework::kGolangMigrate:
      return "<number>_<name>.up.sql or .down.sql";
    case Framework::kFlyway:
      return "V<version>__<name>.sql, with two underscores";
    case Framework::kDbmate:
      return "<number>_<name>.sql, beginning with a digit";
    default:
      return "<number>_<name>.sql";
  }
}

LateArrival LateArrivalOf(Framework framework) {
  switch (framework) {
    case Framework::kGoose:
    case Framework::kFlyway:
    case Framework::kAtlas:
    case Framework::kSupabase:
      return LateArrival::kRefused;
    case Framework::kGolangMigrate:
      return LateArrival::kSkipped;
    case Framework::kSqitch:
    case Framework::kLiquibase:
    case Framework::kRails:
    case Framework::kDrizzle:
      return LateArrival::kUnordered;
    default:
      return LateArrival::kRuns;
  }
}

bool RemembersContent(Framework framework) {
  return framework == Framework::kFlyway || framework == Framework::kPrisma ||
         framework == Framework::kSqlx || framework == Framework::kAtlas ||
         framework == Framework::kLiquibase;
}

std::vector<VersionGap> GapsOf(const History& history) {
  constexpr size_t kEnough = 5;
  struct Numbered {
    uint64_t number;
    const Migration* migration;
  };
  std::vector<Numbered> all;
  for (const Migration& migration : history.migrations) {
    std::string key = VersionKey(history.framework, migration.version);
    uint64_t number = 0;
    bool plain = !key.empty() && key.size() <= 6 && Digits(key) == key.size();
    if (!plain) return {};
    std::from_chars(key.data(), key.data() + key.size(), number);
    all.push_back({number, &migration});
  }
  if (history.lone || all.size() < kEnough) return {};
  std::ranges::stable_sort(all, {}, &Numbered::number);
  std::vector<VersionGap> gaps;
  uint64_t missing = 0;
  for (size_t i = 1; i < all.size(); ++i) {
    uint64_t before = all[i - 1].number;
    if (all[i].number <= before + 1) continue;
    gaps.push_back({all[i].migration, before + 1, all[i].number - 1});
    missing += all[i].number - before - 1;
  }
  if (missing > 1 + all.size() / 20) gaps.clear();
  return gaps;
}

std::string Essence(std::string_view text, Framework framework) {
  std::string result;
  uint32_t at = 0;
  auto add = [&](std::string_view part) {
    for (char c : part) {
      if (!IsAsciiSpace(c)) {
        result += c;
      } else if (!result.empty() && result.back() != ' ') {
        result += ' ';
      }
    }
  };
  if (text.starts_with("\xEF\xBB\xBF")) at = 3;
  if (!RemembersContent(framework)) {
    for (const Comment& comment : ScanComments(text)) {
      if (comment.span.begin < at) continue;
      add(text.substr(at, comment.span.begin - at));
      add(" ");
      at = comment.span.end;
    }
  }
  add(text.substr(at));
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

Span HeadOf(std::string_view text) {
  size_t begin = SkipBlank(text, text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  if (begin >= text.size()) begin = 0;
  size_t end = LineEnd(text, begin);
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace interlock::sql
