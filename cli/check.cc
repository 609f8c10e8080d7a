// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <climits>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/version.h"
#include "core/text.h"
#include "engine/baseline.h"
#include "engine/run.h"
#include "reporters/reporter.h"

namespace interlock::cli {
namespace {

using reporters::Color;
using reporters::Format;
using reporters::ReporterOptions;

// One --output: a format and where it goes.
struct Output {
  const Format* format;
  std::string file;  // empty: standard output, also written "-"
};

Result<std::vector<Output>> ReadOutputs(const Arguments& arguments,
                                        const World& world) {
  auto given = arguments.Values("output");
  if (given.empty()) {
    bool on_github = world.variable("GITHUB_ACTIONS") == "true";
    given.push_back(on_github ? "github" : "text");
  }
  std::vector<Output> outputs;
  for (const std::string& one : given) {
    size_t equals = one.find('=');
    std::string name = one.substr(0, equals);
    const Format* format = reporters::FindFormat(name);
    if (format == nullptr) {
      std::vector<std::string_view> names;
      for (const Format& known : reporters::Formats()) {
        names.push_back(known.name);
      }
      return Error{
          fmt::format("--output: unknown format '{}'", Printable(name)),
          {},
          0,
          fmt::format("expected one of: {}", fmt::join(names, ", "))};
    }
    std::string file =
        equals == std::string::npos ? "-" : one.substr(equals + 1);
    if (file.empty()) {
      return Error{fmt::format("--output: '{}' names no file", Printable(one))};
    }
    outputs.push_back({format, file == "-" ? "" : file});
  }
  return outputs;
}

// What a reporter cannot complain about any more.
Status CheckFlags(const Arguments& arguments) {
  std::string when = arguments.Value("color", "auto");
  if (when != "auto" && when != "always" && when != "never") {
    return Error{"--color takes auto, always or never"};
  }
  int most = 0;
  if (!ReadNumber(arguments.Value("max-findings", "0"), 0, INT_MAX, most)) {
    return Error{"--max-findings takes a number, 0 for all"};
  }
  return Done{};
}

Color ChooseColor(const Arguments& arguments, const World& world) {
  std::string when = arguments.Value("color", "auto");
  if (when == "always") return Color::kAlways;
  if (when == "never") return Color::kNever;
  if (!world.variable("NO_COLOR").empty()) return Color::kNever;
  bool forced = !world.variable("FORCE_COLOR").empty() ||
                !world.variable("CLICOLOR_FORCE").empty();
  if (forced) return Color::kAlways;
  bool plain = !world.out_is_terminal || world.variable("TERM") == "dumb";
  return plain ? Color::kNever : Color::kAlways;
}

ReporterOptions ChooseOptions(const Arguments& arguments, const World& world) {
  using reporters::Suppressed;
  ReporterOptions options;
  options.tool_version = std::string(kVersion);
  options.color = ChooseColor(arguments, world);
  if (arguments.Has("show-suppressed")) {
    options.suppressed = Suppressed::kKeep;
  }
  if (arguments.Has("sarif-keep-suppressed")) {
    options.sarif_suppressed = Suppressed::kKeep;
  }
  if (arguments.Has("sarif-category")) {
    options.sarif_category = arguments.Value("sarif-category");
  }
  std::string most = arguments.Value("max-findings");
  options.max_findings =
      static_cast<uint32_t>(std::strtoul(most.c_str(), nullptr, 10));
  std::string server = world.variable("GITHUB_SERVER_URL");
  std::string repository = world.variable("GITHUB_REPOSITORY");
  if (!server.empty() && !repository.empty()) {
    options.provenance = {server + "/" + repository,
                          world.variable("GITHUB_SHA"),
                          world.variable("GITHUB_REF_NAME")};
  }
  return options;
}

Status WriteOutputs(const std::vector<Output>& outputs, const Report& report,
                    const ReporterOptions& options, World& world) {
  for (const Output& output : outputs) {
    if (output.format->name == "sarif") {
      std::string note = reporters::SarifLimitNote(report, options);
      if (!note.empty()) world.err.Write(fmt::format("interlock: {}\n", note));
    }
    if (output.file.empty()) {
      output.format->write(report, options, world.out);
      continue;
    }
    ReporterOptions plain = options;
    plain.color = Color::kNever;
    StringWriter text;
    output.format->write(report, plain, text);
    Status written = world.files.Write(output.file, text.text());
    if (!written.ok()) return written;
  }
  std::string summary = world.variable("GITHUB_STEP_SUMMARY");
  if (summary.empty() || outputs.front().format->name != "github") {
    return Done{};
  }
  auto before = world.files.Read(summary);
  StringWriter text;
  text.Write(before.ok() ? before.value() : std::string());
  reporters::WriteStepSummary(report, options, text);
  return world.files.Write(summary, text.text());
}

// How the run ends, whatever the formats.
int Verdict(const Arguments& arguments, const Session& session,
            const Report& report, Severity fail_on) {
  if (arguments.Has("exit-zero")) return kClean;
  for (const Finding& finding : report.findings) {
    if (finding.live() && finding.severity >= fail_on) return kFindings;
  }
  if (!report.problems.empty()) return kPartial;
  bool nothing = report.files_checked == 0 && !session.options.filter;
  return nothing || session.nothing_in_paths ? kNothing : kClean;
}

// Few formats show a finding's hash; a baseline is made of them.
Fingerprints WantedFingerprints(const Arguments& arguments,
                                const std::vector<Output>& outputs) {
  bool shown = std::ranges::any_of(outputs, [](const Output& output) {
    return output.format->shows_fingerprints;
  });
  return shown || arguments.Has("write-baseline") ? Fingerprints::kSet
                                                  : Fingerprints::kLeftOut;
}

// The baseline's file, relative to the root where it lies below it; "" for
// none. The flag counts from the current folder, the config from the root.
Result<std::string> BaselinePath(const Arguments& arguments,
                                 const Session& session, const World& world) {
  std::string path = arguments.Value("baseline", session.config.baseline);
  if (arguments.Has("baseline") && !path.empty()) {
    path = Absolute(world, path);
    std::string base = session.root + "/";
    if (path.starts_with(base)) path = path.substr(base.size());
  }
  if (!arguments.Has("write-baseline")) return path;
  if (session.options.filter || !session.options.rules.empty()) {
    return Error{"--write-baseline writes the whole baseline",
                 {},
                 0,
                 "leave out the paths and flags that choose findings"};
  }
  return path.empty() ? ".interlock-baseline.json" : path;
}

Status LoadBaseline(const std::string& path, const Session& session,
                    World& world, Baseline& baseline, bool must_exist) {
  std::string whole =
      path.starts_with('/') ? path : JoinPath(session.root, path);
  auto text = world.files.Read(whole);
  if (!text.ok()) {
    if (must_exist) return text.error();
    return Done{};
  }
  auto read =
      ReadBaseline(std::make_unique<Source>(path, std::move(text).value()));
  if (!read.ok()) return read.error();
  baseline = std::move(read).value();
  return Done{};
}

Status SaveBaseline(const std::string& path, const Session& session,
                    const Report& report, World& world) {
  StringWriter text;
  WriteBaseline(report, session.options.baseline, session.options.today, text);
  std::string whole =
      path.starts_with('/') ? path : JoinPath(session.root, path);
  return world.files.Write(whole, text.text());
}

void ExplainNothing(const Session& session, World& world) {
  world.err.Write(
      session.nothing_in_paths
          ? "interlock: nothing to check in the paths given: they hold no file "
            "of a known\n  kind, or git ignores them, the config excludes them "
            "or they are links\n"
          : "interlock: nothing to check here: no migration, workflow, "
            "protection or exception file was found\n");
}

Result<Severity> FailOn(const Arguments& arguments, const Config& config) {
  std::string level = arguments.Value("fail-on");
  if (level.empty()) return config.fail_on;
  for (Severity severity :
       {Severity::kNote, Severity::kWarning, Severity::kError}) {
    if (Name(severity) == level) return severity;
  }
  return Error{"--fail-on takes note, warning or error"};
}

}  // namespace

int RunCheck(const Arguments& arguments, World& world) {
  auto outputs = ReadOutputs(arguments, world);
  if (!outputs.ok()) return Complain(world, outputs.error());
  Status flags = CheckFlags(arguments);
  if (!flags.ok()) return Complain(world, flags.error());
  Session session;
  int code = kClean;
  if (!OpenSession(arguments, world, session, code)) return code;
  auto fail_on = FailOn(arguments, session.config);
  if (!fail_on.ok()) return Complain(world, fail_on.error());

  Baseline baseline;
  auto baseline_path = BaselinePath(arguments, session, world);
  if (!baseline_path.ok()) return Complain(world, baseline_path.error());
  const std::string& path = baseline_path.value();
  bool write = arguments.Has("write-baseline");
  if (!path.empty()) {
    Status loaded = LoadBaseline(path, session, world, baseline, !write);
    if (!loaded.ok()) return Complain(world, loaded.error());
    if (baseline.source != nullptr) session.options.baseline = &baseline;
  }
  Progress progress(arguments, world);
  session.options.progress = progress.Callback();
  session.options.fingerprints = WantedFingerprints(arguments, outputs.value());
  session.options.attic = &world.attic;
  const Report& report = world.attic.Take(Run(
      std::move(session.inputs), session.config, session.options, world.files));
  progress.Clear();
  if (write) {
    Status saved = SaveBaseline(path, session, report, world);
    if (!saved.ok()) return Complain(world, saved.error());
    world.err.Write(fmt::format("interlock: wrote {}\n", path));
    return kClean;
  }
  ReporterOptions reporting = ChooseOptions(arguments, world);
  reporting.path_prefix = session.prefix;
  Status written = WriteOutputs(outputs.value(), report, reporting, world);
  if (!written.ok()) return Complain(world, written.error());
  code = Verdict(arguments, session, report, fail_on.value());
  if (code == kNothing) ExplainNothing(session, world);
  return code;
}

}  // namespace interlock::cli
