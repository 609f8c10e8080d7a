// SPDX-License-Identifier: Apache-2.0
#include "engine/git_command.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "engine/process.h"

namespace interlock {

std::vector<std::string> GitCommand(const std::string& root,
                                    std::vector<std::string> arguments) {
  std::vector<std::string> command = {"git",
                                      "-C",
                                      root,
                                      "-c",
                                      "core.fsmonitor=false",
                                      "-c",
                                      "core.hooksPath=/dev/null",
                                      "-c",
                                      "protocol.allow=never",
                                      "-c",
                                      "core.quotePath=false"};
  std::ranges::move(arguments, std::back_inserter(command));
  return command;
}

Result<std::vector<std::string>> GitWords(
    const std::vector<std::string>& command) {
  auto output = RunProcess(command, "");
  if (!output.ok()) return output.error();
  std::vector<std::string> words;
  for (std::string_view word : Split(output.value(), '\0')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

bool TakeBlob(std::string_view& batch, std::string& bytes) {
  size_t end = batch.find('\n');
  if (end == std::string_view::npos) return false;
  auto words = Split(batch.substr(0, end), ' ');
  if (words.size() != 3 || words[1] != "blob") return false;
  size_t size = 0;
  std::from_chars(words[2].data(), words[2].data() + words[2].size(), size);
  batch.remove_prefix(end + 1);
  if (batch.size() <= size) return false;
  bytes = std::string(batch.substr(0, size));
  batch.remove_prefix(size + 1);
  return true;
}

bool TakeMissing(std::string_view& batch) {
  size_t end = batch.find('\n');
  if (end == std::string_view::npos) return false;
  if (!batch.substr(0, end).ends_with(" missing")) return false;
  batch.remove_prefix(end + 1);
  return true;
}

}  // namespace interlock
