"""The way of a sanction through the city: warned, found again, heard, proposed, decided."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.days import city_day
from chassis.web import Function
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from .city import City

WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS
EXTRACT = {"extract": "Artikel 12: geef elke shift vooraf aan."}
REASONED = {
    "defenceAnswer": "U erkende het, en zei niet waarom.",
    "motivation": "Twee keer geen aangifte.",
    "proportionality": "Korter helpt niet.",
}
"""What a body says with its decision, and the letter repeats."""
BY_HAND = {"registered": False}
"""Against a dated receipt: received on the day itself."""


def handed_over(city: City) -> dict[str, str]:
    """An invitation against a receipt of today."""
    return {"receivedOn": f"{city_day(city.now)}"}


async def warned(city: City, owner: str = "OWN-001", **decision: Any) -> dict[str, Any]:
    """Warned yesterday."""
    dossier = await city.granted(owner, **decision)
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await warn(city, case["path"])
    return case | {"dossier": dossier["path"]}


async def warn(city: City, path: str) -> None:
    await city.does(WORKER, f"{path}/pv-notification", {})
    await city.does(WORKER, f"{path}/warning", EXTRACT | BY_HAND)
    city.later(days=1)


async def invited(city: City, owner: str = "OWN-001", **declaration: Any) -> dict[str, Any]:
    """Found again and invited; the hearing is now."""
    case = await warned(city, owner, **declaration)
    await city.transfers(case["premisesId"])
    await invite(city, case["path"])
    return case


async def invite(city: City, path: str) -> None:
    hearing = {"hearingAt": (city.now + timedelta(days=9)).isoformat()}
    invitation = handed_over(city) | hearing
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    city.later(days=9, hours=1)


async def heard(city: City, path: str, *, final: bool = True) -> None:
    report = {"report": "De eigenaar erkent het.", "final": final}
    await city.does(WORKER, f"{path}/hearing", report)


async def proposed(
    city: City, kind: str = "schorsing", owner: str = "OWN-001", **declaration: Any
) -> dict[str, Any]:
    """A case that lacks only the decision."""
    case = await invited(city, owner, **declaration)
    await heard(city, case["path"])
    await propose(city, case["path"], kind)
    return case


async def propose(city: City, path: str, kind: str) -> None:
    proposal = {"kind": kind, "motivation": "Herhaling.", "proportionality": "Zo kort als kan."}
    await city.does(WORKER, f"{path}/proposal", proposal)


def decision(
    kind: str, starts: datetime | None = None, ends: datetime | None = None
) -> dict[str, Any]:
    body: dict[str, Any] = REASONED | {"kind": kind}
    if starts is not None:
        body["effectiveFrom"] = starts.isoformat()
    if ends is not None:
        body["effectiveTo"] = ends.isoformat()
    return body


async def decided(
    city: City,
    kind: str,
    starts_in: float | None = None,
    lasts: float | None = None,
    owner: str = "OWN-001",
    **declaration: Any,
) -> dict[str, Any]:
    """Days from the decision to the start, and of the whole; without a start its notification."""
    case = await proposed(city, kind, owner, **declaration)
    starts = None if starts_in is None else city.now + timedelta(days=starts_in)
    ends = None if lasts is None else (starts or city.now) + timedelta(days=lasts)
    await city.does(COLLEGE, f"{case['path']}/decision", decision(kind, starts, ends))
    return case | {"starts": starts, "ends": ends}


async def notified(city: City, path: str, **body: Any) -> dict[str, Any]:
    return await city.does(WORKER, f"{path}/notification", body)


async def contested(city: City, kind: str, lasts: float | None = None) -> dict[str, Any]:
    """A notified sanction against which the owner asked the Council of State also to suspend."""
    case = await decided(city, kind, None, lasts)
    await notified(city, case["path"])
    request = {"urgency": "uiterst_dringend", "rollNumber": "A. 123.456"}
    await city.does(WORKER, f"{case['path']}/council-appeal", request)
    return case


async def contested_twice(city: City) -> dict[str, Any]:
    """The college took back what somebody contested, decided anew, and was contested again."""
    case = await contested(city, "definitieve_sluiting")
    again = {"restart": "beslissing", "motivation": "Het verkeerde pand."}
    await city.does(COLLEGE, f"{case['path']}/retake", again)
    city.later(minutes=1)
    kind = "definitieve_sluiting"
    await city.does(COLLEGE, f"{case['path']}/decision", decision(kind, None, None))
    await notified(city, case["path"])
    request = {"urgency": "geen", "rollNumber": "A. 654.321"}
    await city.does(WORKER, f"{case['path']}/council-appeal", request)
    return case


async def unlisted(city: City, street: str | None = None) -> dict[str, Any]:
    """A place without a permit: warned, found again, and linked by who knows the owner."""
    place = FactPlace(
        label="Salon",
        street=street or f"Straat {uuid4().hex[:6]}",
        house_number="7",
        postcode="2000",
    )
    found = {
        "procedure": "sanctie",
        "branch": "massagesalon",
        "in_tolerance_zone": False,
        "fact_code": "seksuitbating.zonder-vergunning",
        "place": Sealed.of(place),
    }
    case = await city.case_of(await city.transfers(None, **found))
    await warn(city, case["path"])
    linked = {"findingId": str(await city.transfers(None, **found)), "ownerKnown": True}
    await city.does(WORKER, f"{case['path']}/next-finding", linked)
    return case
