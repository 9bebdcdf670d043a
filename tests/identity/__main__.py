"""``make bench-identity``: the matcher's quality and speed, and Splink's, in one run.

Writes ``.run/bench/identity.json``. Speeds are of this machine, when nothing else runs on it.
"""

import argparse
import json
import os
import platform
import sys
from pathlib import Path

import uvloop
from rich.console import Console

from launcher.identity.scratch_database import database_url
from linkage import kernel

from . import bars
from .bench import Bench, console

ROOT = Path(__file__).resolve().parents[2]
SHORT = ["own", "floor", "orders", "fields", "scenarios", "caution", "careful", "again", "kernel"]
LONG = [*SHORT, "peer", "half-million"]


async def measure(bench: Bench, parts: list[str], path: Path) -> None:
    """Written after each part, so that a run that is stopped leaves what it measured."""
    for part in parts:
        console.rule(part)
        await bench.parts[part]()
        path.write_text(json.dumps({**bench.found, "missed": bars.missed(bench.found)}, indent=2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="2,000 persons, without Splink")
    parser.add_argument("--parts", nargs="+", choices=LONG)
    options = parser.parse_args()
    parts = options.parts or (SHORT if options.short else LONG)
    bench = Bench(database_url(ROOT), 2_000 if options.short else 50_000, 500_000)
    bench.found["machine"] = {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "kernel": "compiled" if kernel.is_compiled() else "plain",
    }
    path = ROOT / ".run" / "bench" / "identity.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    uvloop.run(measure(bench, parts if "own" in parts else ["own", *parts], path))
    bars.show(bench.found)
    wrong = bars.missed(bench.found)
    for sentence in wrong:
        Console(stderr=True).print(f"Not reached: {sentence}")
    sys.exit(1 if wrong and not options.short else 0)


if __name__ == "__main__":
    main()
