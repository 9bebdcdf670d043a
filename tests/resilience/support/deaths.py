"""Deaths of processes: the steps of the bus at which tests let one die."""

from collections.abc import Iterable
from typing import Any

import pytest

from chassis.bus.failpoints import ASIDE

REDRIVER = [step for step in ASIDE if step.startswith("redriver")]
REQUEST = ["redrive.recorded", "redrive.committed"]
DISCARD = ["discard.recorded", "discard.removed", "discard.committed"]
REPLAY = [step for step in ASIDE if step.startswith("replay")]
TIMER = [step for step in ASIDE if step.startswith("timer")]


def deaths(steps: Iterable[str], *, always: str) -> list[Any]:
    """Parameters of a test: one of a kind ``always``, the others when there is time."""
    return [
        pytest.param(step, marks=[] if step == always else [pytest.mark.long], id=step)
        for step in steps
    ]
