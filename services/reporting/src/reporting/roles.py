"""Roles of reporting's routes: readers of figures, keepers of the registers."""

from typing import Annotated

from chassis.web import Actor, allow
from reporting.authorisation import (
    AUTHORS,
    KEEPERS,
    LEADERSHIP,
    OPERATORS,
    READERS,
    REGULATORS,
    VIEWERS,
)

Viewer = Annotated[Actor, allow(*VIEWERS)]
Reader = Annotated[Actor, allow(*READERS)]
Keeper = Annotated[Actor, allow(*KEEPERS)]
Author = Annotated[Actor, allow(*AUTHORS)]
Regulator = Annotated[Actor, allow(*REGULATORS)]
Leadership = Annotated[Actor, allow(*LEADERSHIP)]
Operator = Annotated[Actor, allow(*OPERATORS)]
AtTheDoor = Annotated[Actor, allow(*VIEWERS, *OPERATORS)]
