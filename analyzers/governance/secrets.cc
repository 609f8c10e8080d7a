// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/secrets.h"

#include <algorithm>
#include <string>

#include "analyzers/governance/kubernetes.h"
#include "core/text.h"

namespace interlock::governance {
namespace {

constexpr std::string_view kSecretWords[] = {
    "password", "passwd",     "secret",     "token",
    "private",  "credential", "apikey",     "api_key",
    "api-key",  "passphrase", "access_key", "license_key"};
// Public halves and names that only sound secret.
constexpr std::string_view kPublicEnds[] = {"_id",   "-id",   "_name", "-name",
                                            "_file", "_path", "_url",  ".pub"};

constexpr std::string_view kReferences[] = {
    "vault:",    "ref+", "op://",           "ENC[",  "arn:", "ssm:",
    "projects/", "azkv", "secretsmanager:", "sops:", "kms:", "file:",
    "env:"};
constexpr std::string_view kPlaceholders[] = {
    "changeme",   "change-me", "change_me", "replaceme",   "replace-me",
    "replace_me", "insecure",  "redacted",  "placeholder", "example",
    "dummy",      "todo",      "xxx",       "your-",       "your_",
    "secret",     "password",  "token",     "test",        "none",
    "null"};

bool NamesSecret(std::string_view key) {
  std::string lower = AsciiLower(key);
  for (std::string_view end : kPublicEnds) {
    if (lower.ends_with(end)) return false;
  }
  return std::ranges::any_of(kSecretWords, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool IsReference(std::string_view value) {
  if (value.size() < 4) return true;  // nothing that could protect anything
  if (value.find_first_of("$<{") != std::string_view::npos) return true;
  for (std::string_view lead : kReferences) {
    if (value.starts_with(lead)) return true;
  }
  std::string lower = AsciiLower(value);
  return std::ranges::any_of(kPlaceholders, [&](std::string_view word) {
    return word == lower ||
           (word.size() > 6 && lower.find(word) != std::string::npos);
  });
}

int ValueOf(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (IsDigit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// Base64 up to its padding; "" when it is none.
std::string Decode(std::string_view text) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == '=') break;
    if (IsAsciiSpace(c)) continue;
    int value = ValueOf(c);
    if (value < 0) return "";
    bits = bits << 6 | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

}  // namespace

std::vector<const Node*> LiteralSecrets(const Manifest& secret) {
  std::vector<const Node*> found;
  for (std::string_view part : {"stringData", "data"}) {
    const Node* data = secret.node->Find(part);
    if (data == nullptr) continue;
    for (const Member& member : data->members) {
      const Node& value = *member.value;
      if (!value.IsScalar() || value.IsNull()) continue;
      if (!NamesSecret(member.key->text)) continue;
      bool plain = IsReference(value.text) ||
                   (part == "data" && IsReference(Decode(value.text)));
      if (!plain) found.push_back(member.key);
    }
  }
  std::ranges::sort(found, {}, [](const Node* key) { return key->span.begin; });
  return found;
}

}  // namespace interlock::governance
