"""What the city tells about premises comes back to the police as facts."""

from datetime import datetime
from uuid import UUID, uuid4

from contracts.codes import SanctionKind
from contracts.databank import ExecutionChecked
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    Premises,
    PremisesClosed,
    PremisesReopened,
    Room,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityRelinquished,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityTransferred,
    SuitabilityWithdrawn,
)
from databank.premises.store import establishments

from ..support.databank import Databank, day


def premises(label: str = "P-012") -> Premises:
    return Premises(
        premises_id=uuid4(),
        label=label,
        street="Voorbeeldstraat",
        house_number="1",
        postcode="2000",
        owner="OWN-001",
        rooms=(Room(room_id=uuid4(), label="R-01"),),
    )


def granted(place: Premises, *, conditional: bool = False) -> SuitabilityGranted:
    return SuitabilityGranted(
        premises_id=place.premises_id,
        dossier_id=uuid4(),
        premises=place,
        conditional=conditional,
        conditions=(),
        valid_from=day(0).date(),
        valid_to=day(300).date(),
        decided_at=day(0),
    )


async def suitability(databank: Databank, place: Premises, at: datetime = day(0)) -> str:
    """What its file says at a moment."""
    asked = "SELECT id FROM establishment WHERE premises_id = $1"
    (row,) = await databank.fetch(asked, place.premises_id)
    async with databank.sandbox.asking("databank") as conn:
        file = await establishments.get(conn, at, row["id"])
    assert file is not None
    return str(file.suitability_state)


async def test_suitability_is_followed_step_by_step(databank: Databank) -> None:
    place, dossier_id = premises(), uuid4()
    ids = {"premises_id": place.premises_id, "dossier_id": dossier_id}
    await databank.tell(granted(place, conditional=True))
    assert await suitability(databank, place) == "voorwaardelijk"
    await databank.tell(SuitabilityConditionsMet(**ids, met_at=day(1)))
    assert await suitability(databank, place) == "geschikt"
    await databank.tell(SuitabilityExpired(**ids, expired_at=day(300)))
    assert await suitability(databank, place) == "verlopen"
    term = {"valid_from": day(301).date(), "valid_to": day(600).date(), "decided_at": day(301)}
    await databank.tell(SuitabilityRenewed(**ids, premises=place, **term))
    assert await suitability(databank, place) == "geschikt"
    again = term | {"decided_at": day(310), "conditional": True, "conditions": ("branddeur",)}
    await databank.tell(SuitabilityRenewed(**ids, premises=place, **again))
    assert await suitability(databank, place) == "voorwaardelijk"
    await databank.tell(SuitabilityWithdrawn(**ids, withdrawn_at=day(400)))
    assert await suitability(databank, place) == "ingetrokken"
    refused = premises()
    await databank.tell(
        SuitabilityRefused(
            premises_id=refused.premises_id, dossier_id=dossier_id, decided_at=day(1)
        )
    )
    asked = "SELECT state FROM suitability WHERE premises_id = $1"
    (row,) = await databank.fetch(asked, refused.premises_id)
    assert row["state"] == "geweigerd"


async def test_a_refusal_that_is_no_more_is_forgotten_and_nothing_else_is(
    databank: Databank,
) -> None:
    """Twice, late, and of the one refusal that it is about."""
    place, dossier_id = premises(), uuid4()
    ids = {"premises_id": place.premises_id, "dossier_id": dossier_id}
    await databank.tell(granted(place))
    await databank.tell(SuitabilityRelinquished(**ids, relinquished_at=day(1)))
    asked = "SELECT state FROM suitability WHERE premises_id = $1"
    refusal = SuitabilityRefused(**ids, decided_at=day(2))
    annulled = SuitabilityReconsidered(**ids, reconsidered_at=day(30))
    await databank.tell(refusal)
    assert await suitability(databank, place, day(2)) == "geweigerd"
    days = "SELECT valid_from, valid_to FROM suitability WHERE premises_id = $1"
    (row,) = await databank.fetch(days, place.premises_id)
    assert tuple(row) == (None, None), "what was refused is valid for no day"
    await databank.tell(annulled)
    assert await databank.fetch(asked, place.premises_id) == []
    assert await suitability(databank, place, day(30)) == "None"
    await databank.tell(SuitabilityRefused(**ids, decided_at=day(40)))
    await databank.tell(annulled.model_copy(update={"reconsidered_at": day(39)}))
    assert await suitability(databank, place, day(41)) == "geweigerd", "of a later refusal"
    await databank.tell(granted(place).model_copy(update={"decided_at": day(50)}))
    await databank.tell(annulled, annulled.model_copy(update={"reconsidered_at": day(60)}))
    assert await suitability(databank, place, day(60)) == "geschikt"


async def test_a_refusal_takes_no_declaration_that_works(databank: Databank) -> None:
    """Of another dossier of the house that was examined anew; its end is told by itself."""
    place = premises()
    await databank.tell(granted(place))
    other = {"premises_id": place.premises_id, "dossier_id": uuid4()}
    await databank.tell(SuitabilityRefused(**other, decided_at=day(2)))
    assert await suitability(databank, place, day(2)) == "geschikt"


