"""Runs a program as a whole and tells what it cost.

In: a command. Out: seconds on the clock, seconds of processor (its own and its children's, user and
system) and the most memory of one process, as the kernel counts them (`wait4`). Programs that are compared
take turns within a round, so that what else the machine does falls on all alike.
"""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

# Bytes of what `ru_maxrss` counts in, on Linux.
KIBI = 1024


@dataclass(frozen=True)
class Run:
    """One run: seconds, seconds of processor, bytes."""

    wall: float
    processor: float
    memory: int


@dataclass
class Runs:
    """Several runs of one program at one task."""

    runs: list[Run] = field(default_factory=list)

    def _all(self, what: str) -> list[float]:
        return [getattr(run, what) for run in self.runs]

    def median(self, what: str) -> float:
        return statistics.median(self._all(what))

    def least(self, what: str) -> float:
        return min(self._all(what))

    def most(self, what: str) -> float:
        return max(self._all(what))


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Run:
    """Runs a command to its end; what it says is shown only where it fails."""
    said = folder / ".said"
    with open(said, "wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
                                   env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    # Popen must not wait for what is gone.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{said.read_text(errors='replace')[-4000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KIBI)


@dataclass(frozen=True)
class Entrant:
    """One program at one task: what is put right before each run, and the run."""

    name: str
    prepare: Callable[[], None]
    go: Callable[[], Run]


def take_turns(entrants: list[Entrant], rounds: int) -> dict[str, Runs]:
    """Every entrant once a round; one round more comes first and does not count (caches)."""
    results = {entrant.name: Runs() for entrant in entrants}
    for number in range(rounds + 1):
        for entrant in entrants:
            entrant.prepare()
            settle()
            result = entrant.go()
            if number > 0:
                results[entrant.name].runs.append(result)
    return results


def settle() -> None:
    """What the last run wrote is on the disk before the next one begins: nobody pays for another's writing."""
    os.sync()


def machine() -> str:
    """The machine, in one line."""
    model = "processor unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    total = next(int(line.split()[1]) for line in Path("/proc/meminfo").read_text().splitlines()
                 if line.startswith("MemTotal:"))
    return (f"{os.cpu_count()} cores of {model}, {round(total / 1024 / 1024)} GB, "
            f"{platform.system()} {platform.release().split('-')[0]}")
