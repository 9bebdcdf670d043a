"""Deliveries that make up a year: that of the whole year where there is one, else of its halves."""

from collections.abc import Iterable, Sequence

from registry.delivery_register.rules.delivery import COUNTED, State
from registry.delivery_register.store import Delivery


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


def current(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The register of a year as its organisations have it now: :func:`counting`, and in its place
    what put it right since, though the told figures stand.
    """
    newest: dict[tuple[str, int], Delivery] = {}
    for each in sorted(deliveries, key=lambda each: each.revision):
        place = (each.organisation, each.half)
        if each.state in COUNTED or (place in newest and _is_correction(each)):
            newest[place] = each
    return _whole_first(newest.values())


def _is_correction(delivery: Delivery) -> bool:
    """Accepted of a period that was told: its figures wait for their day, or stand for good."""
    waits = delivery.state is State.AANVAARD and delivery.leaves_on is not None
    return waits or delivery.state is State.ZONDER_GEVOLG


def _whole_first(deliveries: Iterable[Delivery]) -> list[Delivery]:
    found = [*deliveries]
    whole = {each.organisation for each in found if each.half == 0}
    return [each for each in found if each.half == 0 or each.organisation not in whole]
