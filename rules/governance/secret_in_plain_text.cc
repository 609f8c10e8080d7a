// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/kubernetes.h"
#include "analyzers/governance/secrets.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "secret-in-plain-text",
    .summary =
        "A manifest holds a secret that anybody with the repository can read",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .security_severity = "8.0",
    .tags = "kubernetes security",
    .peers = "kubesec:plain-secret",
    .docs = R"(
## What it does
Reports `Secret` objects with a literal value under a key that names something
secret: password, token, secret, private key, credential. Left alone are
references that something else fills in (`<ssm:...>`, `${...}`, `vault:...`,
`ENC[...]`), plain placeholders such as `changeme`, sealed and external
secrets, and files in folders of tests, examples and local set-ups. The value is
never printed.

## Why is this bad?
Base64 is no encryption. Whoever can read the repository, or any clone of it,
has the password of production, today and after it has been removed from the
newest commit.

```yaml,bad,file=k8s/db/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: db }
stringData:
  DB_PASSWORD: correct-horse-battery-staple
```

```yaml,good,file=k8s/db/secret.yaml
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: db }
spec:
  encryptedData:
    DB_PASSWORD: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq
```

## How to do it
Take the value away, change it where it is used, and bring it in with
SealedSecrets, External Secrets or SOPS.
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const Manifest& one : project.governance->manifests()) {
    if (!one.Is("", "Secret") || IsTrialPath(one.source->path())) continue;
    if (one.node->Find("sops") != nullptr) continue;
    auto literals = LiteralSecrets(one);
    if (literals.empty()) continue;
    std::string more;
    if (literals.size() > 1) {
      more = fmt::format(" and {} more", literals.size() - 1);
    }
    out.ReportIn(*one.source, literals.front()->span,
                 "Secret {} holds '{}'{} in plain text", Printable(one.name),
                 Printable(literals.front()->text), more)
        .Help(
            "change the value, then bring it in as a SealedSecret or "
            "ExternalSecret");
  }
}

}  // namespace

extern constexpr Rule kSecretInPlainText = On<Project, Check>(kInfo);

}  // namespace interlock::governance
