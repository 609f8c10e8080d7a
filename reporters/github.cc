// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <unordered_set>

#include "core/text.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

// What one step shows of each level; more are dropped without a word.
constexpr uint32_t kPerLevel = 10;
// The runner cuts messages at 4096 characters.
constexpr size_t kMaxMessage = 3900;

enum class Part : uint8_t { kData, kProperty };

std::string Escape(std::string_view text, Part part) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    bool property = part == Part::kProperty;
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t') {
      out += '?';  // a log is read on terminals, too
    } else {
      out += c;
    }
  }
  return out;
}

// Line ends stay, to be escaped; everything else that is not text shows.
std::string SafeLines(std::string_view text) {
  std::string out;
  for (std::string_view line : Split(Truncated(text, kMaxMessage), '\n')) {
    if (!out.empty()) out += '\n';
    out += SafeText(line);
  }
  return out;
}

std::string_view Command(Severity severity) {
  return severity == Severity::kNote ? "notice" : Name(severity);
}

class Github {
 public:
  Github(const Report& report, Writer& out) : report_(report), out_(out) {}

  void Write() {
    FindingList live = Live(report_);
    std::unordered_set<const Finding*> chosen = Choose(live);
    // The problems' commands take what the errors leave of their budget.
    std::array<uint32_t, 3> used{};
    for (const Finding* f : chosen) ++used[static_cast<size_t>(f->severity)];
    uint32_t room = kPerLevel - used[static_cast<size_t>(Severity::kError)];
    FindingList ordered = live;
    SortWorstFirst(ordered);
    for (const Finding* finding : ordered) {
      if (chosen.contains(finding)) WriteCommand(*finding);
    }
    for (const Finding* finding : live) {
      if (!chosen.contains(finding)) WritePlain(*finding);
    }
    for (const Problem& problem : report_.problems) {
      WriteProblem(problem, room > 0 ? Part::kProperty : Part::kData);
      if (room > 0) --room;
    }
    if (chosen.size() < live.size()) {
      out_.Print(
          "::notice title=interlock::{} in the log and the step summary\n",
          Plural(live.size() - chosen.size(), "more finding"));
    }
  }

 private:
  // The worst of each level, one notice kept for what is left.
  static std::unordered_set<const Finding*> Choose(const FindingList& live) {
    FindingList ordered = live;
    SortWorstFirst(ordered);
    std::array<uint32_t, 3> room = {kPerLevel - 1, kPerLevel, kPerLevel};
    std::unordered_set<const Finding*> chosen;
    for (const Finding* finding : ordered) {
      uint32_t& left = room[static_cast<size_t>(finding->severity)];
      if (left == 0) continue;
      --left;
      chosen.insert(finding);
    }
    return chosen;
  }

  void WriteCommand(const Finding& finding) {
    Place place =
        places_.Shown(*finding.source, finding.span, ColumnUnit::kCodePoints);
    out_.Print("::{} file={},line={}", Command(finding.severity),
               Escape(finding.source->path(), Part::kProperty),
               place.begin.line);
    // An empty place, at the end of the file say, is marked by its line.
    if (place.begin != place.end) out_.Print(",endLine={}", place.end.line);
    // Columns of several lines make the whole annotation invalid.
    if (place.one_line() && place.begin != place.end) {
      out_.Print(",col={},endColumn={}", place.begin.column, place.end.column);
    }
    std::string message = SafeLines(finding.message);
    if (!finding.help.empty()) message += "\nhelp: " + SafeLines(finding.help);
    message = Truncated(message, kMaxMessage);
    out_.Print(",title=interlock {}::{}\n",
               Escape(finding.rule->id, Part::kProperty),
               Escape(message, Part::kData));
  }

  void WritePlain(const Finding& finding) {
    Position at =
        places_.Shown(*finding.source, finding.span, ColumnUnit::kCodePoints)
            .begin;
    out_.Print("{}:{}:{}: {}: {} [{}]\n", SafePath(finding.source->path()),
               at.line, at.column, Name(finding.severity),
               SafeText(finding.message), finding.rule->id);
  }

  void WriteProblem(const Problem& problem, Part as) {
    if (as == Part::kData) {
      out_.Print("{}: not checked: {}\n", SafePath(problem.path),
                 SafeText(problem.message));
      return;
    }
    out_.Print("::error file={},title=interlock not checked::{}\n",
               Escape(problem.path, Part::kProperty),
               Escape(SafeLines(problem.message), Part::kData));
  }

  const Report& report_;
  Output out_;
  Places places_;
};

}  // namespace

void WriteGithub(const Report& report, const ReporterOptions&, Writer& out) {
  Github(report, out).Write();
}

}  // namespace interlock::reporters
