"""What the city keeps no truth of: each by name, with the reason.

The figures of these are shown and nobody proves them here; tests of reporting do, one by one.
"""

from collections.abc import Mapping, Sequence

REASONS: Mapping[str, str] = {
    "IND-1.2-09": "visits to websites: noted months go before delivered ones by reporting's own"
    " rule",
    "IND-2-02": "which form was hidden: the city notes none, the databank takes the branch's usual"
    " visibility",
    "IND-2.4-01": "whether the databank answers: told by its watch, of which the city plays no"
    " failure",
    "IND-3.4-01": "reports that were published here count beside those that the city noted",
}
"""Whole indicators."""
PARTLY: Mapping[str, str] = {
    "IND-1-01": "the city's total (scenario 25 compares it); clients by branch, age and origin",
    "IND-2-01": "by visibility, which the city leaves to the databank",
    "IND-2.1-01": "its headline, for which the report counts too",
    "IND-2.1-04d": "different persons; by month, which is told to nobody outside the police",
    "IND-2.1-04f": "numbers under five, which are hidden",
    "IND-2.1-04g": "numbers under five, which are hidden",
    "IND-2-04": "numbers under five, which are hidden; months, which are not told",
    "IND-2.4-02": "persons and known establishments, which the databank counts and rounds",
    "IND-2.4-03": "reports that were expected and are missing",
    "care": "months; clients and referrals by any dimension; cells that are hidden",
}
"""Parts of indicators that are compared otherwise."""
NOTHING = "nothing of it happened in these days"


def named(indicators: Sequence[str], compared: Mapping[str, object]) -> dict[str, str]:
    """Each indicator without a comparison, and what is left out of those that have one."""
    whole = {
        each: REASONS.get(each, NOTHING) for each in sorted(indicators) if each not in compared
    }
    parts = {each: why for each, why in PARTLY.items() if each not in whole}
    return whole | {f"{each}, partly": why for each, why in parts.items()}
