"""Begin a measure of the mayor about premises with a declaration, or about another place."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.branches import Branch
from contracts.codes import MeasureKind
from contracts.enforcement import MayorMeasureOpened
from enforcement.cases.store import numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.procedure import opening_state
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.suitability import store as suitability


@dataclass(frozen=True, slots=True)
class Place:
    """A place without a declaration, and the code of who answers for it."""

    label: str
    street: str
    house_number: str
    postcode: str
    owner: str


@dataclass(frozen=True, slots=True)
class Cause:
    """``grounds`` say why: the disturbance, or the serious indications."""

    kind: MeasureKind
    grounds: str
    branch: Branch
    in_tolerance_zone: bool | None = None


async def open_about_dossier(tx: Transaction, number: str, cause: Cause, by: By) -> MayorMeasure:
    """About premises with a declaration. Raises ``RefusedError``."""
    dossier = await store.dossier_by_number(tx, number.strip().upper())
    if dossier is None:
        raise FieldRefusedError("number", lazy("Dit dossier is er niet. Kijk het nummer na."))
    await _must_be_new(tx, dossier.premises_id, dossier.owner, cause.kind)
    return await open_at(tx, dossier.premises_id, dossier.owner, cause, by, unlisted=False)


async def open_elsewhere(tx: Transaction, place: Place, cause: Cause, by: By) -> MayorMeasure:
    """About a place without a declaration. Raises ``RefusedError``."""
    premises_id = await suitability.premises_at(
        tx, place.label, place.street, place.house_number, place.postcode
    )
    if await suitability.runs_at_address(tx, premises_id):
        reason = lazy(
            "Voor dit adres loopt een dossier van een verklaring. Vul het nummer daarvan in."
        )
        raise FieldRefusedError("number", reason)
    await _must_be_new(tx, premises_id, place.owner, cause.kind)
    return await open_at(tx, premises_id, place.owner, cause, by, unlisted=True)


async def open_at(
    tx: Transaction, premises_id: UUID, owner: str, cause: Cause, by: By, *, unlisted: bool
) -> MayorMeasure:
    """About a place by its id, or by the code of an address that stays sealed elsewhere."""
    case = MayorMeasure(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "BM"),
        kind=cause.kind,
        premises_id=premises_id,
        unlisted=unlisted,
        owner=owner,
        branch=cause.branch,
        in_tolerance_zone=cause.in_tolerance_zone,
        state=opening_state(cause.kind),
        opened_at=tx.now,
    )
    tx.session.add(case)
    await tx.session.flush()
    timeline.note(tx, case.case_id, "opening", (None, case.state), by, reason=cause.grounds)
    record(tx, MayorMeasureOpened(measure_id=case.case_id, kind=case.kind, opened_at=tx.now))
    return case


async def _must_be_new(tx: Transaction, premises_id: UUID, owner: str, kind: MeasureKind) -> None:
    """One of each kind is prepared about a place at a time; once its order is signed another may
    follow. Raises ``FieldRefusedError``.
    """
    await store.lock_openings(tx)
    running = await store.prepared_at(tx, premises_id, owner, kind)
    if running is not None:
        reason = lazy("Over deze plaats is %(number)s al in voorbereiding.", number=running.number)
        raise FieldRefusedError("number", reason)
