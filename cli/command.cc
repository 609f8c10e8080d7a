// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/version.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

constexpr Command kCommands[] = {
    kCheckCommand, kFixCommand,  kExplainCommand,    kRulesCommand,
    kFactsCommand, kDiffCommand, kExceptionsCommand, kReadinessCommand,
    kInitCommand,  kDocsCommand, kCompletionCommand,
};

// "  -o, --output FORMAT[=FILE]   summary", summaries in one column.
std::string FlagLines(std::span<const Flag> flags) {
  std::vector<std::string> left;
  size_t width = 0;
  for (const Flag& flag : flags) {
    std::string text = flag.letter != 0 ? fmt::format("  -{}, ", flag.letter)
                                        : std::string("      ");
    text += fmt::format("--{}", flag.name);
    if (!flag.value.empty()) text += fmt::format(" {}", flag.value);
    width = std::max(width, text.size());
    left.push_back(std::move(text));
  }
  std::string out;
  for (size_t i = 0; i < flags.size(); ++i) {
    out += fmt::format("{:<{}}  {}\n", left[i], width, flags[i].summary);
  }
  return out;
}

}  // namespace

std::span<const Command> Commands() { return kCommands; }

const Command* FindCommand(std::string_view name) {
  for (const Command& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::string HelpText() {
  std::string text =
      "interlock refuses a release that is not safe.\n\n"
      "usage: interlock COMMAND [OPTION...] [PATH...]\n\ncommands:\n";
  for (const Command& command : kCommands) {
    text += fmt::format("  {:<12}{}\n", command.name, command.summary);
  }
  text +=
      "\n`interlock COMMAND --help` says more. Exit codes: 0 clean, 1 findings,"
      "\n2 usage, 3 nothing to check, 4 partly analysed, 70 internal error.\n";
  return text;
}

std::string HelpText(const Command& command) {
  std::string text = fmt::format("{}\n\nusage: interlock {} [OPTION...] {}\n",
                                 command.summary, command.name, command.words);
  if (!command.details.empty()) text += fmt::format("\n{}\n", command.details);
  if (!command.flags.empty()) {
    text += fmt::format("\noptions:\n{}", FlagLines(command.flags));
  }
  return text;
}

int Complain(World& world, const Error& error) {
  world.err.Write(fmt::format("interlock: {}\n", error.Text()));
  return kUsage;
}

int RunCommandLine(std::span<const std::string> arguments, World& world) {
  std::string_view first;
  if (!arguments.empty()) first = arguments.front();
  if (first == "--version" || first == "-V") {
    world.out.Write(fmt::format("interlock {}\n", kVersion));
    return kClean;
  }
  if (first.empty() || first == "--help" || first == "-h" || first == "help") {
    const Command* about =
        arguments.size() > 1 ? FindCommand(arguments[1]) : nullptr;
    world.out.Write(about != nullptr ? HelpText(*about) : HelpText());
    return first.empty() ? kUsage : kClean;
  }
  const Command* command = FindCommand(first);
  if (command == nullptr) {
    std::vector<std::string_view> names;
    for (const Command& one : kCommands) names.push_back(one.name);
    std::string_view near = Nearest(first, names);
    return Complain(world,
                    {fmt::format("unknown command '{}'", Printable(first)),
                     {},
                     0,
                     near.empty() ? "see `interlock --help`"
                                  : fmt::format("did you mean '{}'?", near)});
  }
  auto rest = arguments.subspan(1);
  for (const std::string& word : rest) {
    if (word == "--") break;
    if (word == "--help" || word == "-h") {
      world.out.Write(HelpText(*command));
      return kClean;
    }
  }
  auto parsed = ParseArguments(rest, command->flags);
  if (!parsed.ok()) return Complain(world, parsed.error());
  return command->run(parsed.value(), world);
}

}  // namespace interlock::cli
