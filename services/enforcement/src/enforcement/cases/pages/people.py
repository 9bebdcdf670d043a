"""Functions that the screens of cases are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.authorisation import CASE_WORKERS, SANCTIONING

CaseReader = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
