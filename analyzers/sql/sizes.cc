// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/sizes.h"

#include <fmt/format.h>

#include <algorithm>

namespace interlock::sql {
namespace {

// Partitions of partitions, not followed deeper.
constexpr int kMaxDepth = 6;
constexpr double kMegabyte = 1e6;

const TableSize* Stated(std::string_view schema, std::string_view name,
                        const ProjectSettings& settings) {
  auto find = [&](std::string_view wanted) -> const TableSize* {
    const auto& all = settings.table_sizes;
    auto at = std::ranges::lower_bound(all, wanted, {}, &NamedSize::name);
    return at != all.end() && at->name == wanted ? &at->size : nullptr;
  };
  if (schema.empty() || schema == "public") {
    if (const TableSize* size = find(name)) return size;
    schema = "public";
  }
  return find(fmt::format("{}.{}", schema, name));
}

TableSize SizeOf(const Relation& relation, const View& view,
                 const ProjectSettings& settings, int depth) {
  if (const TableSize* size =
          Stated(relation.schema, relation.name, settings)) {
    return *size;
  }
  TableSize sum;
  if (!relation.partitioned || depth >= kMaxDepth) return sum;
  auto add = [](int64_t& total, int64_t part) {
    if (part >= 0) total = std::max<int64_t>(total, 0) + part;
  };
  view.EachPartition(relation, [&](const PartitionLink& link) {
    TableSize part = SizeOf(*link.child, view, settings, depth + 1);
    add(sum.rows, part.rows);
    add(sum.bytes, part.bytes);
    add(sum.index_bytes, part.index_bytes);
  });
  return sum;
}

// "412", "41 k", "4.1 M", "41 M"
std::string Short(double number, double unit) {
  constexpr std::string_view kPrefixes[] = {"", " k", " M", " G", " T"};
  size_t prefix = 0;
  while (number >= 999.5 && prefix + 1 < std::size(kPrefixes)) {
    number /= unit;
    ++prefix;
  }
  bool whole = prefix == 0 || number >= 9.95;
  return whole ? fmt::format("{:.0f}{}", number, kPrefixes[prefix])
               : fmt::format("{:.1f}{}", number, kPrefixes[prefix]);
}

std::string Duration(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 120) return fmt::format("about {:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("about {:.0f} min", seconds / 60);
  return fmt::format("about {:.0f} h", seconds / 3600);
}

}  // namespace

std::string Estimate::Text() const {
  if (!size.known()) return {};
  std::string text;
  if (size.rows >= 0) {
    text = Short(static_cast<double>(size.rows), 1000) +
           (size.rows == 1 ? " row" : " rows");
  } else {
    std::string bytes = Short(static_cast<double>(size.bytes), 1000);
    text = bytes + (bytes.find(' ') == bytes.npos ? " bytes" : "B");
  }
  if (seconds >= 0) text += ", " + Duration(seconds);
  return " (" + text + ")";
}

TableSize SizeOf(const Name& table, const View& view,
                 const ProjectSettings& settings) {
  if (settings.table_sizes.empty()) return {};
  if (const TableSize* size = Stated(table.schema, table.name, settings)) {
    return *size;
  }
  const Relation* relation = view.Find(table);
  if (relation == nullptr) return {};
  return SizeOf(*relation, view, settings, 0);
}

Estimate EstimateOf(const TableSize& size, Work work,
                    const ProjectSettings& settings) {
  Estimate estimate;
  estimate.size = size;
  if (!size.known()) return estimate;
  const CostModel& cost = settings.cost;
  double bytes = size.bytes >= 0
                     ? static_cast<double>(size.bytes)
                     : static_cast<double>(size.rows) * cost.row_bytes;
  double indexes = std::max<double>(static_cast<double>(size.index_bytes), 0);
  switch (work) {
    case Work::kScan:
      estimate.seconds = bytes / kMegabyte / cost.scan;
      break;
    case Work::kIndexBuild:
      estimate.seconds = bytes / kMegabyte / cost.index_build;
      break;
    case Work::kRewrite:
      estimate.seconds = bytes / kMegabyte / cost.rewrite +
                         indexes / kMegabyte / cost.index_build;
      break;
    default:
      break;
  }
  estimate.small = size.rows <= settings.small_table.rows &&
                   bytes <= static_cast<double>(settings.small_table.bytes);
  return estimate;
}

}  // namespace interlock::sql
