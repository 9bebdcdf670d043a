"""Tables and queries of reporting, by thing."""

from reporting.facts.store.aggregates import CareAggregate
from reporting.facts.store.facts import StoredFact
from reporting.regie.store import RegieRecord
from reporting.tables import Table

__all__ = ["CareAggregate", "RegieRecord", "StoredFact", "Table"]
