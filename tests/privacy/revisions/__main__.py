"""``make attack-revisions``: two hundred synthetic years of three sizes, told, changed, attacked.

Of each size and each kind of change: in how many years anything moved that must stand; of years
that were told again how many small groups were asked and sized by the three programs, with and
without another organisation that reads the linked totals, and how many attributes a reader learned,
who saw half of the years, beside the same reader's noise. Noise is the most of what it reads off
where nothing moved, and off persons who were not in the batch. A year of three sizes takes half a
minute to three quarters of processor time. Stories and what was found are kept
(``.run/attack-revisions``), so that a run that was stopped goes on where it was; the result is in
``summary.json`` there, after each year.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from time import monotonic, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from tests.privacy.revisions.support import counting, saved, stories  # noqa: E402
from tests.privacy.revisions.support.learning import (  # noqa: E402
    ABOVE_NOISE,
    ATTRIBUTES,
    beside_noise,
    visible,
)
from tests.privacy.revisions.support.linked import insider_of  # noqa: E402
from tests.privacy.revisions.support.years import SIZES, organisation_of  # noqa: E402

Finding = dict[str, Any]
MINUTE = 60.0
WIDTH = 110
ENOUGH = 40
"""Years of a size and kind from which a share is held to the noise beside it."""


def _stands(change: str) -> Callable[[int, int], bool]:
    return lambda clients, seed: not stories.story(clients, seed, change).was_told_again


def _erased(clients: int, seed: int) -> bool:
    return not stories.erased(clients, seed, 20).was_told_again


def _half_and_year(clients: int, seed: int) -> bool:
    pair = stories.between(clients, seed)
    return not visible(pair.before, pair.after)


STANDS: Mapping[str, Callable[[int, int], bool]] = {
    **{change: _stands(change) for change in stories.STANDS},
    "20 erased in a row": _erased,
    "erased between half and year": _half_and_year,
}
"""Kinds of change of which nothing may move, and whether it did not."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make attack-revisions")
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, help="of a second process: begin there")
    parser.add_argument("--minutes", type=float, help="stop before the next year after these")
    parser.add_argument("--clients", type=int, nargs="+", choices=SIZES, default=SIZES)
    asked = parser.parse_args(arguments)
    console = Console(width=WIDTH)
    saved.forget_others()
    until = monotonic() + asked.minutes * MINUTE if asked.minutes else None
    for seed, clients in product(range(asked.first - 1, asked.years), asked.clients):
        if saved.found(clients, seed) is not None:
            continue
        if until is not None and monotonic() > until:
            console.print(f"stopped in year {seed + 1}; the same command goes on from there")
            break
        begun = process_time()
        saved.keep(clients, seed, _attack(clients, seed))
        result = _summary(asked.years, learns=False)
        took = process_time() - begun
        year = f"year {seed + 1} of {asked.years}, {clients} clients"
        console.print(f"{year}: {took:.1f} s; {_line(result)}")
    result = _summary(asked.years, learns=True)
    console.print(_table(result), saved.PLACE / "summary.json")
    return 0 if result["holds"] else 1


def _attack(clients: int, seed: int) -> Finding:
    """All kinds of change of one year."""
    stands = {kind: {"moved": not stood(clients, seed)} for kind, stood in STANDS.items()}
    return stands | {kind: _counted(clients, seed, kind) for kind in stories.TOLD_AGAIN}


def _counted(clients: int, seed: int, kind: str) -> Finding:
    told = saved.story(clients, seed, kind)
    saved.pairs(clients, seed, kind)
    if not told.was_told_again:
        return {"moved": False, "asked": 0, "sized": []}
    document = counting.about(told.document, counting.measures_of(clients, seed))
    insider = insider_of(clients, seed, kind)
    found, asked = counting.sized(
        document, organisation_of(clients), told.old, told.new, insider=insider
    )
    return {"moved": True, "asked": asked, "sized": [f"year {seed}: {group}" for group in found]}


