#!/usr/bin/env python3
"""Writes the files of a folder again elsewhere, and nothing else: the floor under every generator.

In: a folder, and where to. Reads all of it first, then writes with as many processes as there are cores,
and tells the seconds of the writing alone as JSON: wall, processor, and the most memory in bytes.

    write.py FROM TO
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    files = [(path.relative_to(source), path.read_bytes()) for path in sorted(source.rglob("*")) if path.is_file()]
    folders = sorted({relative.parent for relative, _ in files})
    cores = os.cpu_count() or 1
    before, start = processor(), time.monotonic()
    for folder in folders:
        (target / folder).mkdir(parents=True, exist_ok=True)
    parts = []
    for part in range(cores):
        child = os.fork()
        if child == 0:
            write(files[part::cores], str(target))
            os._exit(0)
        parts.append(child)
    for child in parts:
        os.waitpid(child, 0)
    wall = time.monotonic() - start
    print(json.dumps({"wall": wall, "processor": processor() - before}))


def write(files: list[tuple[Path, bytes]], target: str) -> None:
    for relative, data in files:
        file = os.open(f"{target}/{relative}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(file, data)
        os.close(file)


def processor() -> float:
    """Seconds of processor of this process and of those that it has waited for."""
    return sum(usage.ru_utime + usage.ru_stime
               for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
