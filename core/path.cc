// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "core/text.h"

namespace interlock {

namespace {

// Paths are taken apart many times each, and rfind looks at every byte.
size_t LastSlash(std::string_view path) {
  const void* slash = memrchr(path.data(), '/', path.size());
  if (slash == nullptr) return std::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(slash) - path.data());
}

}  // namespace

std::string_view BaseName(std::string_view path) {
  // npos + 1 is 0: the whole of it when there is no slash.
  return path.substr(LastSlash(path) + 1);
}

std::string_view DirName(std::string_view path) {
  size_t slash = LastSlash(path);
  if (slash == std::string_view::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view Extension(std::string_view path) {
  std::string_view name = BaseName(path);
  size_t dot = name.rfind('.');
  // ".gitignore" has a name and no extension; "a." has neither.
  bool none = dot == std::string_view::npos || dot + 1 == name.size() ||
              name.find_first_not_of('.') > dot;
  return none ? std::string_view() : name.substr(dot);
}

std::string JoinPath(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  if (name.empty()) return std::string(folder);
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (path.back() != '/') path += '/';
  path += name;
  return path;
}

std::string NormalPath(std::string_view path) {
  if (path.starts_with('/')) return {};
  std::vector<std::string_view> kept;
  for (std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      kept.push_back(part);
    } else if (kept.empty()) {
      return {};
    } else {
      kept.pop_back();
    }
  }
  if (kept.empty()) return ".";
  std::string normal;
  for (std::string_view part : kept) {
    if (!normal.empty()) normal += '/';
    normal += part;
  }
  return normal;
}

}  // namespace interlock
