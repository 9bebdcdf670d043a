"""Every table of reporting, for its migrations and for the check that both are equal."""

import reporting.care.store.aggregates
import reporting.care.store.years
import reporting.facts.store.facts
import reporting.facts.store.shifts
import reporting.facts.store.sources
import reporting.indicators.store
import reporting.regie.store
import reporting.regulation.store
import reporting.report_register.store.tables
import reporting.year_calendar.store
from reporting.tables import Table

TABLES = Table.metadata
