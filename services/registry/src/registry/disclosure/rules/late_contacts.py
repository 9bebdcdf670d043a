"""Contacts of a told half that came late: in the rows of the year, and not counted in the half."""

from collections import Counter
from collections.abc import Mapping

from disclosure import round_controlled
from registry.disclosure.rules.publication import Figure
from registry.minimum_format.rules.records import Period, Rows

LATE_FROM = 4
"""Times the threshold: so many persons must stand behind what came late."""


def late_figure(
    rows: Rows, half_rows: Mapping[Period, Rows], threshold: int, secret: bytes, name: str
) -> Figure:
    """One rounded number for all told halves; hidden for few, and where the rows of one are gone,
    or most of its clients are not found again.

    ``half_rows`` are what is left of the told halves' own rows, under the codes of the year's
    (:func:`same_persons.under_codes_of`).
    """
    late: Counter[str] = Counter()
    for half, told in half_rows.items():
        if not told.contacten or _are_others(told, rows.within(half.months)):
            return Figure(None)
        late += _late(rows, told, half)
    if len(late) < LATE_FROM * threshold:
        return Figure(None)
    base = 2 * threshold
    whole, _ = round_controlled(late.total(), {}, base, secret, name)
    return Figure(whole, base)


def _late(rows: Rows, told: Rows, half: Period) -> Counter[str]:
    """By person; who stays anonymous is somebody else each time, since nobody can tell.

    A contact that was corrected came no later for that, so each person's are counted.
    """
    more = _contacts(rows, half) - _contacts(told, half)
    anonymous = more.pop("", 0)
    return more + Counter(f" anoniem {half} {nr}" for nr in range(anonymous))


def _are_others(told: Rows, now: Rows) -> bool:
    """Whether most clients are not those of the half: nobody can tell who is new."""
    before, after = ({contact.client_code for contact in rows.contacten} for rows in (told, now))
    known = before - {None}
    return 2 * len(known & after) < len(known)


def _contacts(rows: Rows, half: Period) -> Counter[str]:
    return Counter(contact.client_code or "" for contact in rows.within(half.months).contacten)
