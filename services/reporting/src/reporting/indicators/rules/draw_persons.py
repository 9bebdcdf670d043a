"""The one draw by which a half-year of persons at inspections is rounded, when it is told.

Apart from :mod:`reporting.indicators.rules.persons_told`, which tables read where no solver is
installed.
"""

from disclosure import round_controlled
from reporting.facts.rules.facts import Facts
from reporting.indicators.rules.persons_told import BASE, ToldPersons, counted
from reporting.periods.rules import Period


def draw(half: Period, done: Facts, secret: bytes) -> ToldPersons:
    """Round a half; ``done`` are its inspections as they were known at :func:`known_at`."""
    exact = counted(done)
    lines = {"role": exact.roles, "branch": exact.branches}
    name = f"IND-2.1-04d|{half.id}"
    total, rounded = round_controlled(exact.total, lines, BASE, secret, name)
    return ToldPersons(half, total, rounded["role"], rounded["branch"])
