// SPDX-License-Identifier: Apache-2.0
#include "engine/fix.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "cli/unified_diff.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

void PrintDiff(const FixOutcome& outcome, World& world) {
  for (const FixOutcome::Change& change : outcome.changes) {
    world.out.Write(UnifiedDiff(change.path, change.before, change.after));
  }
  for (const NewFile& file : outcome.new_files) {
    world.out.Write(UnifiedDiff(file.path, "", file.text));
  }
}

// Stops at the first file that cannot be written, and says which.
Status WriteFiles(const FixOutcome& outcome, const Session& session,
                  World& world) {
  auto write = [&](const std::string& path, const std::string& text) {
    std::string whole = JoinPath(session.root, path);
    return world.files.Write(whole, text);
  };
  for (const NewFile& file : outcome.new_files) {
    if (world.files.Stat(JoinPath(session.root, file.path)).ok()) {
      return Error{"a fix would write over this file", file.path, 0,
                   "move it away and run again"};
    }
  }
  for (const FixOutcome::Change& change : outcome.changes) {
    Status written = write(change.path, change.after);
    if (!written.ok()) return written;
    world.err.Write(fmt::format("fixed {}\n", Printable(change.path)));
  }
  for (const NewFile& file : outcome.new_files) {
    std::string whole = JoinPath(session.root, file.path);
    Status made = world.files.MakeFolders(std::string(DirName(whole)));
    if (!made.ok()) return made;
    Status written = write(file.path, file.text);
    if (!written.ok()) return written;
    world.err.Write(fmt::format("wrote {}\n", Printable(file.path)));
  }
  return Done{};
}

}  // namespace

int RunFix(const Arguments& arguments, World& world) {
  Session session;
  int code = kClean;
  if (arguments.Has("staged")) {
    return Complain(world, {"fix works on the files, not on the index of git",
                            {},
                            0,
                            "leave --staged out"});
  }
  if (!OpenSession(arguments, world, session, code)) return code;
  FixKind most = arguments.Has("unsafe") ? FixKind::kUnsafe : FixKind::kSafe;
  bool from_stdin = arguments.Has("stdin-filename");
  FixOutcome outcome = ApplyFixes(session.inputs, session.config,
                                  session.options, most, world.files);
  bool changed = !outcome.changes.empty() || !outcome.new_files.empty();
  if (arguments.Has("diff") || from_stdin) {
    PrintDiff(outcome, world);
  } else {
    Status written = WriteFiles(outcome, session, world);
    if (!written.ok()) return Complain(world, written.error());
  }
  world.err.Write(fmt::format("interlock: {} {} applied", outcome.applied,
                              outcome.applied == 1 ? "fix" : "fixes"));
  if (outcome.withheld > 0) {
    world.err.Write(fmt::format("; {} more with --unsafe", outcome.withheld));
  }
  world.err.Write("\n");
  return changed ? kFindings : kClean;
}

}  // namespace interlock::cli
