// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/backup.h"

#include <algorithm>

#include "analyzers/governance/kubernetes.h"
#include "core/text.h"

namespace interlock::governance {
namespace {

constexpr std::string_view kWords[] = {"backup", "back-up", "wal-g",
                                       "walg",   "pg_dump", "barman",
                                       "restic", "velero",  "pgbackrest"};
constexpr std::string_view kArchives[] = {"wal-push", "archive_command",
                                          "archive-push", "barmanObjectStore",
                                          "wal-receive"};

bool Speaks(std::string_view text) {
  std::string lower = AsciiLower(text);
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool AnySpeaks(const Node* list) {
  if (list == nullptr) return false;
  return std::ranges::any_of(list->items, [](const Node* item) {
    return item->IsScalar() && Speaks(item->text);
  });
}

}  // namespace

bool IsBackupJob(const Manifest& manifest) {
  if (!manifest.Is("batch", "CronJob")) return false;
  if (Speaks(manifest.name)) return true;
  for (const Container& one : ContainersOf(manifest)) {
    if (one.image != nullptr && Speaks(one.image->text)) return true;
    if (AnySpeaks(At(one.node, "command")) || AnySpeaks(At(one.node, "args"))) {
      return true;
    }
  }
  return false;
}

bool ArchivesLog(const GovernanceSet& set) {
  return std::ranges::any_of(set.manifests(), [](const Manifest& one) {
    std::string_view text = one.source->Text(one.node->span);
    return std::ranges::any_of(kArchives, [&](std::string_view word) {
      return text.find(word) != std::string_view::npos;
    });
  });
}

}  // namespace interlock::governance
