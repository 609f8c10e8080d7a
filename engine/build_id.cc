// SPDX-License-Identifier: Apache-2.0
#include "engine/build_id.h"

#include <link.h>
#include <sys/stat.h>

#include <cstring>

#include "core/hash.h"

namespace interlock {
namespace {

// The note that the linker writes with --build-id; empty without one.
int FindNote(dl_phdr_info* info, size_t, void* out) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = info->dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    auto at = reinterpret_cast<const char*>(info->dlpi_addr + header.p_vaddr);
    const char* end = at + header.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const char* name = at + sizeof note;
      const char* text = name + ((note.n_namesz + 3) & ~3u);
      if (note.n_type == NT_GNU_BUILD_ID && text + note.n_descsz <= end) {
        static_cast<std::string*>(out)->assign(text, note.n_descsz);
        return 1;
      }
      at = text + ((note.n_descsz + 3) & ~3u);
    }
  }
  return 1;  // the program itself comes first; look no further
}

}  // namespace

std::string BuildId() {
  std::string id;
  dl_iterate_phdr(FindNote, &id);
  struct stat info;
  if (id.empty() && stat("/proc/self/exe", &info) == 0) {
    id = std::to_string(info.st_size) + " " +
         std::to_string(info.st_mtim.tv_sec) + " " +
         std::to_string(info.st_mtim.tv_nsec);
  }
  return id;
}

}  // namespace interlock
