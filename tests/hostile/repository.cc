// SPDX-License-Identifier: Apache-2.0
#include "tests/hostile/repository.h"

#include <stdlib.h>

#include <algorithm>
#include <fstream>

namespace interlock::test {
namespace fs = std::filesystem;

void HostileTest::SetUp() {
  std::string name = (fs::temp_directory_path() / "interlock-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  root_ = name;
  fs::create_directory(root_ / ".git");
}

void HostileTest::TearDown() {
  // A test may have taken rights away.
  std::error_code ignored;
  for (fs::recursive_directory_iterator
           entry(root_, fs::directory_options::skip_permission_denied, ignored),
       end;
       entry != end; entry.increment(ignored)) {
    if (!entry->is_symlink(ignored) && entry->is_directory(ignored)) {
      fs::permissions(entry->path(), fs::perms::owner_all, ignored);
    }
  }
  fs::remove_all(root_, ignored);
}

void HostileTest::Write(const fs::path& path, std::string_view text) {
  WriteLong(path, text, "", 0, "");
}

void HostileTest::WriteLong(const fs::path& path, std::string_view before,
                            std::string_view repeated, size_t bytes,
                            std::string_view after) {
  const fs::path whole = root_ / path;
  fs::create_directories(whole.parent_path());
  std::ofstream file(whole, std::ios::binary);
  file << before;
  if (!repeated.empty()) {
    const size_t times = bytes / repeated.size() + 1;
    const size_t at_once = (size_t{1} << 20) / repeated.size() + 1;
    const std::string block = Repeat(repeated, at_once);
    for (size_t done = 0; done < times; done += at_once) {
      const size_t rest = std::min(at_once, times - done) * repeated.size();
      file.write(block.data(), static_cast<std::streamsize>(rest));
    }
  }
  file << after;
  ASSERT_TRUE(file.flush()) << "cannot write " << whole;
}

Ended HostileTest::Check(std::vector<std::string> words) {
  std::vector<std::string> all = {"check", "--no-cache", "--color=never"};
  all.insert(all.end(), words.begin(), words.end());
  Ended ended = RunInterlock(root(), all);
  const bool legal =
      ended.exit == 0 || ended.exit == 1 || ended.exit == 2 || ended.exit == 4;
  EXPECT_TRUE(legal) << "exit " << ended.exit << ", signal " << ended.signal
                     << "\n"
                     << ended.err.substr(0, 4000);
  EXPECT_LT(ended.cpu, 10.0 * Patience());
  RecordProperty("cpu", std::to_string(ended.cpu));
  RecordProperty("peak", std::to_string(ended.peak));
  return ended;
}

std::string Repeat(std::string_view text, size_t times) {
  std::string made;
  made.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) made += text;
  return made;
}

bool HasLine(const std::string& text, std::string_view prefix,
             std::string_view what) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line(text.data() + at, end - at);
    if (line.starts_with(prefix) && line.find(what) != line.npos) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace interlock::test
