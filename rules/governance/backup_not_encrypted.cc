// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "backup-not-encrypted",
    .summary = "WAL-G writes back-ups that anybody with the bucket can read",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .security_severity = "6.5",
    .tags = "kubernetes backup security",
    .docs = R"(
## What it does
Reports a `Secret`, a `ConfigMap` or a container that tells WAL-G where to write
(`WALG_S3_PREFIX` and its siblings) when nothing in the manifests of the same
namespace gives it a key: `WALG_LIBSODIUM_KEY`, `WALG_PGP_KEY`,
`WALG_GPG_KEY_ID`, `WALG_CSE_KMS_ID`, `WALG_S3_SSE` or a variant of them.

## Why is this bad?
A back-up is the whole database in one place, and the place is a bucket: one
policy that is too wide and everything has left. Passwords, addresses and cards
need no way into the cluster then.

```yaml,bad,file=k8s/db/walg.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: walg, namespace: prod }
data:
  WALG_S3_PREFIX: s3://acme-orders-db/
```

```yaml,good,file=k8s/db/walg.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: walg, namespace: prod }
data:
  WALG_S3_PREFIX: s3://acme-orders-db/
  WALG_LIBSODIUM_KEY_PATH: /etc/walg/key
```

## When the facts are not known
A bucket may encrypt by itself; then say so with `WALG_S3_SSE: aws:kms`, which
also refuses a bucket that does not.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPlaces[] = {"WALG_S3_PREFIX", "WALE_S3_PREFIX",
                                        "WALG_GS_PREFIX", "WALG_AZ_PREFIX",
                                        "WALG_SWIFT_PREFIX"};
constexpr std::string_view kKeys[] = {
    "WALG_LIBSODIUM_KEY", "WALG_PGP_KEY", "WALG_GPG_KEY_ID", "WALE_GPG_KEY_ID",
    "WALG_CSE_KMS_ID",    "WALG_S3_SSE",  "WALG_YC_CSE_KMS", "WALG_ENVELOPE_"};

bool IsKey(std::string_view name) {
  return std::ranges::any_of(kKeys,
                             [&](auto key) { return name.starts_with(key); });
}

// Calls `visit` with each name that the object sets for a program.
template <class Visit>
void ForEachVariable(const Manifest& one, Visit visit) {
  bool holder = one.Is("", "Secret") || one.Is("", "ConfigMap") ||
                one.Is("bitnami.com", "SealedSecret") ||
                one.Is("external-secrets.io", "ExternalSecret");
  for (std::string_view part : {"stringData", "data", "spec.encryptedData"}) {
    const Node* data = holder ? At(one.node, part) : nullptr;
    if (data == nullptr) continue;
    for (const Member& member : data->members) visit(*member.key);
  }
  if (const Node* list = holder ? At(one.node, "spec.data") : nullptr) {
    for (const Node* item : list->items) {
      const Node* key = At(item, "secretKey");
      if (key != nullptr) visit(*key);
    }
  }
  for (const Container& container : ContainersOf(one)) {
    const Node* env = At(container.node, "env");
    if (env == nullptr) continue;
    for (const Node* item : env->items) {
      const Node* name = At(item, "name");
      if (name != nullptr) visit(*name);
    }
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  std::set<std::string_view> keyed;  // namespaces with a key
  const auto& manifests = project.governance->manifests();
  for (const Manifest& one : manifests) {
    ForEachVariable(one, [&](const Node& name) {
      if (IsKey(name.text)) keyed.insert(one.space);
    });
  }
  for (const Manifest& one : manifests) {
    // Without a namespace it may belong to any.
    if (keyed.contains(one.space) || keyed.contains("") ||
        (one.space.empty() && !keyed.empty())) {
      continue;
    }
    ForEachVariable(one, [&](const Node& name) {
      if (std::ranges::find(kPlaces, name.text) == std::end(kPlaces)) return;
      out.ReportIn(*one.source, name.span,
                   "{} is set, and no key: back-ups are written in the clear",
                   name.text)
          .Help(
              "set WALG_LIBSODIUM_KEY_PATH, WALG_PGP_KEY_PATH or "
              "WALG_S3_SSE beside it");
    });
  }
}

}  // namespace

extern constexpr Rule kBackupNotEncrypted = On<Project, Check>(kInfo);

}  // namespace interlock::governance
