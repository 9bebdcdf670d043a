"""Parameters that the routes of rules share: who asks, which rule, which version."""

from typing import Annotated

from fastapi import Path

from chassis.web import Actor, allow
from databank.authorisation import KEEPERS, OFFICERS

Reader = Annotated[Actor, allow(*OFFICERS, *KEEPERS)]
Maker = Annotated[Actor, allow(*KEEPERS)]

RuleId = Annotated[str, Path(pattern=r"^[a-z-]{1,64}$")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
"""Number of a version within its rule."""
