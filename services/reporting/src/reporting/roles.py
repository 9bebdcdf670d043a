"""Who may look at figures, and who keeps the register. Figures hold no personal data."""

from typing import Annotated

from chassis.web import Actor, allow
from reporting.authorisation import CHECKERS, KEEPERS, READERS

Reader = Annotated[Actor, allow(*READERS)]
Keeper = Annotated[Actor, allow(*KEEPERS)]
Checker = Annotated[Actor, allow(*CHECKERS)]
