// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/version.h"

namespace interlock::cli {
namespace {

// Text for roff: a backslash is written \e, a minus \-, and a line never
// begins with a dot or a quote by chance.
std::string Roff(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool line_begin = out.empty() || out.back() == '\n';
    if (line_begin && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Section(const Command& command) {
  std::string out =
      fmt::format(".SS interlock {} {}\n{}.\n", Roff(command.name),
                  Roff(command.words), Roff(command.summary));
  if (!command.details.empty()) {
    out += fmt::format(".PP\n{}\n", Roff(command.details));
  }
  for (const Flag& flag : command.flags) {
    out += ".TP\n.B ";
    if (flag.letter != 0) out += fmt::format("\\-{}, ", flag.letter);
    out += fmt::format("\\-\\-{}", Roff(flag.name));
    if (!flag.value.empty()) out += fmt::format(" {}", Roff(flag.value));
    out += fmt::format("\n{}\n", Roff(flag.summary));
  }
  return out;
}

}  // namespace

std::string ManPage() {
  std::string out = fmt::format(
      ".\\\" SPDX-License-Identifier: Apache-2.0\n"
      ".\\\" Made by `interlock docs`; change cli/commands.h, not this page.\n"
      ".TH INTERLOCK 1 \"\" \"interlock {}\"\n"
      ".SH NAME\ninterlock \\- refuse a release that is not safe\n"
      ".SH SYNOPSIS\n.B interlock\n.I COMMAND\n[OPTION...] [PATH...]\n"
      ".SH COMMANDS\n",
      kVersion);
  for (const Command& command : Commands()) out += Section(command);
  return out +
         ".SH EXIT STATUS\n"
         ".TP\n0\nclean\n.TP\n1\nfindings\n.TP\n2\nusage or config\n"
         ".TP\n3\nnothing to check\n.TP\n4\nsome input could not be analysed\n"
         ".TP\n70\ninternal error\n"
         ".SH FILES\n.TP\n.I .interlock.yml\nthe repository's configuration\n"
         ".TP\n.I $XDG_CACHE_HOME/interlock\nor ~/.cache/interlock, readable "
         "by its owner alone: the findings of the last runs, and the SQL files "
         "that they parsed. It may be removed at any time. Whoever can write "
         "to it decides what is found; do not share it with builds that are "
         "not trusted\n";
}

}  // namespace interlock::cli
