// SPDX-License-Identifier: Apache-2.0
#include "engine/readiness.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/session.h"
#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

using Phases = std::vector<ReadinessPhase>;

std::string Place(const Evidence& evidence) {
  if (!evidence.found()) return "";
  return fmt::format("{}:{}", Printable(*evidence.path), evidence.line);
}

// The first phase that lacks something: the phases build on each other.
const ReadinessPhase* FirstOpen(const Phases& phases) {
  auto at = std::ranges::find_if(
      phases, [](const ReadinessPhase& phase) { return !phase.complete(); });
  return at == phases.end() ? nullptr : &*at;
}

std::string NextStep(const Phases& phases) {
  const ReadinessPhase* open = FirstOpen(phases);
  if (open == nullptr) return "Every phase is complete.";
  auto item = std::ranges::find_if(
      open->items, [](const ReadinessItem& one) { return !one.next.empty(); });
  return fmt::format("Next step, phase {}: {}", open->number, item->next);
}

std::string Summary(const Phases& phases) {
  auto done = std::ranges::count_if(
      phases, [](const ReadinessPhase& phase) { return phase.complete(); });
  return fmt::format("{} of {} phases are complete.", done, phases.size());
}

void WriteText(const Phases& phases, Writer& out) {
  for (const ReadinessPhase& phase : phases) {
    out.Write(fmt::format("phase {:<2}  {}  ({} of {})\n", phase.number,
                          phase.title, phase.met(), phase.items.size()));
    for (const ReadinessItem& item : phase.items) {
      bool met = item.next.empty();
      out.Write(fmt::format("  [{}] {}\n", met ? 'x' : ' ', item.what));
      out.Write(fmt::format("      {}\n",
                            met ? Place(item.evidence) : "next: " + item.next));
    }
  }
  out.Write("\n" + Summary(phases) + "\n" + NextStep(phases) + "\n");
}

void WriteMarkdown(const Phases& phases, Writer& out) {
  out.Write("# Readiness\n\n" + Summary(phases) + " " + NextStep(phases) +
            "\n");
  for (const ReadinessPhase& phase : phases) {
    out.Write(fmt::format("\n## Phase {}: {}\n\n", phase.number, phase.title));
    for (const ReadinessItem& item : phase.items) {
      bool met = item.next.empty();
      out.Write(
          fmt::format("- [{}] {}: {}\n", met ? 'x' : ' ', item.what,
                      met ? "`" + Place(item.evidence) + "`" : item.next));
    }
  }
}

void WriteJson(const Phases& phases, Writer& out) {
  JsonWriter json(out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1).Key("phases").BeginArray();
  for (const ReadinessPhase& phase : phases) {
    json.BeginObject().IntField("phase", phase.number);
    json.Field("title", phase.title);
    json.BoolField("complete", phase.complete()).Key("items").BeginArray();
    for (const ReadinessItem& item : phase.items) {
      json.BeginObject().Field("what", item.what);
      json.BoolField("met", item.next.empty());
      if (item.evidence.found()) {
        json.Field("path", *item.evidence.path);
        json.IntField("line", item.evidence.line);
      }
      if (!item.next.empty()) json.Field("next", item.next);
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  json.Flush();
  out.Write("\n");
}

}  // namespace

int RunReadiness(const Arguments& arguments, World& world) {
  std::string form = arguments.Value("output", "text");
  if (form != "text" && form != "markdown" && form != "json") {
    return Complain(world, Error{"--output takes text, markdown or json"});
  }
  Session session;
  int code = kClean;
  if (!OpenSession(arguments, world, session, code)) return code;
  session.options.filter = false;
  Report found =
      Run(session.inputs, session.config, session.options, world.files);
  Report report;
  Project project = Analyze(std::move(session.inputs), session.config,
                            session.options, report);
  Phases phases = JudgeReadiness(project, found.findings);
  if (form == "json") {
    WriteJson(phases, world.out);
  } else if (form == "markdown") {
    WriteMarkdown(phases, world.out);
  } else {
    WriteText(phases, world.out);
  }
  return kClean;
}

}  // namespace interlock::cli
