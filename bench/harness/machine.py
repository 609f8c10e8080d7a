# SPDX-License-Identifier: Apache-2.0
"""What the figures were measured on and with."""
import os
import platform
import re
import subprocess


def first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "not available"
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines and done.returncode == 0 else "not available"


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.M)
    except OSError:
        found = None
    return found.group(1) if found else platform.machine()


def facts(programs: dict[str, list[str]]) -> dict[str, str]:
    """`programs` maps a name to the command that prints its version."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    found = {
        "processor": processor(),
        "cores": str(cores),
        "memory": f"{pages / 1e9:.1f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "load before": f"{load:.2f}",
    }
    for name, command in programs.items():
        found[name] = first_line(command)
    return found


def busy() -> bool:
    """Does other work disturb the figures?"""
    return os.getloadavg()[0] > 0.3
