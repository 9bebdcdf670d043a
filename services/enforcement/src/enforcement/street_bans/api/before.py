"""Steps of a street ban before its order, over HTTP: age, warning, hearing and perimeter."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.bodies import Moment, MotivationBody, Short, Text
from enforcement.cases.store.timeline import By
from enforcement.perimeters.rules.free_places import FreePlace, Kind, Part
from enforcement.street_bans import bound as bounding
from enforcement.street_bans import hear as hearing
from enforcement.street_bans import open_ban
from enforcement.street_bans import warn as warning
from enforcement.street_bans.api.access import BanWorker, Lawyer, Mayor
from enforcement.street_bans.api.bans import FineNumber
from enforcement.street_bans.api.views import BanStepTaken, step_taken

router = APIRouter(prefix="/v1/street-bans", tags=["straatverboden"])

MOST_PLACES = 200


@router.post("/{case_id}/review")
async def review_age(case_id: UUID, body: MotivationBody, tx: Tx, actor: Lawyer) -> BanStepTaken:
    """A lawyer looked at a minor, or at an age that is not known."""
    by = By.actor(actor)
    return step_taken(tx, await open_ban.review_age(tx, case_id, by, body.motivation))


class WarningBody(Body):
    """Registered, or against a receipt of ``receivedOn``."""

    sent_at: Moment | None = None
    received_on: date | None = None


@router.post("/{case_id}/warning")
async def warn(case_id: UUID, body: WarningBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """The mayor's written warning left; a ban then waits for a fact since it arrived."""
    by = By.actor(actor)
    return step_taken(tx, await warning.warn(tx, case_id, by, body.sent_at, body.received_on))


@router.post("/{case_id}/warning-skipped")
async def skip_warning(case_id: UUID, body: MotivationBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """Say why keeping order cannot wait for a warning."""
    by = By.actor(actor)
    return step_taken(tx, await warning.skip_warning(tx, case_id, by, body.motivation))


@router.post("/{case_id}/next-fact")
async def link_fact(case_id: UUID, body: FineNumber, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """A fact of the same person after the warning, by the number of its fine case."""
    return step_taken(tx, await warning.link_fact(tx, case_id, By.actor(actor), body.number))


class InvitationBody(Body):
    """Registered, or against a receipt of ``receivedOn``. ``sooner``: the person asked so."""

    hearing_at: AwareDatetime
    sent_at: Moment | None = None
    received_on: date | None = None
    sooner: bool = False


@router.post("/{case_id}/hearing-invitation")
async def invite(case_id: UUID, body: InvitationBody, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """The person may be heard before the order, and anew before each renewal."""
    invitation = hearing.Invitation(**body.model_dump())
    return step_taken(tx, await hearing.invite(tx, case_id, By.actor(actor), invitation))


class HearingReport(Body):
    held_at: Moment | None = None
    report: Text


@router.post("/{case_id}/hearing")
async def hear(case_id: UUID, body: HearingReport, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """The hearing took place: nothing more is awaited."""
    by = By.actor(actor)
    case = await hearing.hear(tx, case_id, by, report=body.report, held_at=body.held_at)
    return step_taken(tx, case)


class Defence(Body):
    """``final``: the person has nothing more to say."""

    received_at: Moment | None = None
    summary: Text
    final: bool = False


@router.post("/{case_id}/written-defence")
async def defend(case_id: UUID, body: Defence, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """A written defence; who wrote may still come to be heard."""
    case = await hearing.defend(
        tx,
        case_id,
        By.actor(actor),
        summary=body.summary,
        received_at=body.received_at,
        final=body.final,
    )
    return step_taken(tx, case)


@router.post("/{case_id}/absence")
async def note_absence(case_id: UUID, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """Nobody came, and without a valid reason."""
    return step_taken(tx, await hearing.note_absence(tx, case_id, By.actor(actor)))


class PartBody(Body):
    """A street, or the part of it between two houses; both count."""

    street: Short
    first: Short | None = None
    last: Short | None = None


class FreePlaceBody(Body):
    kind: Kind
    street: Short
    number: Short


class PerimeterBody(Body):
    """``answered``: kinds that the law leaves free, of which the person was asked.

    Places of care and outreach stay free without being named.
    """

    parts: list[PartBody] = Field(min_length=1, max_length=MOST_PLACES)
    free: list[FreePlaceBody] = Field(default_factory=list, max_length=MOST_PLACES)
    answered: list[Kind] = Field(max_length=len(Kind))


@router.post("/{case_id}/perimeter")
async def bound(case_id: UUID, body: PerimeterBody, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """Draw the area: never the whole territory, and what stays free is cut out."""
    parts = [Part(**each.model_dump()) for each in body.parts]
    free = [FreePlace(**each.model_dump()) for each in body.free]
    case = await bounding.bound(tx, case_id, By.actor(actor), parts, free, body.answered)
    return step_taken(tx, case)