async def test_an_escort_bureau_is_of_its_own_branch_and_has_no_window_rooms(
    databank: Databank,
) -> None:
    place = premises("P-077")
    bureau = granted(place).model_copy(update={"permit_type": "escortbureau"})
    ids = {"premises_id": place.premises_id, "dossier_id": bureau.dossier_id, "premises": place}
    term = {"valid_from": day(301).date(), "valid_to": day(600).date(), "decided_at": day(301)}
    asked = "SELECT branch FROM establishment WHERE premises_id = $1"
    rooms = "SELECT label FROM window_room WHERE premises_id = $1"
    for event in (
        bureau,
        SuitabilityRenewed(**ids, **term),
        SuitabilityRoomsChanged(**ids, decided_at=day(302)),
    ):
        await databank.tell(event)
        (row,) = await databank.fetch(asked, place.premises_id)
        assert row["branch"] == "escort"
        assert await databank.fetch(rooms, place.premises_id) == []


def suspended(
    place: Premises, dossier_id: UUID, at: float, *, decided: float | None = None
) -> SuitabilitySuspended:
    return SuitabilitySuspended(
        premises_id=place.premises_id,
        dossier_id=dossier_id,
        case_id=uuid4(),
        suspended_from=day(at),
        suspended_to=day(at + 30),
        decided_at=day(at if decided is None else decided),
    )


async def test_a_lifted_suspension_leads_back_to_the_state_that_was(databank: Databank) -> None:
    place, dossier_id = premises(), uuid4()
    ids = {"premises_id": place.premises_id, "dossier_id": dossier_id}
    await databank.tell(granted(place, conditional=True))
    await databank.tell(suspended(place, dossier_id, 10), suspended(place, dossier_id, 15))
    assert await suitability(databank, place, day(16)) == "geschorst"
    await databank.tell(SuitabilitySuspensionLifted(**ids, lifted_at=day(20)))
    assert await suitability(databank, place, day(21)) == "voorwaardelijk"
    await databank.tell(suspended(place, dossier_id, 30))
    await databank.tell(SuitabilityConditionsMet(**ids, met_at=day(31)))
    assert await suitability(databank, place, day(32)) == "geschorst"
    await databank.tell(SuitabilitySuspensionLifted(**ids, lifted_at=day(35)))
    assert await suitability(databank, place, day(36)) == "geschikt"
    await databank.tell(suspended(place, dossier_id, 290))
    await databank.tell(SuitabilityExpired(**ids, expired_at=day(301)))
    assert await suitability(databank, place, day(310)) == "verlopen"
    await databank.tell(SuitabilitySuspensionLifted(**ids, lifted_at=day(320)))
    assert await suitability(databank, place) == "verlopen"


async def test_a_declaration_is_suspended_from_the_first_day_of_its_suspension(
    databank: Databank,
) -> None:
    """The police act on what works today, not on what was decided for later."""
    place, dossier_id = premises(), uuid4()
    await databank.tell(granted(place), suspended(place, dossier_id, 90, decided=10))
    assert await suitability(databank, place, day(89)) == "geschikt"
    assert await suitability(databank, place, day(90)) == "geschorst"
    assert await suitability(databank, place, day(119.9)) == "geschorst"
    assert await suitability(databank, place, day(120)) == "geschikt"


async def test_a_suspension_comes_back_as_a_fact_and_ends(databank: Databank) -> None:
    place, case_id = premises("P-099"), uuid4()
    await databank.tell(
        granted(place),
        SuitabilitySuspended(
            premises_id=place.premises_id,
            dossier_id=uuid4(),
            case_id=case_id,
            suspended_from=day(10),
            suspended_to=day(40),
            decided_at=day(9),
        ),
        PremisesClosed(
            premises_id=place.premises_id, case_id=case_id, closed_from=day(10), decided_at=day(9)
        ),
    )
    found = [
        one
        for one in await databank.listed("/v1/suspensions?pagesize=500")
        if one["caseId"] == str(case_id)
    ]
    assert {one["kind"] for one in found} == {"schorsing", "sluiting"}
    assert {one["label"] for one in found} == {"P-099"}
    assert {one["suitabilityState"] for one in found} == {"geschikt"}, "it is yet to begin"
    assert await suitability(databank, place, day(10)) == "geschorst"
    await databank.tell(
        SuitabilitySuspensionLifted(
            premises_id=place.premises_id, dossier_id=uuid4(), lifted_at=day(30)
        )
    )
    lifted = {
        one["kind"]: one["liftedAt"] is not None
        for one in await databank.listed("/v1/suspensions?pagesize=500")
        if one["caseId"] == str(case_id)
    }
    assert lifted == {"schorsing": True, "sluiting": False}
    await databank.tell(
        PremisesReopened(premises_id=place.premises_id, case_id=uuid4(), reopened_at=day(34)),
        PremisesReopened(premises_id=place.premises_id, case_id=case_id, reopened_at=day(35)),
    )
    (closure,) = [
        one
        for one in await databank.listed("/v1/suspensions?pagesize=500")
        if (one["caseId"], one["kind"]) == (str(case_id), "sluiting")
    ]
    assert datetime.fromisoformat(closure["liftedAt"]) == day(35)


