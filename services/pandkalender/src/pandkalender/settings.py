"""Settings of the calendar; every name starts with ``KRACHTLIJN_PANDKALENDER_``."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.permits.types import PermitTypes
from pandkalender.applications.rules.checklist import ApplicationTerms, Checklist
from pandkalender.shifts.rules.declaration import Rules


class CalendarSettings(BaseSettings):
    """The names carry their units; the defaults are those of ``shifts.rules.declaration.Rules``."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_PANDKALENDER_", frozen=True)

    longest_shift_hours: float = Field(default=12, gt=0, le=24)
    """Hours that one shift lasts at most."""
    min_lead_minutes: int = Field(default=0, ge=0)
    """Minutes before its start; a shift that is declared later than that counts as late."""
    days_ahead: int = Field(default=92, ge=0)
    """Days ahead for which shifts are declared."""
    declare_until_hours_after_start: float = Field(default=24, ge=0)
    """Hours after its start in which a shift is still declared, as late."""
    employees_since: date = date(2024, 12, 1)
    """The day from which a worker may be an employee."""

    neutral_url: str = "https://www.wikipedia.org/"
    """The page that a worker gets who leaves her own pages in a hurry."""

    renewal_reminder_days: int = Field(default=120, ge=0)
    """Days before the end of a declaration from which its owner is reminded to renew it."""

    draft_days: int = Field(default=60, ge=7)
    """Days that an application waits for its owner to go on with it, before it is erased."""

    application_kept_days: int = Field(default=730, ge=30)
    """Days that an owner still reads an application that was sent."""

    application_documents: Path | None = None
    """The file with the documents that an application asks for, in place of the usual ones."""

    permit_types: Path | None = None
    """The file with the types of permit that the city gives, in place of the usual ones."""

    help_lines: Path | None = None
    """The file with whom a worker can call, in place of the example (``worker_portal``)."""

    def rules(self) -> Rules:
        return Rules(
            longest=timedelta(hours=self.longest_shift_hours),
            lead=timedelta(minutes=self.min_lead_minutes),
            ahead=timedelta(days=self.days_ahead),
            afterwards=timedelta(hours=self.declare_until_hours_after_start),
            employees_since=self.employees_since,
        )


async def _rules(request: Request) -> Rules:
    rules: Rules = request.app.state.rules
    return rules


CityRules = Annotated[Rules, Depends(_rules)]
"""The city's rules for shifts, as a parameter of a route."""


async def _renewal_reminder(request: Request) -> timedelta:
    reminder: timedelta = request.app.state.renewal_reminder
    return reminder


RenewalReminder = Annotated[timedelta, Depends(_renewal_reminder)]
"""How long before the end of a declaration its owner is reminded, as a parameter of a route."""


async def _application_terms(request: Request) -> ApplicationTerms:
    terms: ApplicationTerms = request.app.state.application_terms
    return terms


async def _checklist(request: Request) -> Checklist:
    checklist: Checklist = request.app.state.checklist
    return checklist


async def _permit_types(request: Request) -> PermitTypes:
    types: PermitTypes = request.app.state.permit_types
    return types


CityPermits = Annotated[PermitTypes, Depends(_permit_types)]
"""The types of permit that the city gives, as a parameter of a route."""

Terms = Annotated[ApplicationTerms, Depends(_application_terms)]
DocumentChecklist = Annotated[Checklist, Depends(_checklist)]
"""The documents that the city asks for, as a parameter of a route."""
