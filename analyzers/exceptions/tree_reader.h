// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>
#include <unordered_set>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/exceptions/notes.h"

namespace interlock::exceptions {

// Reads the entries of one tree into one file. Each mapping is read once,
// however many aliases point at it, so hostile input stays linear.
class TreeReader {
 public:
  using Keys = std::span<const std::string_view>;

  TreeReader(const Document& tree, ExceptionFile& out)
      : tree_(tree),
        out_(out),
        notes_(*tree.source, tree),
        known_(out.facts().keys) {}

  void Read();

 private:
  void ReadList(const Node& list);  // allowlist, trivy, osv, grype
  void ReadSections(const Node& root, Keys names);
  void ReadSnyk(const Node& root);
  void ReadAuditCi(const Node& root);
  void ReadNsprc(const Node& root);
  void ReadCargo(const Node& root);
  void ReadOverrides(const Node& root);  // OSV-Scanner's PackageOverrides
  void ReadOpenVex(const Node& root);
  void ReadCsaf(const Node& root);

  void ReadEntry(const Node& node);
  void ReadKeyedEntry(const Node& key, const Node& value);
  void ReadBareEntry(const Node& node);
  void FillFrom(const Node& mapping, Exception& entry);
  void Finish(Exception entry);

  Field FieldOf(const Node& node);
  Field FieldOf(const Node& mapping, Keys names);
  Expiry ExpiryOf(const Field& field) const;
  void Oddity(Span span, std::string message, std::string help);
  bool FirstVisit(const Node& node);
  bool Knows(std::string_view key) const;

  const Document& tree_;
  ExceptionFile& out_;
  NoteFinder notes_;
  Keys known_;  // what the tool reads of an entry; empty: anything
  // A comment above ids on lines that follow each other speaks for them all.
  Notes above_group_;
  Span last_bare_{0, 0};
  std::unordered_set<const Node*> visited_;
};

}  // namespace interlock::exceptions
