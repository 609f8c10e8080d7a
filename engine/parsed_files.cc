// SPDX-License-Identifier: Apache-2.0
#include "engine/parsed_files.h"

#include <vector>

#include "core/text.h"
#include "core/thread_pool.h"
#include "engine/build_id.h"
#include "parsers/sql/stored.h"

namespace interlock {
namespace {

// An entry: digest of the text, framework, size of the facts, their digest,
// the facts.
constexpr size_t kKeyBytes = sizeof(Digest) + 1;
constexpr size_t kSizeBytes = 4;
constexpr size_t kHeadBytes = kKeyBytes + kSizeBytes + sizeof(Digest);

std::string Head() {
  return "interlock-parsed-1\n" + Hasher().AddField(BuildId()).Hex() + "\n";
}

std::string KeyOf(const Digest& text, sql::Framework framework) {
  std::string key(BytesOf(text));
  key += static_cast<char>(framework);
  return key;
}

size_t SizeIn(std::string_view head) {
  size_t size = 0;
  for (size_t i = kSizeBytes; i-- > 0;) {
    size = size << 8 | static_cast<uint8_t>(head[kKeyBytes + i]);
  }
  return size;
}

// What the entry holds; empty for one that was damaged.
std::string_view FactsIn(std::string_view entry) {
  if (entry.empty()) return {};
  std::string_view facts = entry.substr(kHeadBytes);
  std::string_view digest = entry.substr(kKeyBytes + kSizeBytes);
  return digest.starts_with(BytesOf(DigestOf(facts))) ? facts
                                                      : std::string_view();
}

// Empty for what cannot be kept.
std::string EntryOf(const std::string& key, const sql::SqlFile& file) {
  std::string facts = sql::StoreSql(file);
  if (facts.empty() || facts.size() > UINT32_MAX) return {};
  std::string entry = key;
  for (size_t i = 0; i < kSizeBytes; ++i) {
    entry += static_cast<char>(facts.size() >> (8 * i));
  }
  entry += BytesOf(DigestOf(facts));
  return entry + facts;
}

}  // namespace

ParsedFiles::ParsedFiles(FileSystem& files, std::string path)
    : files_(files), path_(std::move(path)) {
  auto kept = files_.Read(path_);
  if (!kept.ok()) return;
  bytes_ = std::move(kept).value();
  std::string_view rest = bytes_;
  std::string head = Head();
  if (!rest.starts_with(head)) return;
  rest.remove_prefix(head.size());
  while (rest.size() >= kHeadBytes) {
    size_t size = kHeadBytes + SizeIn(rest);
    if (size > rest.size()) return;
    entries_.emplace(rest.substr(0, kKeyBytes), rest.substr(0, size));
    rest.remove_prefix(size);
  }
}

std::string_view ParsedFiles::Known(const std::string& key) const {
  auto at = entries_.find(key);
  return at == entries_.end() ? std::string_view() : at->second;
}

std::unique_ptr<sql::SqlFile> ParsedFiles::Find(
    const Digest& text, const Source& source, sql::Framework framework) const {
  std::string_view facts = FactsIn(Known(KeyOf(text, framework)));
  if (facts.empty()) return nullptr;
  auto file = sql::RestoreSql(facts, source, framework);
  if (!file) return nullptr;
  return std::make_unique<sql::SqlFile>(std::move(*file));
}

void ParsedFiles::Renew(std::span<const File> files, size_t parsed,
                        unsigned threads) {
  if (parsed * 8 <= files.size()) return;
  std::vector<std::string> entries(files.size());
  ParallelFor(files.size(), threads, [&](size_t i) {
    std::string key = KeyOf(files[i].text, files[i].parsed->framework);
    std::string_view known = Known(key);
    entries[i] = FactsIn(known).empty() ? EntryOf(key, *files[i].parsed)
                                        : std::string(known);
  });
  std::string bytes = Head();
  for (const std::string& entry : entries) bytes += entry;
  Status kept = files_.Keep(path_, bytes);
  (void)kept;  // the next run parses again
}

}  // namespace interlock
