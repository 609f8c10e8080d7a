# SPDX-License-Identifier: Apache-2.0
"""Figures into tables for people and into JSON for programs."""
from harness.inputs import InputSet
from harness.measure import Contestant

RAW = "raw limit, 1 thread"
OURS = "interlock, 1 thread"


def table(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in [header, *rows])
              for i in range(len(header))]
    lines = []
    for row in [header, ["-" * width for width in widths], *rows]:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width)
                for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join([first, *rest]).rstrip())
    return "\n".join(lines)


def ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}x" if base else "-"


def throughput(each: InputSet, contestants: list[Contestant]) -> str:
    raw = next((c for c in contestants if c.name == RAW and not c.trouble()),
               None)
    rows = []
    for contestant in contestants:
        if contestant.trouble():
            rows.append([contestant.name, contestant.trouble(),
                         *["-"] * 6])
            continue
        wall, peak = contestant.median("wall"), contestant.median("peak")
        rows.append([
            contestant.name,
            f"{wall:.3f}",
            f"{each.bytes / wall / 1e6:.1f}",
            f"{contestant.cpu():.3f}",
            ratio(wall, raw.median("wall")) if raw else "-",
            ratio(contestant.cpu(), raw.cpu()) if raw else "-",
            f"{peak / 1e6:.1f}",
            # What a program needs to start hides that of a small file.
            ratio(peak, each.largest) if each.largest > 1e6 else "-",
        ])
    title = (f"{each.name}: {each.files} files, {each.bytes / 1e6:.1f} MB, "
             f"the largest {each.largest / 1e6:.3f} MB")
    if each.rejected:
        title += f"; the raw parsers reject {each.rejected}"
    return title + "\n" + table(
        ["", "wall s", "MB/s", "CPU s", "wall/raw", "CPU/raw", "peak MB",
         "peak/largest"], rows) + verdict(contestants)


def verdict(contestants: list[Contestant]) -> str:
    """What the table comes to, on one thread each."""
    single = [c for c in contestants
              if c.name.endswith(", 1 thread") and not c.trouble()]
    ours = next((c for c in single if c.name == OURS), None)
    if not ours:
        return ""
    lines = [f"CPU of {c.name.split(',')[0]} over that of interlock: "
             f"{ratio(c.cpu(), ours.cpu())}"
             for c in single if c.name not in (OURS, RAW)]
    raw = next((c for c in single if c.name == RAW), None)
    if raw:
        lines.insert(0, "CPU of interlock over the raw limit: "
                        f"{ratio(ours.cpu(), raw.cpu())}")
    return "".join("\n" + line for line in lines)


def starts(contestants: list[Contestant],
           title: str = "start to end of a short run") -> str:
    rows = []
    for contestant in contestants:
        if contestant.trouble():
            rows.append([contestant.name, contestant.trouble(), "-", "-"])
            continue
        rows.append([contestant.name,
                     f"{contestant.best('wall') * 1e3:.2f}",
                     f"{contestant.median('wall') * 1e3:.2f}",
                     f"{contestant.median('peak') / 1e6:.1f}"])
    return title + "\n" + table(
        ["", "best ms", "median ms", "peak MB"], rows)


def as_json(contestant: Contestant) -> dict:
    made = {"name": contestant.name, "runs": contestant.runs}
    if contestant.trouble():
        made["trouble"] = contestant.trouble()
    else:
        made |= {"wall": contestant.median("wall"), "cpu": contestant.cpu(),
                 "peak": contestant.median("peak"),
                 "best": contestant.best("wall")}
    return made


def set_as_json(each: InputSet, contestants: list[Contestant]) -> dict:
    return {"name": each.name, "files": each.files, "bytes": each.bytes,
            "largest": each.largest, "rejected": each.rejected,
            "contestants": [as_json(c) for c in contestants]}
