// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/kubernetes.h"

#include <algorithm>
#include <charconv>

#include "core/folder_names.h"
#include "core/text.h"

namespace interlock::governance {
namespace {

struct PodPath {
  std::string_view group, kind, path;
};
constexpr PodPath kPodPaths[] = {
    {"", "Pod", "spec"},
    {"apps", "Deployment", "spec.template.spec"},
    {"apps", "StatefulSet", "spec.template.spec"},
    {"apps", "DaemonSet", "spec.template.spec"},
    {"apps", "ReplicaSet", "spec.template.spec"},
    {"batch", "Job", "spec.template.spec"},
    {"batch", "CronJob", "spec.jobTemplate.spec.template.spec"},
    {"argoproj.io", "Rollout", "spec.template.spec"},
};

constexpr std::string_view kMovingTags[] = {"latest", "main",    "master",
                                            "edge",   "nightly", "stable"};

// Clusters to try things in, beside those of tests and examples.
constexpr std::string_view kTrialFolders[] = {
    "dev", "docs", "hack", "kind", "local", "minikube", "sandbox"};

}  // namespace

const Node* At(const Node* node, std::string_view path) {
  for (std::string_view key : Split(path, '.')) {
    if (node == nullptr || !node->IsMapping()) return nullptr;
    node = node->Find(key);
  }
  return node;
}

std::string_view TextAt(const Node* node, std::string_view path) {
  const Node* found = At(node, path);
  return found != nullptr && found->IsScalar() ? found->text : "";
}

std::vector<Container> ContainersOf(const Manifest& manifest) {
  std::vector<Container> out;
  for (const PodPath& one : kPodPaths) {
    if (!manifest.Is(one.group, one.kind)) continue;
    const Node* pod = At(manifest.node, one.path);
    for (std::string_view list : {"initContainers", "containers"}) {
      const Node* containers = At(pod, list);
      if (containers == nullptr) continue;
      for (const Node* item : containers->items) {
        const Node* image = At(item, "image");
        bool text = image != nullptr && image->IsScalar() && !image->IsNull();
        out.push_back({TextAt(item, "name"), item, text ? image : nullptr});
      }
    }
  }
  return out;
}

std::optional<double> ReadQuantity(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number < 0) return std::nullopt;
  std::string_view unit(rest, static_cast<size_t>(end - rest));
  constexpr std::string_view kLetters = "KMGTPE";
  if (unit.empty()) return number;
  bool binary = unit.size() == 2 && unit[1] == 'i';
  if (!binary && unit.size() != 1) return std::nullopt;
  char letter = unit[0] == 'k' && !binary ? 'K' : unit[0];
  size_t power = kLetters.find(letter);
  if (power == std::string_view::npos) return std::nullopt;
  for (size_t i = 0; i <= power; ++i) number *= binary ? 1024 : 1000;
  return number;
}

ImageFault FaultOf(std::string_view image) {
  if (image.empty() || image.find('@') != std::string_view::npos) {
    return ImageFault::kNone;
  }
  // Filled in by something else: what will stand there is not known.
  if (image.find_first_of("$<{") != std::string_view::npos) {
    return ImageFault::kNone;
  }
  std::string_view name = image.substr(image.rfind('/') + 1);
  size_t colon = name.find(':');
  if (colon == std::string_view::npos) return ImageFault::kNoTag;
  bool moves = std::ranges::find(kMovingTags, name.substr(colon + 1)) !=
               std::end(kMovingTags);
  return moves ? ImageFault::kMovingTag : ImageFault::kNone;
}

bool IsTrialPath(std::string_view path) {
  auto parts = Split(DirName(path), '/');
  return std::ranges::any_of(parts, [](std::string_view part) {
    return SortOfFolder(part) != FolderSort::kOther ||
           std::ranges::find(kTrialFolders, part) != std::end(kTrialFolders);
  });
}

}  // namespace interlock::governance
