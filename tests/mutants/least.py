"""The share of faults that must be noticed: a run that is given one fails where it is missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import scope


@dataclass(frozen=True, slots=True)
class Least:
    """``package`` is empty for every one that has no share of its own."""

    package: str
    share: float


def least(said: str) -> Least:
    """``0.9``, or ``bus=0.65`` for one package. Raises ``ValueError``."""
    package, _, share = said.rpartition("=")
    found = Least(package, float(share))
    if package and package not in {each.name for each in scope.PACKAGES}:
        raise ValueError(package)
    if not 0 < found.share <= 1:
        raise ValueError(share)
    return found


def missed(shares: Mapping[str, float | None], asked: Sequence[Least]) -> list[str]:
    """A sentence for each package whose tests notice less than is asked, or tried nothing."""
    by_package = {each.package: each.share for each in asked}
    return [
        f"{package}: {'nothing' if share is None else share} of its faults noticed, {least} asked"
        for package, share in shares.items()
        if (least := by_package.get(package, by_package.get(""))) is not None
        and (share is None or share < least)
    ]
