"""Deliveries that make up a year: that of the whole year where there is one, else of its halves."""

from collections.abc import Iterable, Sequence

from registry.deliveries.rules.delivery import COUNTED
from registry.deliveries.store import Delivery


def counting(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Those of a year whose figures count: of the year where there is one, else of its halves."""
    return _whole_first(each for each in deliveries if each.state in COUNTED)


def accepted(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """As :func:`counting`, with what waits for its day where nothing was told of its period."""
    counted = {(each.organisation, each.half) for each in deliveries if each.state in COUNTED}
    return _whole_first(
        each
        for each in deliveries
        if each.state in COUNTED
        or (each.leaves_on is not None and (each.organisation, each.half) not in counted)
    )


def _whole_first(deliveries: Iterable[Delivery]) -> list[Delivery]:
    found = [*deliveries]
    whole = {each.organisation for each in found if each.half == 0}
    return [each for each in found if each.half == 0 or each.organisation not in whole]
