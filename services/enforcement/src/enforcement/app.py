"""Enforcement, wired together: handlers, timers and routes."""

from fastapi import FastAPI
from starlette.formparsers import MultiPartParser

import enforcement.integrity_investigations.ordinance as city_ordinance
from chassis.service import create
from chassis.settings import Settings
from chassis.typeset import warn_of_missing_fonts
from chassis.web import TrustDomain, exports
from chassis.web.code_tries import Sources
from enforcement import site
from enforcement.advices.rules import must_be_services
from enforcement.authorisation import TABLE
from enforcement.case_documents.received_files import LARGEST_UPLOAD
from enforcement.cases.store import team_heads
from enforcement.exports import EXPORTS
from enforcement.gas.debts import DEBTS as FINE_DEBTS
from enforcement.gas.letters import CORRESPONDENCE as FINES
from enforcement.handlers import HANDLERS
from enforcement.integrity_investigations.letters import CORRESPONDENCE as INVESTIGATIONS
from enforcement.integrity_investigations.suspending_case import (
    suspending_case as investigation_of,
)
from enforcement.integrity_investigations.withdrawing_case import (
    withdraws as investigation_withdraws,
)
from enforcement.legal_terms.placeholders import warn_of_placeholders
from enforcement.letter_texts.city_texts import texts_of
from enforcement.mayor_measures.debts import DEBTS as PENALTY_DEBTS
from enforcement.mayor_measures.letters import CORRESPONDENCE as MEASURES
from enforcement.mayor_measures.pending_suspension import may_suspend as measure_may_suspend
from enforcement.mayor_measures.standing_closures import tell_standing as measures_standing
from enforcement.mayor_measures.suspending_case import suspending_case as measure_of
from enforcement.notifications import correspondence
from enforcement.notifications.city import City
from enforcement.overdue import OVERDUE
from enforcement.payments.store import debts
from enforcement.perimeters.city_file import city_streets
from enforcement.procedures import PROCEDURES
from enforcement.routes import ROUTERS
from enforcement.sanctions.letters import CORRESPONDENCE as SANCTIONS
from enforcement.sanctions.pending_suspension import may_suspend as sanction_may_suspend
from enforcement.sanctions.standing_closures import tell_standing as sanctions_standing
from enforcement.sanctions.suspending_case import suspending_case as sanction_of
from enforcement.sanctions.withdrawing_case import withdraws as sanction_withdraws
from enforcement.sealed_columns import SEALED
from enforcement.settings import EnforcementSettings
from enforcement.street_bans.letters import CORRESPONDENCE as STREET_BANS
from enforcement.suitability import (
    pending_suspensions,
    standing_closures,
    suspending_cases,
    withdrawing_cases,
)
from enforcement.suitability.letters import CORRESPONDENCE as DECLARATIONS
from enforcement.suitability.rules import permit_types
from enforcement.timers import TIMERS

CORRESPONDENCES = (FINES, SANCTIONS, DECLARATIONS, INVESTIGATIONS, STREET_BANS, MEASURES)
"""The letters of each procedure."""
SUSPENDING = (measure_of, sanction_of, investigation_of)
PENDING = (measure_may_suspend, sanction_may_suspend)
CLOSING = (measures_standing, sanctions_standing)
WITHDRAWING = (sanction_withdraws, investigation_withdraws)
"""The case of each procedure that suspends a declaration."""
UPLOADS = (
    "/adviezen/{case_id}",
    "/integriteit/{case_id}/advies-diob",
    "/dossiers/{case_id}/stukken",
    "/dossiers/{case_id}/stukken/{document_id}/vervangen",
    "/brieven/{letter_id}/bewijs",
    "/mijn-dossier/verweer",
    "/betalingen/afschriften",
    "/v1/bank-statements",
)
"""The routes that take files; every other body is small."""


def build(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    correspondence.hand_over(CORRESPONDENCES, texts_of)
    suspending_cases.hand_over(SUSPENDING)
    standing_closures.hand_over(CLOSING)
    withdrawing_cases.hand_over(WITHDRAWING)
    pending_suspensions.hand_over(PENDING)
    debts.hand_over(fines=FINE_DEBTS, penalties=PENALTY_DEBTS)
    team_heads.hand_over(each.team.head for each in PROCEDURES if each.team)
    MultiPartParser.spool_max_size = LARGEST_UPLOAD + 1  # what people send touches no file
    app = create(
        "enforcement",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        trusts=(TrustDomain.STAD, TrustDomain.EIGENAAR),
        table=TABLE,
        sealed=SEALED,
        settings=settings,
        uploads=dict.fromkeys(UPLOADS, LARGEST_UPLOAD),
        overdue=OVERDUE,
    )
    for look_at in (warn_of_placeholders, warn_of_missing_fonts, permit_types, city_streets):
        look_at()
    app.state.sources = Sources(settings.seal_private)
    app.state.procedures = PROCEDURES
    app.state.city = City.load(EnforcementSettings().city)
    must_be_services([*app.state.city.advisers, *app.state.city.advice_documents])
    app.state.ordinance = city_ordinance.load(EnforcementSettings().integrity_ordinance)
    return app
