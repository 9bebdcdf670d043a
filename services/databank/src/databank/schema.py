"""Every table of the databank, for its migrations and for the check that both are equal.

The bus, the vault, sessions, exports and the access log bring their own.
"""

import databank.access.break_glass.store
import databank.access.purposes.store
import databank.access.reading_budget.store
import databank.access.shields.store
import databank.arrests.store.measures
import databank.arrests.store.parket
import databank.arrests.store.releases
import databank.detection.branch_shifts.store
import databank.detection.cases.store.assessments
import databank.detection.patterns.store.cases
import databank.detection.patterns.store.work
import databank.detection.readings.store
import databank.detection.rule_versions.store.back_tests
import databank.detection.rule_versions.store.versions
import databank.exchanges.store.code_lists
import databank.exchanges.store.exchanges
import databank.finding_register.store.city_cases
import databank.finding_register.store.findings
import databank.finding_register.store.history
import databank.findings.store.prosecutor
import databank.first_contacts.store.contacts
import databank.identity_status.store
import databank.inspections.store.encounters
import databank.inspections.store.inspections
import databank.legacy_import.store.provenance
import databank.legacy_import.store.rejects
import databank.legacy_import.store.runs
import databank.legal_terms.store
import databank.matching.store.candidates
import databank.matching.store.link_constraints
import databank.matching.store.models
import databank.monthly_actions.store
import databank.operation.store
import databank.persons.store.claims
import databank.persons.store.persons
import databank.police_plan.store.deployment
import databank.police_plan.store.guidelines
import databank.police_plan.store.inventory
import databank.population.store
import databank.premises.store.execution_checks
import databank.premises.store.premises
import databank.research_cases.store
import databank.review.store.merge_history
import databank.review.store.questions
import databank.search.store
import databank.shifts.store.shifts
import databank.shifts.store.verifications
import databank.shifts.store.worker_answers
import databank.sightings.store.sightings
import databank.street_bans.store
import databank.watch_requests.store
import databank.welfare.store.protective_doubts
import databank.welfare.store.protective_links
import databank.welfare.store.signals
import databank.welfare.store.steps
import databank.worker_codes.store
from databank.tables import Table

TABLES = Table.metadata
