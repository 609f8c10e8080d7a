// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

struct PhaseWord {
  std::string_view begins;
  Phase phase;
};
constexpr PhaseWord kPhases[] = {
    {"expand", Phase::kExpand},      {"backfill", Phase::kBackfill},
    {"dual", Phase::kDualWrite},     {"write both", Phase::kDualWrite},
    {"switch", Phase::kSwitchReads}, {"read", Phase::kSwitchReads},
    {"contract", Phase::kContract},
};

std::optional<Phase> PhaseOf(std::string_view label) {
  std::string lower = AsciiLower(Trim(label));
  for (const PhaseWord& one : kPhases) {
    if (lower.starts_with(one.begins)) return one.phase;
  }
  return std::nullopt;
}

// "(low, medium, high)", "<name>", "TBD", "...": a hint is no answer.
bool IsHint(std::string_view value) {
  value = Trim(value);
  if (value.empty()) return true;
  char first = value.front();
  char last = value.back();
  if ((first == '(' && last == ')') || (first == '<' && last == '>') ||
      (first == '[' && last == ']' && value.size() > 3)) {
    return value.find(first, 1) == value.npos;
  }
  std::string lower = AsciiLower(value);
  return lower == "tbd" || lower == "..." || lower == "to do" ||
         lower == "todo" || lower == "-" || lower == "?";
}

bool LooksLikePath(std::string_view word) {
  if (word.find(' ') != word.npos) return false;
  if (word.find('/') != word.npos) return true;
  std::string_view extension = Extension(word);
  return extension == ".sql" || extension == ".ts" || extension == ".js" ||
         extension == ".py" || extension == ".go" || extension == ".sh" ||
         extension == ".rb" || extension == ".yaml" || extension == ".yml";
}

class Reader {
 public:
  Reader(const Source& source, MigrationPlan& plan)
      : source_(source), plan_(plan) {}

  void Read(const MarkdownBlock& block, bool has_children) {
    std::string_view text = source_.Text(block.text);
    if (block.kind == BlockKind::kTableRow) {
      ReadRow(block, text);
    } else if (block.kind == BlockKind::kListItem ||
               block.kind == BlockKind::kText) {
      ReadLine(block, text, has_children);
    }
  }

 private:
  Span SpanOf(std::string_view part) const {
    auto begin = static_cast<uint32_t>(part.data() - source_.text().data());
    return {begin, begin + static_cast<uint32_t>(part.size())};
  }

  void Answer(std::string_view label, bool filled) {
    if (filled) {
      ++plan_.filled;
    } else {
      plan_.unfilled.push_back({label, SpanOf(label)});
    }
  }

  void ReadLine(const MarkdownBlock& block, std::string_view text,
                bool has_children) {
    size_t cut = text.find(':');
    if (cut == text.npos || cut > 40 || cut == 0) return;
    std::string_view label = Trim(text.substr(0, cut));
    std::string_view value = Trim(text.substr(cut + 1));
    if (block.kind == BlockKind::kText && value.empty()) return;
    if (label.find('\n') != label.npos) return;
    if (value.empty() && has_children) return;
    Answer(label, !IsHint(value));
    if (auto phase = PhaseOf(label)) {
      AddPhase(*phase, block.span, IsHint(value) ? "" : value);
    }
  }

  void ReadRow(const MarkdownBlock& block, std::string_view text) {
    std::vector<std::string_view> cells = Split(text, '|');
    auto phase = PhaseOf(cells.front());
    if (!phase || cells.size() < 2) return;
    bool filled = std::none_of(cells.begin() + 1, cells.end(), IsHint);
    Answer(Trim(cells.front()), filled);
    size_t from = static_cast<size_t>(cells[1].data() - text.data());
    AddPhase(*phase, block.span, text.substr(from));
  }

  void AddPhase(Phase phase, Span span, std::string_view text) {
    PlanPhase one{phase, span, {}, {}, {}};
    bool flags = phase == Phase::kDualWrite || phase == Phase::kSwitchReads;
    size_t at = 0;
    while ((at = text.find('`', at)) != text.npos) {
      size_t end = text.find('`', at + 1);
      if (end == text.npos) break;
      std::string_view word = text.substr(at + 1, end - at - 1);
      if (LooksLikePath(word)) {
        one.files.push_back({word, SpanOf(word)});
      } else if (flags && !word.empty() && word.find(' ') == word.npos &&
                 word.find('.') == word.npos) {
        one.flags.push_back({word, SpanOf(word)});
      }
      at = end + 1;
    }
    for (size_t i = 0; i + 10 <= text.size() && !one.date; ++i) {
      bool begins = IsDigit(text[i]) && (i == 0 || !IsDigit(text[i - 1]));
      if (begins && text[i + 4] == '-') {
        one.date = Date::Parse(text.substr(i, 10));
      }
    }
    plan_.phases.push_back(std::move(one));
  }

  const Source& source_;
  MigrationPlan& plan_;
};

}  // namespace

std::string_view NameOf(Phase phase) {
  constexpr std::string_view kNames[] = {"expand", "backfill", "dual write",
                                         "switch reads", "contract"};
  return kNames[static_cast<size_t>(phase)];
}

MigrationPlan ReadPlan(const Source& source,
                       const std::vector<MarkdownBlock>& blocks) {
  MigrationPlan plan;
  plan.source = &source;
  Reader reader(source, plan);
  for (size_t i = 0; i < blocks.size(); ++i) {
    bool last = i + 1 == blocks.size();
    bool children = !last && (blocks[i + 1].kind == BlockKind::kCode ||
                              (blocks[i + 1].kind == BlockKind::kListItem &&
                               blocks[i + 1].level > blocks[i].level));
    reader.Read(blocks[i], children);
  }
  return plan;
}

std::optional<Date> DateOf(std::string_view version) {
  std::string digits;
  for (char c : version.substr(0, 10)) {
    if (IsDigit(c)) digits += c;
    if (!IsDigit(c) && c != '-') break;
  }
  if (digits.size() < 8) return std::nullopt;
  return Date::Parse(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" +
                     digits.substr(6, 2));
}

bool CallsItself(const Migration& migration, std::string_view word) {
  std::string name = AsciiLower(BaseName(migration.path));
  if (name == "migration.sql" || name == "up.sql") {
    name = AsciiLower(BaseName(DirName(migration.path)));
  }
  if (name.find(word) != name.npos) return true;
  if (migration.up == nullptr) return false;
  for (const Comment& comment : migration.up->comments) {
    std::string_view text = migration.up->source->Text(comment.span);
    while (!text.empty() && (text[0] == '-' || text[0] == '/' ||
                             text[0] == '*' || text[0] == ' ')) {
      text.remove_prefix(1);
    }
    if (StartsWithIgnoringCase(text, word)) return true;
  }
  return false;
}

}  // namespace interlock::sql
