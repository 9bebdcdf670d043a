"""``make mutants``: faults of one line in rules, matcher, disclosure control, bus and shields.

How each package's tests do: how many mutants they kill, and which live, each as a difference. Kept
in ``.run/mutants``; ``summary.json`` there is the result, and a run that was stopped goes on.
"""

import argparse
import difflib
import io
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console

from launcher.changed_plugin import changed_since

from . import copied, grave, kept, operators, run, scope, survivors
from .least import least, missed
from .operators import Mutant

SUMMARY = scope.FOLDER / "summary.json"
DEAD = "killed"
NOT_COUNTED = "not imported"
MINUTE = 60.0


def difference(mutant: Mutant, source: bytes) -> str:
    before, after = (
        text.decode().splitlines(keepends=True) for text in (source, mutant.source(source))
    )
    return "".join(difflib.unified_diff(before, after, mutant.path, mutant.path, n=1))


def commit() -> str:
    asked = ["git", "rev-parse", "HEAD"]
    told = subprocess.run(asked, cwd=scope.ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="packages, folders or patterns; all without")
    parser.add_argument("--sample", type=int, help="so many mutants, shared among the packages")
    parser.add_argument("--files", type=int, help="only so many files, by the seed")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--changed", metavar="REVISION", help="only files that differ from it")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="no more begins after them")
    parser.add_argument(
        "--pure",
        action="store_true",
        help="ask no test that needs servers, and only about functions that others enter",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="only the capability's tests, and nothing that is done at import",
    )
    parser.add_argument("--grave", action="store_true", help="only the faults of grave.toml")
    parser.add_argument("--summary", type=Path, default=SUMMARY, help="where the result goes")
    parser.add_argument(
        "--least",
        type=least,
        action="append",
        default=[],
        metavar="SHARE",
        help="fail where a package notices less: 0.9 of all of them, bus=0.65 of one",
    )
    parser.add_argument("--wide", action="store_true", help="ask all tests of a package")
    return parser.parse_args(arguments)


def tell(console: Console, copy: Any, mutant: Mutant, result: kept.Result) -> None:
    source = (copy / mutant.path).read_bytes()
    what = f"{mutant.path}:{mutant.line(source)} {mutant.operator}"
    if result["outcome"] == DEAD:
        console.print(f"[dim]killed   {what}[/]", highlight=False)
    else:
        before, after = mutant.lines(source)
        console.print(f"[red]{result['outcome']:8}[/] {what}", highlight=False)
        console.print(f"         - {before}\n         + {after}", highlight=False, markup=False)


def main() -> int:
    asked = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # workers go, and clean up
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # who reads along in a file sees how far it is
    console = Console(width=140)
    copy = copied.refresh()
    seed = asked.seed
    chosen = scope.chosen(asked.paths, copy)
    if asked.grave:
        chosen = {
            package: grave.places(package.name, paths, copy)
            for package, paths in chosen.items()
            if package.name in grave.packages()
        }
    if asked.changed:
        changed = {*changed_since(scope.ROOT, asked.changed)}
        chosen = {
            package: some
            for package, paths in chosen.items()
            if (some := [path for path in paths if path in changed])
        }
        if not chosen:
            console.print("no file in which faults are set has changed")
    if asked.files:
        chance = random.Random(seed)
        chosen = {
            package: chance.sample(paths, min(asked.files, len(paths)))
            for package, paths in chosen.items()
        }
    tree = operators.known(
        [path for folder in copied.SOURCES for path in (copy / folder).rglob("*.py")]
    )
    begun = time.monotonic()
    until = begun + asked.minutes * MINUTE
    results = kept.Results(copy)
    share = asked.sample and -(-asked.sample // max(1, len(chosen)))
    packages: dict[str, Any] = {}
    living: list[dict[str, Any]] = []
    for number, (package, paths) in enumerate(chosen.items()):
        mutants = [
            mutant
            for path in paths
            for mutant in operators.mutants_of(path, (copy / path).read_bytes(), tree)
            if mutant.function or not asked.quick
        ]
        if asked.grave:
            mutants = grave.among(package.name, mutants, copy)
        now = time.monotonic()
        bench = run.Bench(
            copy,
            package,
            seed,
            results,
            now + (until - now) / (len(chosen) - number),
            sandbox=not asked.pure,
            wide=asked.wide,
            quick=asked.quick,
            tell=lambda mutant, result: tell(console, copy, mutant, result),
        )
        done = bench.run(run.sampled(mutants, seed, share))
        listed = {mutant: survivors.known(mutant, bench.source(mutant.path)) for mutant in done}
        if asked.pure:
            done = {m: r for m, r in done.items() if r["outcome"] != "no test"}
        outcomes = Counter(result["outcome"] for result in done.values())
        alive = [m for m, result in done.items() if result["outcome"] not in (DEAD, NOT_COUNTED)]
        equal = [m for m in alive if (entry := listed[m]) and entry.kind == "equivalent"]
        tried = len(done) - outcomes[NOT_COUNTED] - len(equal)
        packages[package.name] = {
            "mutants": len(mutants),
            "tried": tried,
            "killed": outcomes[DEAD],
            "survived": len(alive) - len(equal),
            "equivalent": len(equal),
            "notCounted": outcomes[NOT_COUNTED],
            "share": round(outcomes[DEAD] / tried, 3) if tried else None,
            "listed": dict(Counter(e.kind for m in alive if (e := listed[m]))),
            "redWithoutMutant": bench.red,
            "seconds": round(time.monotonic() - now),
        }
        for mutant in sorted(alive):
            source, entry = bench.source(mutant.path), listed[mutant]
            living.append(
                {
                    "package": package.name,
                    "path": mutant.path,
                    "line": mutant.line(source),
                    "function": mutant.function,
                    "operator": mutant.operator,
                    "outcome": done[mutant]["outcome"],
                    "testsAsked": done[mutant].get("tests", 0),
                    "difference": difference(mutant, source),
                    "listed": entry and {"kind": entry.kind, "why": entry.why},
                }
            )
        console.print(f"[bold]{package.name}[/]: {packages[package.name]}", highlight=False)
        share_told = (
            f"{outcomes[DEAD]} of {tried} faults noticed, {packages[package.name]['share']}"
        )
        noticed = share_told if tried else "no test that was asked enters them"
        console.print(f"[bold]{package.name}: {noticed}[/]")
        asked.summary.parent.mkdir(parents=True, exist_ok=True)
        asked.summary.write_text(
            json.dumps(
                {
                    "commit": commit(),
                    "seed": seed,
                    "sample": asked.sample,
                    "pure": asked.pure,
                    "wide": asked.wide,
                    "seconds": round(time.monotonic() - begun),
                    "packages": packages,
                    "survivors": living,
                },
                indent=2,
                ensure_ascii=False,
            )
            + "\n"
        )
    short = missed({name: package["share"] for name, package in packages.items()}, asked.least)
    for each in short:
        console.print(f"[bold red]{each}[/]", highlight=False)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
