// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/model.h"
#include "core/finding.h"

namespace interlock::workflow {

// Edits of YAML that leave comments and layout as they are. Nothing when the
// mapping is written between braces, or in a way that an edit would spoil.

// `key: value` as a new first line of a block mapping. The value may have
// lines of its own, which are indented below the key.
std::optional<Edit> AddMember(const Source& source, const Node& mapping,
                              std::string_view key,
                              const std::vector<std::string>& lines);

// The same right before the member `before` of the mapping.
std::optional<Edit> AddMemberBefore(const Source& source, const Node& mapping,
                                    std::string_view before,
                                    std::string_view key,
                                    const std::vector<std::string>& lines);

// `name: value` in the step's or job's mapping `key` (env, with): as its first
// line when it is there, else as a new mapping before the member `before`.
std::optional<Edit> AddToMapping(const Source& source, const Node& parent,
                                 std::string_view key, std::string_view before,
                                 const std::string& line);

// One more event in a workflow's `on`, whether that is a name, a list or a
// mapping; in the last it stands behind those of pull requests, without
// filters. Nothing when the event is there already.
std::optional<Edit> AddEvent(const Workflow& workflow, std::string_view event);

}  // namespace interlock::workflow
