"""Functions that the screens of letters are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import CASE_WORKERS, LETTER_WRITERS, SANCTIONING

LetterWriter = Annotated[Actor, allow(*LETTER_WRITERS)]
OpeningWriter = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
"""Of fines, many at once."""
