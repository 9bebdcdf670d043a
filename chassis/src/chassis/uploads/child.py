"""The process that reads one file: from standard input, to lines of JSON on standard output.

``python -I -m chassis.uploads.child ORDER``, where the order is JSON: what to parse, the limits and
the names of columns. The limits on memory and time are set before a byte is read. A line is the
name of a sheet, a list of rows, a fault, or ``null`` at the end. It says nothing else, since the
text of an error could quote the file, and a process that dies says nothing at all.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from chassis.uploads.limits import Fault, Limits, UnreadableFileError
from chassis.uploads.tasks import TASKS

ROWS_PER_LINE = 50


def main() -> None:
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    _confine(limits)
    output = sys.stdout
    output.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in _lines(sys.stdin.buffer.read(), order, limits):
        json.dump(line, output, ensure_ascii=False, separators=(",", ":"), default=_tagged)
        output.write("\n")
    output.flush()
    os._exit(0)  # nothing is left to tidy up, and freeing millions of cells takes a while


def _confine(limits: Limits) -> None:
    """Leave nothing but processor time and memory, and little of those."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _lines(data: bytes, order: dict[str, Any], limits: Limits) -> Iterator[Any]:
    try:
        for name, rows in TASKS[order["parse"]](data, limits, order["columns"]):
            yield {"sheet": name}
            lines = []
            for row in rows:
                lines.append(row)
                if len(lines) == ROWS_PER_LINE:
                    yield lines
                    lines = []
            yield lines
    except UnreadableFileError as error:
        yield {"fault": error.fault, "row": error.row}
    except MemoryError:
        yield {"fault": Fault.TOO_LARGE, "row": 0}
    yield None


def _tagged(value: Any) -> list[str]:
    """A date or time with its kind, which JSON has no word for; anything else as its text."""
    match value:
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
    return ["text", str(value)]


if __name__ == "__main__":
    main()
