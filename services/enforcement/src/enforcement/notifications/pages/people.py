"""Functions that the screens of letters are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.authorisation import CASE_WORKERS, SANCTIONING

LetterWriter = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
