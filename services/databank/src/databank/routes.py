"""Routers of every capability: the JSON API, then the screens."""

from databank import oversight
from databank.access.break_glass import pages as break_glass_pages
from databank.access.reading_budget import pages as reading_budget_pages
from databank.access.shields import pages as shields_pages
from databank.arrests import api as arrests
from databank.arrests.pages import register, release
from databank.associations import api as associations
from databank.associations import pages as associations_pages
from databank.court_records.pages import records
from databank.detection import background
from databank.detection.branch_shifts import api as branch_shifts
from databank.detection.branch_shifts import pages as branch_shifts_pages
from databank.detection.patterns import api as patterns
from databank.detection.patterns import pages as patterns_pages
from databank.detection.rule_versions import api as rule_versions
from databank.detection.rule_versions.pages import lifecycle
from databank.exchanges import api as exchanges
from databank.exchanges.pages import exchange_file
from databank.exchanges.pages import register as exchange_register
from databank.files.api import establishments, persons, timelines
from databank.files.pages import establishment_file, person_file
from databank.findings import api as findings
from databank.findings.pages import finding_file, note
from databank.findings.pages import findings as findings_pages
from databank.first_contacts import api as contacts
from databank.first_contacts import pages as first_contacts_pages
from databank.identity_checks import api as validations
from databank.identity_checks.pages import person_validation, validation
from databank.inspections import api as inspections
from databank.inspections.pages import inspections as inspections_pages
from databank.inspections.pages import persons as persons_pages
from databank.legacy_import import api as legacy_import
from databank.monthly_actions import api as monthly_actions
from databank.monthly_actions import pages as monthly_actions_pages
from databank.operation import api as operation
from databank.police_plan.api import deployments, inventories
from databank.police_plan.api import guidelines as guidelines_api
from databank.police_plan.pages import guidelines
from databank.police_plan.pages import plan as police_plan_pages
from databank.population import api as population
from databank.population import pages as population_pages
from databank.premises import api as premises
from databank.premises import pages as premises_pages
from databank.research_cases import api as research_cases
from databank.research_cases import pages as research_cases_pages
from databank.review.api import answers, decisions, link_constraints, merges, questions
from databank.review.api import possible_moves as possible_moves_api
from databank.review.pages import possible_moves, propose, quality, split
from databank.review.pages import questions as questions_pages
from databank.search import api as search
from databank.search import pages as search_pages
from databank.shifts.api import shifts, verifications
from databank.shifts.pages import quarter, room, verification
from databank.street_bans import pages as street_bans_pages
from databank.watch_requests import api as watch_requests
from databank.watch_requests import pages as watch_requests_pages
from databank.welfare import api as welfare
from databank.welfare.pages import protection, signals
from databank.worker_codes import api as worker_codes
from databank.worklist.pages import branch_shifts as branch_shift_list
from databank.worklist.pages import queues

API = [
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
    watch_requests.router,
    persons.router,
    associations.router,
    research_cases.router,
    merges.router,
    questions.router,
    possible_moves_api.router,
    answers.router,
    link_constraints.router,
    decisions.router,
    legacy_import.router,
    premises.router,
    monthly_actions.router,
    deployments.router,
    inventories.router,
    guidelines_api.router,
    arrests.router,
    exchanges.router,
    population.router,
    operation.router,
    background.router,
    search.router,
    timelines.router,
    establishments.router,
]
SCREENS = [
    break_glass_pages.router,
    shields_pages.router,
    reading_budget_pages.router,
    oversight.router,
    quarter.router,
    room.router,
    verification.router,
    validation.router,
    person_validation.router,
    associations_pages.router,
    inspections_pages.router,
    persons_pages.router,
    monthly_actions_pages.router,
    police_plan_pages.router,
    guidelines.router,
    premises_pages.router,
    release.router,
    population_pages.router,
    register.router,
    exchange_register.router,
    exchange_file.router,
    findings_pages.router,
    note.router,
    finding_file.router,
    street_bans_pages.router,
    protection.router,
    first_contacts_pages.router,
    queues.router,
    branch_shift_list.router,
    possible_moves.router,
    branch_shifts_pages.router,
    questions_pages.router,
    quality.router,
    split.router,
    propose.router,
    signals.router,
    watch_requests_pages.router,
    patterns_pages.router,
    lifecycle.router,
    search_pages.router,
    research_cases_pages.router,
    person_file.router,
    establishment_file.router,
    records.router,
]
ROUTERS = [*API, *SCREENS]
