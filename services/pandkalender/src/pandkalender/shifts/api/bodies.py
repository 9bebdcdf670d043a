"""Bodies that an owner sends."""

from datetime import date
from uuid import UUID

from pydantic import Field, field_validator, model_validator

from chassis.web import Body
from chassis.web.bodies import FIRST_YEAR, LAST_YEAR
from contracts.codes import CancelReason, ChangeReason, DocumentKind
from contracts.identity import IdentityClaim
from pandkalender.moments.api import Moment
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.change import Change
from pandkalender.shifts.end import EndRequest
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.work import WorkStatus, work
from pandkalender.workers.personal_body import PersonalBody
from pandkalender.workers.rules.birth_date import BirthDate
from pandkalender.workers.rules.entered_worker import COUNTRY


class DocumentBody(PersonalBody):
    kind: DocumentKind
    country: str = Field(pattern=COUNTRY)
    number: str = Field(min_length=3, max_length=32)
    expires_on: date | None = None

    @field_validator("number")
    @classmethod
    def holds_something(cls, number: str) -> str:
        if not any(character.isalnum() for character in number):
            raise ValueError("Geef het nummer van het document.")
        return number


class WorkerBody(PersonalBody):
    """The worker as the owner knows her. There is no place for a national number or a note."""

    given_names: str = Field(min_length=1, max_length=120)
    family_name: str = Field(min_length=1, max_length=120)
    birth_date: str = Field(max_length=10, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    nationality: str | None = Field(default=None, pattern=COUNTRY)
    phone: str | None = Field(default=None, max_length=32)
    document: DocumentBody | None = None

    @field_validator("birth_date")
    @classmethod
    def is_on_the_calendar(cls, text: str) -> str:
        try:
            known = BirthDate.parse(text)
        except ValueError:
            known = None
        if not text.isascii() or known is None or not FIRST_YEAR <= known.latest.year <= LAST_YEAR:
            raise ValueError("Geef een geboortedatum, bijvoorbeeld 1999-02-03, 1999-02 of 1999.")
        return text

    @model_validator(mode="after")
    def has_a_name(self) -> "WorkerBody":
        if not any(character.isalpha() for character in self.given_names + self.family_name):
            raise ValueError("Geef de naam van de persoon.")
        return self

    def claim(self) -> IdentityClaim:
        return IdentityClaim.model_validate(self.model_dump())


class ShiftBody(Body):
    """``recognition``: the number of the employer's recognition, for somebody under contract."""

    room_id: UUID
    starts_at: Moment
    ends_at: Moment
    worker: WorkerBody
    work_status: WorkStatus = WorkStatus.ONBEKEND
    recognition: str | None = Field(default=None, min_length=3, max_length=40)
    recognised_until: date | None = None

    def draft(self) -> Draft:
        return Draft(
            self.room_id,
            Period(self.starts_at, self.ends_at),
            self.worker.claim(),
            work(self.work_status, self.recognition, self.recognised_until),
        )


class RosterBody(Body):
    shifts: list[ShiftBody] = Field(min_length=1, max_length=200)


class ChangeBody(Body):
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    room_id: UUID | None = None
    reason: ChangeReason

    def change(self) -> Change:
        return Change(self.room_id, self.starts_at, self.ends_at, self.reason)


class CancellationBody(Body):
    reason: CancelReason


class EndingBody(Body):
    ended_at: Moment | None = None


class EndingOfShiftBody(EndingBody):
    shift_id: UUID

    def request(self) -> EndRequest:
        return EndRequest(self.shift_id, self.ended_at)


class EndingsBody(Body):
    shifts: list[EndingOfShiftBody] = Field(min_length=1, max_length=500)
