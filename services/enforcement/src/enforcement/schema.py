"""Every table of enforcement, for its migrations and for the check that both are equal."""

import enforcement.appeals.store
import enforcement.application_register.store
import enforcement.applications.store
import enforcement.case_documents.store.documents
import enforcement.case_documents.store.pictures
import enforcement.case_documents.store.texts
import enforcement.cases.store.assignments
import enforcement.cases.store.colleagues
import enforcement.cases.store.findings
import enforcement.cases.store.numbers
import enforcement.cases.store.timeline
import enforcement.council_of_state.store
import enforcement.court_calendar.store
import enforcement.fine_rules.store
import enforcement.gas.store
import enforcement.hearings.store
import enforcement.integrity_investigations.store
import enforcement.legal_terms.ledger.store
import enforcement.legal_terms.proposals.store
import enforcement.legal_terms.store
import enforcement.letter_texts.store
import enforcement.mayor_measures.store
import enforcement.meetings.store
import enforcement.notifications.store.addressees
import enforcement.notifications.store.case_access
import enforcement.notifications.store.ended
import enforcement.notifications.store.letters
import enforcement.notifications.store.mail_consents
import enforcement.own_case.store.code_tries
import enforcement.own_case.store.sessions
import enforcement.payments.store.bookings
import enforcement.payments.store.claims
import enforcement.payments.store.court_costs
import enforcement.payments.store.plans
import enforcement.payments.store.requests
import enforcement.payments.store.statements
import enforcement.registers.store.destructions
import enforcement.registers.store.readers
import enforcement.sanctions.store
import enforcement.search.store.searches
import enforcement.street_bans.store
import enforcement.suitability.store
from enforcement.tables import Table

TABLES = Table.metadata
