// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"

namespace interlock::cli {
namespace {

std::string FlagWords(const Command& command) {
  std::string words = "--help";
  for (const Flag& flag : command.flags) {
    words += fmt::format(" --{}", flag.name);
  }
  return words;
}

std::string CommandWords() {
  std::string words;
  for (const Command& command : Commands()) {
    if (!words.empty()) words += ' ';
    words += command.name;
  }
  return words;
}

// Text that stands between single quotes, in any shell.
std::string Quotable(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'') {
      out += R"('\'')";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Bash() {
  std::string out = fmt::format(
      R"(_interlock() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} flags
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$word"))
    return
  fi
  case ${{COMP_WORDS[1]}} in
)",
      CommandWords());
  for (const Command& command : Commands()) {
    out += fmt::format("    {}) flags=\"{}\" ;;\n", command.name,
                       FlagWords(command));
  }
  return out +
         R"(    *) flags="" ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=() ;;
  esac
}
complete -o default -F _interlock interlock
)";
}

std::string Zsh() {
  std::string out =
      "#compdef interlock\n_interlock() {\n  local -a commands\n"
      "  commands=(\n";
  for (const Command& command : Commands()) {
    out +=
        fmt::format("    '{}:{}'\n", command.name, Quotable(command.summary));
  }
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n    return\n  fi\n"
      "  case $words[2] in\n";
  for (const Command& command : Commands()) {
    out += fmt::format("    {}) _arguments '*:file:_files'", command.name);
    for (const Flag& flag : command.flags) {
      out += fmt::format(" \\\n      '--{}{}[{}]{}'", flag.name,
                         flag.value.empty() ? "" : "=", Quotable(flag.summary),
                         flag.value.empty() ? "" : ":value:_files");
    }
    out += " ;;\n";
  }
  return out + "  esac\n}\n_interlock \"$@\"\n";
}

std::string Fish() {
  std::string out = "complete -c interlock -f -n __fish_use_subcommand";
  out += fmt::format(" -a '{}'\n", CommandWords());
  for (const Command& command : Commands()) {
    for (const Flag& flag : command.flags) {
      out += fmt::format(
          "complete -c interlock -n '__fish_seen_subcommand_from {}' -l {}",
          command.name, flag.name);
      if (!flag.value.empty()) out += " -r";
      out += fmt::format(" -d '{}'\n", Quotable(flag.summary));
    }
  }
  return out;
}

}  // namespace

int RunCompletion(const Arguments& arguments, World& world) {
  std::string shell =
      arguments.words().size() == 1 ? arguments.words().front() : "";
  if (shell == "bash") {
    world.out.Write(Bash());
  } else if (shell == "zsh") {
    world.out.Write(Zsh());
  } else if (shell == "fish") {
    world.out.Write(Fish());
  } else {
    return Complain(world, {"completion takes bash, zsh or fish"});
  }
  return kClean;
}

}  // namespace interlock::cli
