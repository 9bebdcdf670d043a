"""Functions that the screens of applications are for."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import CASE_WORKERS, OFFICE

ApplicationReader = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
ApplicationWorker = Annotated[Actor, allow(*OFFICE)]
