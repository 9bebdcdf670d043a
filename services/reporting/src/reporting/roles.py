"""Roles of reporting's routes: readers of figures, keepers of the register."""

from typing import Annotated

from chassis.web import Actor, allow
from reporting.authorisation import CHECKERS, KEEPERS, OPERATORS, READERS, VIEWERS

Viewer = Annotated[Actor, allow(*VIEWERS)]
Reader = Annotated[Actor, allow(*READERS)]
Keeper = Annotated[Actor, allow(*KEEPERS)]
Checker = Annotated[Actor, allow(*CHECKERS)]
AtTheDoor = Annotated[Actor, allow(*VIEWERS, *OPERATORS)]
