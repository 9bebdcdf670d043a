"""Routes of the JSON API, one module per thing."""

from databank.detection import background
from databank.detection.branch_shifts import api as branch_shifts
from databank.detection.patterns import api as patterns
from databank.detection.rule_versions import api as rule_versions
from databank.files.api import establishments, persons, search, timelines
from databank.findings import api as findings
from databank.first_contacts.api import contacts, worker_codes
from databank.identity_checks.api import validations
from databank.inspections import api as inspections
from databank.legacy_import import api as legacy_import
from databank.premises import api as premises
from databank.review.api import answers, decisions, link_constraints, merges, questions
from databank.shifts.api import shifts, verifications
from databank.welfare import api as welfare

ROUTERS = [
    shifts.router,
    verifications.router,
    validations.router,
    inspections.router,
    findings.router,
    contacts.router,
    worker_codes.router,
    branch_shifts.router,
    patterns.router,
    rule_versions.router,
    welfare.router,
    persons.router,
    merges.router,
    questions.router,
    answers.router,
    link_constraints.router,
    decisions.router,
    legacy_import.router,
    premises.router,
    background.router,
    search.router,
    timelines.router,
    establishments.router,
]
