"""Ways by which somebody enters the databank: every API, form, event and import that tells an age.

Each gives the signal that followed, if one did.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID, uuid4

from chassis.clock import DrivenClock
from chassis.web import DOMAIN_OF, Actor, Function
from contracts.codes import SignalKind
from contracts.identity import WorkerClaim
from contracts.pandkalender import MinorDeclarationAttempted
from contracts.sealed import Sealed
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.run import Order, import_file, open_databank

from .browser import Browser
from .databank import Databank, day, declared, unlike_others
from .findings import note_form, report
from .forms import hidden
from .inspections import begin_inspection
from .legacy_exports import a_line, write
from .minors import Entered, typed
from .shifts import announce_shift, suitable

KEEPER = Actor(
    "beheerder-1", Function.TECHNISCH_BEHEERDER, "stad", DOMAIN_OF[Function.TECHNISCH_BEHEERDER]
)
AT = day(640)
"""7 October 2027."""
Plant = Callable[[Databank, Browser, Entered], Awaitable[UUID | None]]


async def signal_about(databank: Databank, source: str) -> UUID | None:
    rows = await databank.fetch(
        "SELECT id FROM signal WHERE kind = $1 AND source = $2 AND priority = 'dringend'",
        SignalKind.MINDERJARIGHEID.value,
        source,
    )
    return UUID(str(rows[0]["id"])) if rows else None


def told(answer: Any) -> UUID | None:
    return UUID(answer["signalId"]) if answer["signalId"] else None


async def places(databank: Databank, who: Entered) -> list[dict[str, str]]:
    """The places of an inspection, as the API takes them."""
    label = {"label": f"Salon {uuid4().hex[:6]}"}
    window = {"premisesId": str(uuid4())}
    if who.place == "instelling":
        known = await databank.inspect("massagesalon", AT, establishments=[label])
        return [{"establishmentId": known["establishmentIds"][0]}]
    kinds = {"nergens": [], "naam": [label], "raampand": [window], "meer": [window, label]}
    return kinds[who.place]


async def inspected(databank: Databank, who: Entered) -> dict[str, Any]:
    persons = [{"role": who.role, "claim": who.body}]
    at = await places(databank, who)
    return await databank.inspect("massagesalon", AT, persons=persons, establishments=at)


async def at_an_inspection(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    return told((await inspected(databank, who))["persons"][0])


async def in_a_report_of_an_inspection(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    """The offender is somebody who was met there."""
    inspection = await inspected(databank, who.whole)
    (person,) = inspection["persons"]
    offender = {"name": "Vera Voorbeeld", "birthDate": who.whole.born}
    more = {"inspectionId": inspection["inspectionId"], "personId": person["personId"]}
    sent = report(offender=offender, possibleVictim="nee", factAt=AT.isoformat(), **more)
    await databank.created("/v1/findings", sent, AT)
    return await signal_about(databank, f"person {person['personId']}")


async def in_a_report_by_name(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    """The offender is nobody whom the inspection knew."""
    inspection = await databank.inspect(
        "massagesalon", AT, establishments=await places(databank, who)
    )
    offender = {"name": "Vera Voorbeeld", "birthDate": who.whole.born}
    more = {"inspectionId": inspection["inspectionId"]}
    sent = report(offender=offender, possibleVictim="nee", factAt=AT.isoformat(), **more)
    answer = await databank.created("/v1/findings", sent, AT)
    return await signal_about(databank, f"finding {answer['findingId']}")


def somebody_else(who: Entered) -> dict[str, Any]:
    return {
        "premisesId": str(uuid4()),
        "roomId": str(uuid4()),
        "outcome": "andere",
        "observedAt": AT.isoformat(),
        "person": who.body,
    }


async def at_a_window(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    return told(await databank.created("/v1/verifications", somebody_else(who), AT))


async def in_a_round(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    body = {"verifications": [somebody_else(who)]}
    return told((await databank.created("/v1/verifications/batch", body, AT))["results"][0])


async def at_a_shift(
    databank: Databank, browser: Browser, who: Entered, outcome: str
) -> UUID | None:
    shift = declared(unlike_others(), AT)
    await databank.tell(shift, at=AT)
    body = somebody_else(who) | {"shiftId": str(shift.shift_id), "outcome": outcome}
    del body["premisesId"], body["roomId"]
    return told(await databank.created("/v1/verifications", body, AT))


async def instead_of_whom_was_declared(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    return await at_a_shift(databank, browser, who, "andere")


async def as_whom_was_declared(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    return await at_a_shift(databank, browser, who, "aanwezig")


def protection(answer: Any) -> UUID | None:
    """The signal to whose first steps a form led."""
    assert answer.status_code == 303, answer.text
    found = answer.headers["location"]
    return UUID(found.rpartition("/")[2]) if found.startswith("/bescherming/") else None


async def twice(browser: Browser, path: str, form: dict[str, Any]) -> UUID | None:
    """A form that is sent again because no answer came leads to the same first steps."""
    first, second = [protection(await browser.post(path, form)) for _ in range(2)]
    assert first == second
    return first


async def in_a_note(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    label = {} if who.place == "nergens" else {"plaats": f"Salon {uuid4().hex[:6]}"}
    form = note_form(geboren=typed(who.whole.born or ""), rol="prostituee", **label)
    return await twice(browser.moves_to(AT), "/vaststellingen/nieuw", form)


async def in_a_note_of_a_check(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    """The offender is written down after a look at a room."""
    shift = await announce_shift(databank, AT)
    body = {"shiftId": str(shift.shift_id), "outcome": "andere", "observedAt": AT.isoformat()}
    look = await databank.created("/v1/verifications", body, AT)
    form = note_form(geboren=typed(who.whole.born or ""), rol="prostituee", vorm="raam")
    form |= {"controle": look["verificationId"]}
    return await twice(browser.moves_to(AT), "/vaststellingen/nieuw", form)


async def begun(databank: Databank, browser: Browser, who: Entered) -> str:
    """The address of an inspection at that kind of place, under way on a phone."""
    label = f"Salon {uuid4().hex[:6]}"
    if who.place == "raampand":
        (place,) = (await inspected(databank, Entered("1990", place="raampand")))[
            "establishmentIds"
        ]
        return await begin_inspection(
            browser.moves_to(AT), vorm="raam", plaats="", instelling=place
        )
    if who.place == "nergens":
        return await begin_inspection(browser.moves_to(AT), plaats="")
    return await begin_inspection(browser.moves_to(AT), vorm="massagesalon", plaats=label)


async def added(databank: Databank, browser: Browser, who: Entered, path: str) -> UUID | None:
    key = hidden(await browser.get(f"{path}/persoon"), "sleutel")
    form = {"rol": who.role, "uitkomst": "in_orde", "sleutel": key} | who.form
    return await twice(browser, f"{path}/persoon", form)


async def on_a_phone(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    return await added(databank, browser, who, await begun(databank, browser, who))


async def in_a_note_of_an_inspection(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    """The offender is chosen among those who were met: a minor's establishment once fell."""
    if who.names == "geen" and not who.born and not who.number:
        who = who.whole  # somebody without a word is in no list of offenders
    path = await begun(databank, browser, who)
    await added(databank, browser, who, path)
    form = {
        "feit": "straatprostitutie",
        "vorm": "straat",
        "zone": "false",
        "overtreder": "0",
        "rol": "prostituee",
        "inspectie": path.rpartition("/")[2],
        "sleutel": str(uuid4()),
    }
    return await twice(browser, "/vaststellingen/nieuw", form)


