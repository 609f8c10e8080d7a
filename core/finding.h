// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/rule_info.h"
#include "core/source.h"
#include "core/span.h"

namespace interlock {

// Replaces the bytes of `span` in `source`. Edits of one fix never overlap.
struct Edit {
  const Source* source;
  Span span;
  std::string text;
};

// A file that a fix writes: a second migration, say. Never overwrites.
struct NewFile {
  std::string path;
  std::string text;
  // What it takes that another could want too: "db/migrations 0003", the next
  // version. Of fixes that claim the same, one is applied, and the others
  // again once that one's file is there. Empty: nothing but its path.
  std::string claim = {};
};

struct Fix {
  std::string title;
  FixKind kind = FixKind::kSafe;
  std::vector<Edit> edits;
  std::vector<NewFile> new_files;
};

// A second place that explains the first: "table created here".
struct Related {
  const Source* source;
  Span span;
  std::string message;
};

enum class SuppressedBy : uint8_t {
  kNothing,
  kComment,
  kWaiver,
  kBaseline,
  kAge,  // a note on a migration that later ones follow
};

// One thing that is wrong with the user's text. A rule makes it through a
// Sink, which cannot build one without a place.
struct Finding {
  const RuleInfo* rule;
  const Source* source;
  Span span;
  Severity severity;
  Confidence confidence;
  std::string message;  // names the object, the lock or effect
  std::string help;     // what to do next; may be empty
  std::vector<Fix> fixes;
  std::vector<Related> related;
  // What identifies the finding across edits elsewhere in the file: the
  // statement's text or a key path. Empty means the text of its first line.
  std::string anchor;
  // Its rule's scope leaves it out: a later migration follows its own.
  bool outdated = false;

  // Filled by the engine.
  std::string fingerprint;
  SuppressedBy suppressed_by = SuppressedBy::kNothing;
  std::string suppressed_why;

  bool live() const { return suppressed_by == SuppressedBy::kNothing; }
};

// The order of every report: path, place, rule, message.
bool ReportsBefore(const Finding& a, const Finding& b);
std::string_view Name(SuppressedBy by);

}  // namespace interlock
