// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace interlock {

// How git is asked: its own program in the folder `root`, without the
// repository's hooks and monitors, and without a connection: what a partial
// clone does not hold is not fetched.
std::vector<std::string> GitCommand(const std::string& root,
                                    std::vector<std::string> arguments);

// Runs a command that ends its words with zero bytes.
Result<std::vector<std::string>> GitWords(
    const std::vector<std::string>& command);

// Takes one "<id> blob <size>\n<bytes>\n" off the front of what `git cat-file
// --batch` said; false when there is none.
bool TakeBlob(std::string_view& batch, std::string& bytes);
// The same for "<id> missing\n": the store does not hold it.
bool TakeMissing(std::string_view& batch);

}  // namespace interlock