async def checked(
    databank: Databank, browser: Browser, form: dict[str, str], **declared_as: str
) -> UUID | None:
    shift = await announce_shift(databank, AT, **declared_as)
    form |= {"sleutel": str(uuid4())}
    return await twice(browser.moves_to(AT), f"/identiteit/{shift.shift_id}", form)


async def on_a_document(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    """In order but for the age."""
    form = {"besluit": "gevalideerd", "document": "paspoort", "opmerking": "zo staat het er"}
    dated = {"geboren": typed(who.born)} if who.born else {"rijksregister": who.number or ""}
    if not (who.born or who.number):
        dated = {"geboren": typed(who.whole.born or "")}
    return await checked(databank, browser, form | dated)


async def without_a_document(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    form = {"besluit": "onduidelijk", "document": "", "geboren": typed(who.whole.born or "")}
    return await checked(databank, browser, form)


async def on_a_document_over_http(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    shift = await announce_shift(databank, AT)
    body = {"shiftId": str(shift.shift_id), "outcome": "gevalideerd", "method": "paspoort"}
    body |= {"at": AT.isoformat(), "birthDate": who.whole.born or ""}
    answer = await databank.created("/v1/identity-validations", body, AT)
    return told(answer)


async def in_a_room_without_a_declaration(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    shift = await announce_shift(databank, AT)
    premises = suitable(shift, f"Proefsteeg-{uuid4().hex[:8]}", "4", "R-01", "R-02")
    await databank.tell(premises, at=AT)
    path = f"/kwartier/ruimte/{premises.premises.rooms[1].room_id}"
    key = hidden(await browser.moves_to(AT).get(path), "sleutel")
    return await twice(browser, path, who.form | {"sleutel": key})


async def declared_all_the_same(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    """The calendar refuses it; an instance of before may not have."""
    shift = declared(unlike_others(birth=who.whole.born), AT)
    await databank.tell(shift, at=AT)
    return await signal_about(databank, f"person {await databank.person_of(shift)}")


async def refused_by_the_calendar(
    databank: Databank, browser: Browser, who: Entered
) -> UUID | None:
    worker = unlike_others(birth=who.whole.born)
    claim = WorkerClaim(worker_ref=worker.worker_ref, identity=worker.identity)
    attempt = MinorDeclarationAttempted(
        attempt_id=uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=AT,
        ends_at=AT,
        attempted_at=AT,
        correction=False,
        worker=Sealed.of(claim),
    )
    await databank.tell(attempt, at=AT)
    return await signal_about(databank, f"attempt {attempt.attempt_id}")


async def from_an_older_database(databank: Databank, browser: Browser, who: Entered) -> UUID | None:
    someone = unlike_others()
    born = typed(who.whole.born or "").replace("-", "/")
    line = a_line(
        Volgnr=f"{uuid4().int % 10**9},00",
        Naam=someone.family,
        Voornaam=someone.given,
        Geboortedatum=born,
        Documentnr=str(someone.document),
        GSM="",
        Straat="",  # else all live in one house, and who is born in one month may be one person
        Huisnr="",
        **{"Datum vaststelling": f"{AT:%d/%m/%y}"},
    )
    with NamedTemporaryFile(suffix=".csv") as file:
        order = Order(Source.EXPERT, write(Path(file.name), line), KEEPER, "a test")
        keys = databank.sandbox.infra.credentials
        seals, vault = keys.seal_public, keys.vault("databank")
        clock = DrivenClock(AT)
        async with open_databank(databank.sandbox.database("databank").url, seals, vault) as own:
            await import_file(own, order, clock, lambda *_: None)
    (row,) = await databank.fetch(
        "SELECT person_id FROM claim JOIN membership ON claim_id = claim.id"
        " WHERE family_name = $1 AND until_at IS NULL",
        someone.family,
    )
    return await signal_about(databank, f"person {row['person_id']}")
