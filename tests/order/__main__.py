"""All tests in five orders by chance, and which of them fail in some: `make nightly-order`.

Each run has a seed, of its order and of its made-up data. ``.run/order/summary.json`` says of each
test that failed in how many runs, by which seeds and after which test, and how to see it again.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from secrets import randbelow

from .flakes import Flake, flakes

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".run" / "order"
FINISHED = (0, 1)
"""How pytest ends when all tests ran, whatever came of them."""


def play(seed: int, paths: Sequence[str], workers: int) -> tuple[dict[str, bool], int]:
    """The tests in the order of this seed, each with whether it failed; and how pytest ended."""
    noted, said = FOLDER / f"{seed}.json", FOLDER / f"{seed}.log"
    noted.unlink(missing_ok=True)
    options = ["--shuffle", f"--krachtlijn-seed={seed}", f"--note-order={noted}"]
    side_by_side = ["-n", str(workers)] if workers else []
    command = [sys.executable, "-m", "pytest", *options, *side_by_side, *paths]
    with said.open("w") as log:
        ended = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode
    played: dict[str, bool] = json.loads(noted.read_text()) if noted.exists() else {}
    return played, ended


def summary(found: Sequence[Flake], ended: Mapping[int, int]) -> dict[str, object]:
    """What is written down; ``unfinished`` are the seeds whose run broke off, with its status."""
    return {
        "seeds": list(ended),
        "flaked": [asdict(flake) for flake in found if flake.failed < flake.runs],
        "failed": [asdict(flake) for flake in found if flake.failed == flake.runs],
        "unfinished": {seed: code for seed, code in ended.items() if code not in FINISHED},
    }


def say(line: str) -> None:
    """At once: the next line may come an hour later."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.order", description=__doc__)
    parser.add_argument("paths", nargs="*", help="packages or files, else all")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, help="of the first run, else by chance")
    parser.add_argument("--workers", type=int, default=0, help="packages at a time")
    said = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    first = randbelow(2**31) if said.seed is None else said.seed
    runs: dict[int, dict[str, bool]] = {}
    ended: dict[int, int] = {}
    for seed in range(first, first + said.runs):
        runs[seed], ended[seed] = play(seed, said.paths, said.workers)
        failed = sum(runs[seed].values())
        say(f"seed {seed}: {failed} of {len(runs[seed])} tests failed")
    found = flakes(runs)
    told = summary(found, ended)
    (FOLDER / "summary.json").write_text(json.dumps(told, indent=1) + "\n")
    for flake in found:
        say(f"{flake.failed} of {flake.runs}: {flake.test}\n    {flake.again}")
    for seed in ended.keys() - {seed for seed, code in ended.items() if code in FINISHED}:
        say(f"seed {seed}: the run broke off, see {FOLDER / f'{seed}.log'}")
    return 1 if found or told["unfinished"] else 0


if __name__ == "__main__":
    sys.exit(main())
