"""The recipe of a fact."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """The fields of an event that its fact keeps.

    ``at`` is the moment that the fact counts for; ``told`` the moment that it was said, where
    that is another. A dimension may look one level deeper: ``premises.street`` is ``street``.
    ``night``: it counts for a day of service, so the night belongs to the day that it begins.
    """

    subject: str
    at: str
    dims: tuple[str, ...] = ()
    told: str | None = None
    night: bool = False
