"""Functions that the screens of letters are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import LETTER_WRITERS

LetterWriter = Annotated[Actor, allow(*LETTER_WRITERS)]
