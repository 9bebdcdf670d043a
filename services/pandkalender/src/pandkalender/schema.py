"""Every table of the calendar, for its migrations and for the check that both are equal.

The bus, the vault, sessions, exports and the access log bring their own.
"""

import pandkalender.applications.store.applications
import pandkalender.applications.store.documents
import pandkalender.premises.store
import pandkalender.shifts.store.minor_attempts
import pandkalender.shifts.store.proofs
import pandkalender.shifts.store.roster_drafts
import pandkalender.shifts.store.shifts
import pandkalender.suitability.store
import pandkalender.worker_portal.store.access
import pandkalender.worker_portal.store.code_tries
import pandkalender.worker_portal.store.own_shifts
import pandkalender.worker_portal.store.sessions
import pandkalender.workers.store.claims
import pandkalender.workers.store.workers
from pandkalender.tables import Table

TABLES = Table.metadata
