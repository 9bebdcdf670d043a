"""Functions that the screens of cases are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import BODIES, CASE_WORKERS, SANCTIONING

WORKERS = CASE_WORKERS | SANCTIONING
CaseReader = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
CaseFollower = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING, *BODIES)]
"""Also whoever records in a case what its body decided, and works on none."""
