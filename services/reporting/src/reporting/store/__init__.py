"""Tables and queries of reporting, by thing."""

from reporting.store.aggregates import CareAggregate
from reporting.store.base import Table
from reporting.store.facts import StoredFact
from reporting.store.regie import RegieRecord

__all__ = ["CareAggregate", "RegieRecord", "StoredFact", "Table"]
