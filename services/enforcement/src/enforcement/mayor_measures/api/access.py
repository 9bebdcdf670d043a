"""Roles of the routes of measures, as ``enforcement.functions`` has them."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import COLLEGE, MAYOR, MEASURE_READERS, MEASURE_WORKERS

MeasureReader = Annotated[Actor, allow(*MEASURE_READERS)]
MeasureWorker = Annotated[Actor, allow(*MEASURE_WORKERS)]
Mayor = Annotated[Actor, allow(*MAYOR)]
College = Annotated[Actor, allow(*COLLEGE)]