def _summary(years: int, *, learns: bool) -> Finding:
    """Written too."""
    kinds = [*_by_kind(years, learns=learns)]
    result = {
        "code": {"tells": saved.digest(*saved.TELLS), "attacks": saved.digest(*saved.ATTACKS)},
        "years_asked": years,
        "holds": not any(each["findings"] for each in kinds),
        "kinds": kinds,
    }
    saved.write(saved.PLACE / "summary.json", json.dumps(result, indent=1).encode())
    return result


def _by_kind(years: int, *, learns: bool) -> Iterator[Finding]:
    for clients in SIZES:
        kept = ((seed, saved.found(clients, seed)) for seed in range(years))
        by_seed = {seed: found for seed, found in kept if found is not None}
        for kind in [*STANDS, *stories.TOLD_AGAIN] if by_seed else ():
            each = {seed: found[kind] for seed, found in by_seed.items()}
            moved = [seed for seed, found in each.items() if found["moved"]]
            one = {"clients": clients, "kind": kind, "years": len(each), "moved": len(moved)}
            if kind in STANDS:
                yield {**one, "findings": [f"year {seed} moved" for seed in moved]}
                continue
            sized = [group for found in each.values() for group in found["sized"]]
            one |= {"asked": sum(found["asked"] for found in each.values()), "sized": len(sized)}
            one["sized_by_insider"] = sum(counting.INSIDER in group for group in sized)
            if learns:
                one["learned"] = _learned(clients, kind, [*each])
            yield {**one, "findings": [*sized, *_above_noise(one)]}


def _above_noise(one: Finding) -> Iterator[str]:
    """Where enough years were seen to say so."""
    for audience, found in one.get("learned", {}).items():
        if one["years"] >= ENOUGH and found["share"] > found["noise"] + ABOVE_NOISE:
            yield f"{audience}: learned {found['share']}, by noise {found['noise']}"


def _learned(clients: int, kind: str, seeds: Sequence[int]) -> Finding:
    """By audience, attributes of persons that were read off. Noise is what the same reader reads
    off where nothing moved, or of persons who were in another batch, whichever is more."""
    years = [saved.pairs(clients, seed, kind) for seed in seeds]
    found: Finding = {}
    for nr, audience in enumerate(("internal", "public")):
        measured = beside_noise(
            stories.OF, [some[nr] for some, _ in years], [others for _, others in years]
        )
        own, others = measured.own, measured.others
        found[audience] = {
            "asked": sum(own.asked[name] for name in ATTRIBUTES),
            "right": sum(own.right[name] for name in ATTRIBUTES),
            "wrong": sum(own.wrong[name] for name in ATTRIBUTES),
            "right_of_others": sum(others.right[name] for name in ATTRIBUTES),
            "wrong_of_others": sum(others.wrong[name] for name in ATTRIBUTES),
            "share": round(own.share, 4),
            "still": round(measured.still.share, 4),
            "of_others": round(measured.of_others, 4),
            "noise": round(measured.noise, 4),
        }
    return found


def _line(result: Mapping[str, Any]) -> str:
    kinds = result["kinds"]
    sized, asked = (sum(each.get(name, 0) for each in kinds) for name in ("sized", "asked"))
    moved = sum(each["moved"] for each in kinds if each["kind"] in STANDS)
    return f"{asked} groups asked, {sized} sized; {moved} moved that must stand"


def _table(result: Mapping[str, Any]) -> Table:
    table = Table("clients", "kind", "years", "moved", "asked", "sized", "learned", "noise")
    for each in result["kinds"]:
        shares = each.get("learned", {}).values()
        table.add_row(
            *(str(each.get(name, "")) for name in ("clients", "kind", "years", "moved")),
            *(str(each.get(name, "")) for name in ("asked", "sized")),
            *(" / ".join(f"{one[of]:.1%}" for one in shares) for of in ("share", "noise")),
        )
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
