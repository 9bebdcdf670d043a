"""The calendar of window premises, wired together."""

from datetime import timedelta

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.typeset import warn_of_missing_fonts
from chassis.web import TrustDomain, exports
from chassis.web.code_tries import Sources
from pandkalender import site
from pandkalender.applications.rules.checklist import ApplicationTerms, Checklist, load_types
from pandkalender.authorisation import TABLE
from pandkalender.exports import EXPORTS
from pandkalender.handlers import HANDLERS
from pandkalender.routes import ROUTERS
from pandkalender.sealed_columns import SEALED
from pandkalender.settings import CalendarSettings
from pandkalender.timers import TIMERS
from pandkalender.worker_portal.help_lines import HelpLines

LARGEST_UPLOAD = 10 * 1024 * 1024
"""Bytes of a form: a few photos of a paper, as a phone takes them."""


def build(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    app = create(
        "pandkalender",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        trusts=[TrustDomain.EIGENAAR, TrustDomain.POLITIE],
        table=TABLE,
        uploads=dict.fromkeys(
            ("/aanvragen/{application_id}/documenten/{code}", "/rooster"), LARGEST_UPLOAD
        ),
        sealed=SEALED,
        settings=settings,
    )
    warn_of_missing_fonts()
    chosen = CalendarSettings()
    app.state.rules = chosen.rules()
    app.state.checklist = Checklist.load(chosen.application_documents)
    app.state.permit_types = load_types(chosen.permit_types, app.state.checklist)
    app.state.application_terms = ApplicationTerms(chosen.draft_days, chosen.application_kept_days)
    app.state.renewal_reminder = timedelta(days=chosen.renewal_reminder_days)
    app.state.neutral_url = chosen.neutral_url
    app.state.help_lines = HelpLines.load(chosen.help_lines)
    app.state.sources = Sources(settings.seal_private)
    return app
