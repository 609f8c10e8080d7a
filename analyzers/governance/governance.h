// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "parsers/tree.h"

// What stands around a release and is neither SQL nor a workflow: manifests of
// a cluster, dashboards, catalogs of automations, filters of telemetry.
namespace interlock::governance {

enum class Sort : uint8_t {
  kManifest,    // objects of Kubernetes
  kCollector,   // an OpenTelemetry collector's configuration
  kDashboard,   // a Grafana dashboard as JSON
  kAlerts,      // groups of Prometheus rules
  kOwnership,   // who owns which automation
  kCatalog,     // which version of an automation stands where
  kAutomation,  // one automation: nodes and connections, as n8n exports them
  kRenovate,
  kBundle,  // the manifest of a release bundle
};

// The sort of a file, from its path and, where that says too little, its text.
// Templates, which are no YAML before they are rendered, have none.
std::optional<Sort> SortOf(std::string_view path, std::string_view text);

// The tree of such a file, in the syntax that its name asks for.
std::unique_ptr<Document> ParseTree(const Source& source);

struct Piece {
  Sort sort;
  const Source* source;
  const Document* tree;
};

// One object of a cluster, as written.
struct Manifest {
  const Source* source = nullptr;
  const Node* node = nullptr;  // the whole object, a mapping
  std::string_view api;        // "batch/v1"
  std::string_view kind;       // "CronJob"
  std::string_view name;
  std::string_view space;  // its namespace; empty when it states none
  const Node* spec = nullptr;
  Span place;  // its kind, or its name: where findings about all of it go

  // Whether the kind is that of the API group: "batch" of "batch/v1". The
  // core group is "".
  bool Is(std::string_view group, std::string_view wanted) const;
};

// Trees without errors alone: a broken file says nothing that is certain.
class GovernanceSet {
 public:
  void Add(Sort sort, const Document& tree);

  const std::vector<Piece>& pieces() const { return pieces_; }
  const std::vector<Manifest>& manifests() const { return manifests_; }

 private:
  void AddManifest(const Source& source, const Node& node);

  std::vector<Piece> pieces_;  // in the order of the paths
  std::vector<Manifest> manifests_;
};

}  // namespace interlock::governance
