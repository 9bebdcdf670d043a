"""A person of whom the databank knows something of every kind, and who may turn up nowhere."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from contracts.codes import DisputeReason
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftDisputed
from contracts.sealed import Sealed

from .cases import pattern_case
from .databank import Databank, Someone, day, declared, unlike_others
from .findings import drawn_up
from .officers import Officer, seen

NOW = day(650)
"""When the canary is looked for: nothing of her is at work then."""


@dataclass(frozen=True)
class Canary:
    """``place`` is the name of one where she was seen, ``where`` the ids of one where she is
    declared. ``ids``: by the name of a parameter in an address, all values that lead to her."""

    who: Someone
    person_id: str
    place: str
    where: tuple[str, ...]
    ids: dict[str, list[str]]

    def traces(self, text: str, given: str = "") -> list[str]:
        """What of her stands in an answer, without what the question gave."""
        secret = [
            self.who.given,
            self.who.family,
            str(self.who.document),
            self.place,
            *self.ids["person_id"],
            *self.ids["shift_id"],
            *self.where,
        ]
        return [each for each in secret if each.casefold() in text.casefold() and each not in given]

    def names(self, text: str, given: str = "") -> bool:
        """Whether an answer says who she is, or leads to her, beyond what the question gave."""
        said = [self.who.given, self.who.family, str(self.who.document), *self.ids["person_id"]]
        return any(each.casefold() in text.casefold() and each not in given for each in said)


async def canary(databank: Databank) -> Canary:
    """Seen, declared, disputed, doubted, merged, suspected to move, found and spoken with."""
    officer = Officer(databank)
    who = unlike_others()
    place = f"Zaak {uuid4().hex[:10]}"
    other = await seen(databank, "straat", day(600), unlike_others())
    street = await databank.inspect("straat", day(601), who)
    person_id = str(street["persons"][0]["personId"])
    escort = await databank.inspect("escort", day(602), who, establishments=[{"label": place}])
    twin = unlike_others(document=who.document)
    doubted = await seen(databank, "massagesalon", day(603), twin)
    await officer.merge(person_id, other)
    shift = declared(who, day(604))
    await databank.tell(shift, at=day(604))
    grounds = Sealed.of(DisputeGrounds(reasons=(DisputeReason.ONVEILIG,)))
    dispute = ShiftDisputed(shift_id=shift.shift_id, disputed_at=day(604), grounds=grounds)
    await databank.tell(dispute, at=day(604))
    body: dict[str, Any] = {
        "kind": "dwang",
        "personId": person_id,
        "observedAt": day(605).isoformat(),
    }
    signal = await databank.created("/v1/signals", body | {"indicators": ["schrik"]}, day(605))
    check = {
        "shiftId": str(shift.shift_id),
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": day(605).isoformat(),
    }
    await databank.created("/v1/identity-validations", check, day(605))
    finding = await drawn_up(databank, offender={"name": f"{who.given} {who.family}"})
    await databank.fetch(
        "UPDATE finding SET person_id = $2 WHERE id = $1", UUID(finding), UUID(person_id)
    )
    pattern = await pattern_case(databank, shadow=False)
    await databank.fetch(
        "UPDATE pattern_case SET person_id = $2, persons = ARRAY[$2::uuid] WHERE id = $1",
        pattern,
        UUID(person_id),
    )
    await officer.did(f"/v1/persons/{person_id}/worker-access", at=day(605))
    shared = {
        "direction": "ontvangen",
        "partner": "recherche_zeden",
        "about": "persoon",
        "personId": person_id,
        "purpose": "toezicht",
        "basis": "wpa_politiediensten",
        "categories": ["identiteit"],
        "happenedAt": day(605).isoformat(),
        "note": f"{who.given} {who.family}",
    }
    exchange = await databank.created("/v1/exchanges", shared, day(605))

    async def of(query: str) -> list[str]:
        rows = await databank.fetch(query, [UUID(person_id), UUID(other)])
        return [str(row[0]) for row in rows]

    ids = {
        "person_id": [person_id, other],
        "shift_id": [str(shift.shift_id)],
        "inspection_id": [street["inspectionId"], escort["inspectionId"]],
        "establishment_id": [str(each) for each in escort["establishmentIds"]],
        "signal_id": [
            signal["signalId"],
            *await of("SELECT id FROM signal WHERE person_id = ANY($1)"),
        ],
        "finding_id": [finding],
        "exchange_id": [str(exchange["exchangeId"])],
        "contact_id": await of("SELECT id FROM first_contact WHERE person_id = ANY($1)"),
        "claim_id": await of("SELECT claim_id FROM membership WHERE person_id = ANY($1)"),
        "change_id": await of("SELECT id FROM person_change WHERE person_id = ANY($1)"),
        "case_id": [
            str(pattern),
            *await of("SELECT id FROM branch_shift_case WHERE person_id = ANY($1)"),
        ],
        "review_id": [
            str(row["id"])
            for row in await databank.fetch(
                "SELECT id FROM review_task WHERE person_id = $1", UUID(doubted)
            )
        ],
        "position": ["1"],
    }
    assert all(ids.values()), ids
    where = (str(shift.premises_id), str(shift.room_id))
    return Canary(who, person_id, place, where, ids)
