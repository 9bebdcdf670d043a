"""What was said before an order of a street ban and with it, read in the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass

from enforcement.cases.rules import DEFENCE_ANSWER
from enforcement.cases.store.timeline import TimelineEntry
from enforcement.street_bans.rules import BanStep


@dataclass(slots=True)
class OrderSaid:
    """``in_defence``: the person was heard or wrote since the order before; ``answer``: what the
    mayor answered, None where a release before this did not ask.
    """

    in_defence: bool
    answer: str | None = None

    @classmethod
    def of(cls, entries: Iterable[TimelineEntry]) -> "OrderSaid":
        """Of the order that stands; one that was taken back leaves what was said before it."""
        orders: list[OrderSaid] = []
        came = False
        for entry in entries:
            match entry.step:
                case BanStep.HEARING | BanStep.WRITTEN_DEFENCE:
                    came = True
                case BanStep.ORDER | BanStep.RENEWAL:
                    orders.append(cls(came))
                    came = False
                case BanStep.RETAKE if orders:
                    came = orders.pop().in_defence or came
                case str(step) if step == DEFENCE_ANSWER and orders:
                    orders[-1].answer = entry.reason
        return orders[-1] if orders else cls(came)
