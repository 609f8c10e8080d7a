// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/hash.h"
#include "core/seams.h"
#include "parsers/sql/sql_file.h"

namespace interlock {

// The parsed SQL files of one repository as the last runs left them. Whoever
// changes one migration of a thousand waits for one to be parsed.
//
// One file, replaced as a whole once an eighth of the files is not in it: what
// is not needed any more goes then. An entry is found by the digest of the
// text, and holds a digest of its own: one that was damaged is passed over.
class ParsedFiles {
 public:
  // Reads what is kept there.
  ParsedFiles(FileSystem& files, std::string path);

  struct File {
    Digest text;  // of what it was parsed from
    const sql::SqlFile* parsed;
  };

  // The file as it was parsed before, or null. Any number of threads may ask.
  std::unique_ptr<sql::SqlFile> Find(const Digest& text, const Source& source,
                                     sql::Framework framework) const;

  // Told of all files of a run, of which `parsed` were not found here.
  void Renew(std::span<const File> files, size_t parsed, unsigned threads);

 private:
  std::string_view Known(const std::string& key) const;

  FileSystem& files_;
  std::string path_;
  std::string bytes_;
  // From the digest and the framework to the whole entry.
  std::unordered_map<std::string_view, std::string_view> entries_;
};

}  // namespace interlock
