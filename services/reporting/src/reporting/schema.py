"""Every table of reporting, for its migrations and for the check that both are equal."""

import reporting.facts.store.aggregates
import reporting.facts.store.care_years
import reporting.facts.store.facts
import reporting.facts.store.shifts
import reporting.facts.store.sources
import reporting.indicators.store
import reporting.regie.store
import reporting.regulation.store
import reporting.reports.store.tables
from reporting.tables import Table

TABLES = Table.metadata
