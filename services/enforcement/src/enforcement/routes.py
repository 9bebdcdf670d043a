"""Routers of every capability: the JSON API, then the screens."""

from enforcement import oversight
from enforcement.advices.pages import advices as advice_pages
from enforcement.advices.pages import documents as advice_documents
from enforcement.agenda import api as meetings_api
from enforcement.agenda.pages import agenda
from enforcement.agenda.pages import college as college_meetings
from enforcement.agenda.pages import council as council_meetings
from enforcement.appeals import api as appeals
from enforcement.applications import api as applications
from enforcement.applications.pages import application as application_pages
from enforcement.applications.pages import document as application_documents
from enforcement.applications.pages import lists as application_lists
from enforcement.applications.pages import place as application_place
from enforcement.case_documents.pages import document, upload
from enforcement.cases.api import work
from enforcement.cases.pages import begin, case, lists, release, team
from enforcement.court_calendar import api as court_calendar
from enforcement.court_calendar import pages as court_calendar_pages
from enforcement.court_files import api as court_files
from enforcement.court_files import pages as court_file_pages
from enforcement.fine_rules import api as fine_rules
from enforcement.fine_rules import pages as fine_rule_pages
from enforcement.gas.api import acts as gas_acts
from enforcement.gas.api import cases as gas
from enforcement.gas.pages import acts as gas_pages
from enforcement.gas.pages import join as gas_join
from enforcement.hearings import api as hearings
from enforcement.hearings import pages as hearing_slots
from enforcement.intake import pages as intake
from enforcement.integrity_investigations import api as integrity_api
from enforcement.integrity_investigations.pages import advice as integrity_advice
from enforcement.integrity_investigations.pages import investigations as integrity
from enforcement.legal_terms import api as legal_terms
from enforcement.legal_terms.proposals import pages as term_proposals
from enforcement.letter_texts import api as letter_texts
from enforcement.letter_texts import pages as letter_text_pages
from enforcement.mayor_measures import api as measures_api
from enforcement.mayor_measures.pages import measures
from enforcement.mayor_measures.pages import reports as measure_reports
from enforcement.notifications.api import awaited as awaited_letters_api
from enforcement.notifications.api import letters
from enforcement.notifications.pages import awaited as awaited_letters
from enforcement.notifications.pages import case_letters, letter, proof
from enforcement.notifications.pages import lists as letter_lists
from enforcement.own_case.pages import defence as own_defence
from enforcement.own_case.pages import instalments as own_instalments
from enforcement.own_case.pages import mail as own_mail
from enforcement.own_case.pages import offer as own_offer
from enforcement.own_case.pages import own_case
from enforcement.payments.api import claims, statements
from enforcement.payments.api import costs as costs_api
from enforcement.payments.pages import claims as claim_pages
from enforcement.payments.pages import costs, lines, steps
from enforcement.payments.pages import requests as instalment_requests
from enforcement.registers import pages as register
from enforcement.sanctions import api as sanctions_api
from enforcement.sanctions.pages import acts as sanctions
from enforcement.sanctions.pages import condition
from enforcement.search import api as search
from enforcement.search import pages as search_pages
from enforcement.street_bans import api as street_bans_api
from enforcement.street_bans.pages import bans as street_bans
from enforcement.suitability.api import application, dossiers
from enforcement.suitability.api import steps as suitability_api
from enforcement.suitability.pages import dossiers as suitability_pages
from enforcement.suitability.pages import visit_checklist, yearly_round
from enforcement.term_board import api as case_terms
from enforcement.term_board import pages as term_board
from enforcement.today import pages as today
from enforcement.worklist import pages as worklist

API = [
    application.router,
    suitability_api.router,
    suitability_api.acts,
    suitability_api.council,
    dossiers.router,
    applications.router,
    gas.router,
    gas_acts.router,
    gas_acts.acts,
    gas_acts.hearing,
    gas_acts.appeal,
    gas_acts.counsel,
    hearings.router,
    appeals.router,
    court_files.router,
    measures_api.router,
    measures_api.acts,
    measures_api.council,
    meetings_api.COLLEGE,
    meetings_api.COUNCIL,
    street_bans_api.router,
    street_bans_api.acts,
    street_bans_api.council,
    integrity_api.router,
    integrity_api.acts,
    integrity_api.council,
    sanctions_api.router,
    sanctions_api.conditions,
    sanctions_api.acts,
    sanctions_api.council,
    claims.router,
    costs_api.router,
    statements.router,
    legal_terms.router,
    fine_rules.router,
    letter_texts.router,
    case_terms.router,
    work.router,
    search.router,
    court_calendar.router,
    letters.router,
    awaited_letters_api.router,
]
SCREENS = [
    claim_pages.router,
    costs.router,
    steps.router,
    lines.router,
    instalment_requests.router,
    own_instalments.router,
    letter_lists.router,
    awaited_letters.router,
    letter.router,
    proof.router,
    case_letters.router,
    oversight.router,
    begin.router,
    today.router,
    lists.router,
    search_pages.router,
    worklist.router,
    court_calendar_pages.router,
    intake.router,
    case.router,
    release.router,
    agenda.router,
    gas_pages.router,
    sanctions.acts,
    condition.router,
    gas_join.router,
    court_file_pages.router,
    own_case.router,
    own_offer.router,
    own_mail.router,
    own_defence.router,
    upload.router,
    document.router,
    application_lists.router,
    application_pages.router,
    application_documents.router,
    application_place.router,
    suitability_pages.router,
    suitability_pages.acts,
    yearly_round.router,
    integrity.router,
    integrity_advice.router,
    integrity.acts,
    measures.router,
    measures.acts,
    measure_reports.router,
    college_meetings.router,
    council_meetings.router,
    street_bans.router,
    street_bans.acts,
    visit_checklist.router,
    advice_pages.router,
    advice_documents.router,
    hearing_slots.router,
    team.router,
    register.router,
    term_board.router,
    term_proposals.router,
    fine_rule_pages.router,
    letter_text_pages.router,
]
ROUTERS = [*API, *SCREENS]
