"""At which steps a process dies on every change, and at which only in the long run."""

from collections.abc import Iterable
from typing import Any

import pytest


def deaths(steps: Iterable[str], *, always: str) -> list[Any]:
    """Parameters of a test: one of a kind ``always``, the others when there is time."""
    return [
        pytest.param(step, marks=[] if step == always else [pytest.mark.long], id=step)
        for step in steps
    ]
