"""Work of reporting that must not wait past its term, for an alarm (``chassis.overdue``)."""

from collections.abc import Mapping

from chassis.overdue import LateSince
from reporting.indicators import tell

OVERDUE: Mapping[str, LateSince] = {"persons-told": tell.late_since}
