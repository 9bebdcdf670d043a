"""``make attack-revisions``: two hundred synthetic years of three sizes, told, changed, attacked.

Of each size and each kind of change: in how many years anything moved that must stand; of years
that were told again how many small groups were asked and sized by the three programs, and how many
attributes a reader learned, who saw half of the years, beside the same reader's noise. Stories and
what was found are kept (``.run/attack-revisions``), so that a run that was stopped goes on where it
was; the result is in ``summary.json`` there, after each year.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from tests.privacy.revisions.support import counting, saved, stories  # noqa: E402
from tests.privacy.revisions.support.learning import (  # noqa: E402
    ABOVE_NOISE,
    ATTRIBUTES,
    Learned,
    learned,
    visible,
)
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
    parser.add_argument("--minutes", type=float, help="stop before the next story after these")
    parser.add_argument("--clients", type=int, nargs="+", choices=SIZES, default=SIZES)
    asked = parser.parse_args(arguments)
    console = Console(width=WIDTH)
    saved.forget_others()
    until = monotonic() + asked.minutes * MINUTE if asked.minutes else None
    result: Finding = {}
    for seed in range(asked.years):
        if not _attack(asked.clients, seed, until):
            console.print(f"stopped in year {seed + 1}; the same command goes on from there")
            break
        result = _summary(asked.years, learns=False)
        console.print(f"year {seed + 1} of {asked.years}: {_line(result)}")
    result = _summary(asked.years, learns=True)
    console.print(_table(result), saved.PLACE / "summary.json")
    return 0 if result["holds"] else 1


def _attack(sizes: Sequence[int], seed: int, until: float | None) -> bool:
    """These sizes and all kinds of one year; whether there was time for it."""
    for clients, kind in product(sizes, [*STANDS, *stories.TOLD_AGAIN]):
        if until is not None and monotonic() > until:
            return False
        if saved.found(clients, seed, kind) is None:
            stands = STANDS.get(kind)
            finding = _counted(clients, seed, kind)
            if stands is not None:
                finding = {"moved": not stands(clients, seed)}
            saved.keep(clients, seed, kind, finding)
    return True


def _counted(clients: int, seed: int, kind: str) -> Finding:
    if kind in STANDS:
        return {}
    told = saved.story(clients, seed, kind)
    if not told.was_told_again:
        return {"moved": False, "asked": 0, "sized": []}
    document = counting.about(told.document, counting.measures_of(clients, seed))
    found, asked = counting.sized(document, organisation_of(clients), told.old, told.new)
    return {"moved": True, "asked": asked, "sized": [str(group) for group in found]}


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
    for clients, kind in product(SIZES, [*STANDS, *stories.TOLD_AGAIN]):
        seeds = saved.seeds_found(clients, kind, range(years))
        if not seeds:
            continue
        each = [saved.found(clients, seed, kind) or {} for seed in seeds]
        moved = [seed for seed, one in zip(seeds, each, strict=True) if one["moved"]]
        one = {"clients": clients, "kind": kind, "years": len(seeds), "moved": len(moved)}
        if kind in STANDS:
            yield {**one, "findings": [f"year {seed} moved" for seed in moved]}
            continue
        sized = [group for found in each for group in found["sized"]]
        one |= {"asked": sum(found["asked"] for found in each), "sized": len(sized)}
        if learns:
            one["learned"] = {
                name: _learned(clients, kind, seeds, audience)
                for name, audience in (("internal", stories.INTERNAL), ("public", stories.PUBLIC))
            }
        yield {**one, "findings": [*sized, *_above_noise(one)]}


def _above_noise(one: Finding) -> Iterator[str]:
    """Where enough years were seen to say so."""
    for audience, found in one.get("learned", {}).items():
        if one["years"] >= ENOUGH and found["share"] > found["noise"] + ABOVE_NOISE:
            yield f"{audience}: learned {found['share']}, by noise {found['noise']}"


def _learned(clients: int, kind: str, seeds: Sequence[int], audience: int) -> Finding:
    """Attributes of persons that were read off; and by the same reader where nothing moved."""
    pairs = [saved.story(clients, seed, kind).pair(audience) for seed in seeds]
    found = learned(stories.OF, pairs)
    noise = learned(stories.OF, [pair.stood_still() for pair in pairs])
    return {
        "asked": sum(found.asked[name] for name in ATTRIBUTES),
        "right": _counts(found),
        "right_by_noise": _counts(noise),
        "share": round(found.share, 4),
        "noise": round(noise.share, 4),
    }


def _counts(found: Learned) -> int:
    return sum(found.right[name] for name in ATTRIBUTES)


def _line(result: Mapping[str, Any]) -> str:
    kinds = result["kinds"]
    sized, asked = (sum(each.get(name, 0) for each in kinds) for name in ("sized", "asked"))
    moved = sum(each["moved"] for each in kinds if each["kind"] in STANDS)
    return f"{asked} groups asked, {sized} sized; {moved} moved that must stand"


def _table(result: Mapping[str, Any]) -> Table:
    table = Table("clients", "kind", "years", "moved", "asked", "sized", "learned", "by noise")
    for each in result["kinds"]:
        shares = each.get("learned", {}).values()
        table.add_row(
            *(str(each.get(name, "")) for name in ("clients", "kind", "years", "moved")),
            *(str(each.get(name, "")) for name in ("asked", "sized")),
            *(" / ".join(f"{100 * one[of]:.1f} %" for one in shares) for of in ("share", "noise")),
        )
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
