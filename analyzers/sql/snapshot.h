// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzers/settings.h"
#include "core/result.h"
#include "core/source.h"

// A snapshot: what a live server said of itself, written to a file once so
// that checks need no connection. docs/snapshot.md describes the format,
// docs/snapshot.schema.json holds its JSON Schema.
namespace interlock::sql {

struct Snapshot {
  // The catalog as SQL, to be replayed as a baseline.
  std::string sql;
  std::vector<NamedSize> sizes;       // sorted by name
  std::optional<int> pg_version;      // major
  std::vector<std::string> settings;  // "name=value"
};

// Each mistake is an Error with the snapshot's path and line; with any, the
// snapshot must not be used.
std::vector<Error> ReadSnapshot(const Source& source, Snapshot& snapshot);

}  // namespace interlock::sql