async def test_the_city_asks_and_the_police_answer_once(databank: Databank) -> None:
    case_id, premises_id = uuid4(), uuid4()
    await databank.tell(
        ExecutionCheckRequested(
            case_id=case_id,
            premises_id=premises_id,
            kind=SanctionKind.SCHORSING,
            effective_from=day(10),
            effective_to=day(40),
            requested_at=day(10),
        )
    )
    waiting = await databank.listed("/v1/execution-checks?state=open&pagesize=500")
    assert str(case_id) in {one["caseId"] for one in waiting}
    body = {"complied": True, "checkedAt": day(12).isoformat()}
    await databank.created(f"/v1/execution-checks/{case_id}", body)
    (event,) = await databank.told(ExecutionChecked, caseId=case_id)
    assert event.data["complied"] is True
    assert event.data["premisesId"] == str(premises_id)
    again = await databank.post(f"/v1/execution-checks/{case_id}", body)
    assert again.status_code == 409
    assert len(await databank.told(ExecutionChecked, caseId=case_id)) == 1


async def test_a_check_that_the_city_takes_back_is_asked_no_more(databank: Databank) -> None:
    case_id, premises_id = uuid4(), uuid4()
    ids = {"case_id": case_id, "premises_id": premises_id}
    period = {"kind": SanctionKind.SCHORSING, "effective_from": day(10), "effective_to": day(40)}
    body = {"complied": True, "checkedAt": day(12).isoformat()}
    waiting = "/v1/execution-checks?state=open&pagesize=500"
    await databank.tell(ExecutionCheckRequested(**ids, **period, requested_at=day(10)))
    await databank.tell(ExecutionCheckWithdrawn(**ids, withdrawn_at=day(11)))
    assert str(case_id) not in {one["caseId"] for one in await databank.listed(waiting)}
    assert (await databank.post(f"/v1/execution-checks/{case_id}", body)).status_code == 404
    await databank.tell(ExecutionCheckRequested(**ids, **period, requested_at=day(11)))
    await databank.created(f"/v1/execution-checks/{case_id}", body)
    await databank.tell(ExecutionCheckRequested(**ids, **period, requested_at=day(13)))
    await databank.tell(ExecutionCheckWithdrawn(**ids, withdrawn_at=day(14)))
    assert str(case_id) not in {one["caseId"] for one in await databank.listed(waiting)}
    done = await databank.listed("/v1/execution-checks?state=gecontroleerd&pagesize=500")
    assert [one["complied"] for one in done if one["caseId"] == str(case_id)] == [True]


async def test_an_inspection_registers_the_places_that_it_names_once(databank: Databank) -> None:
    place = premises("P-100")
    await databank.tell(granted(place))
    label = f"Salon {uuid4().hex[:6]}"
    first = await databank.inspect(
        "massagesalon",
        day(0),
        establishments=[{"label": label}, {"premisesId": str(place.premises_id)}],
    )
    second = await databank.inspect(
        "massagesalon",
        day(1),
        establishments=[
            {"label": f" {label.upper()} "},
            {"establishmentId": first["establishmentIds"][1]},
        ],
    )
    assert second["establishmentIds"] == first["establishmentIds"]
    unknown = await databank.post(
        "/v1/inspections",
        {
            "branch": "straat",
            "kind": "ad_hoc",
            "result": "geen_opmerkingen",
            "completedAt": day(0).isoformat(),
            "establishments": [{"establishmentId": str(uuid4())}],
        },
    )
    assert unknown.json()["errors"][0]["field"] == "establishments.0.establishmentId"


async def test_premises_that_were_given_up_have_no_declaration_left(databank: Databank) -> None:
    place, dossier_id = premises("P-041"), uuid4()
    ids = {"premises_id": place.premises_id, "dossier_id": dossier_id}
    await databank.tell(granted(place))
    renamed = place.model_copy(update={"label": "P-041 bis"})
    await databank.tell(SuitabilityRoomsChanged(**ids, premises=renamed, decided_at=day(1)))
    (row,) = await databank.fetch(
        "SELECT label FROM establishment WHERE premises_id = $1", place.premises_id
    )
    assert (row["label"], await suitability(databank, place)) == ("P-041 bis", "geschikt")
    sold = renamed.model_copy(update={"owner": "OWN-099"})
    await databank.tell(SuitabilityTransferred(**ids, premises=sold, transferred_at=day(1.5)))
    owner = "SELECT owner FROM establishment WHERE premises_id = $1"
    (row,) = await databank.fetch(owner, place.premises_id)
    assert (row["owner"], await suitability(databank, place)) == ("OWN-099", "geschikt")
    await databank.tell(SuitabilityRelinquished(**ids, relinquished_at=day(2)))
    assert await suitability(databank, place) == "verlopen"
