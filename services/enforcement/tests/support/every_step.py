"""A case at every step that somebody takes by a form: the pages that offer them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import ExecutionChecked
from enforcement.gas import notified as fines
from enforcement.gas.acts.alternatives import AcceptOffer
from enforcement.gas.desk import FINES
from enforcement.own_case.defend import PERSON

from .browser import signed_in
from .city import City
from .fines import final_fine, paid
from .integrity import Investigation
from .letters import WORKER, fine_case
from .measures import PUBLIC_ORDER, TRAFFICKING, Measure
from .papers import paper
from .procedure import FineCase
from .reports import at, reported
from .sanctions import decided, heard, invited, notified, proposed, warned
from .street_bans import Ban

OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def of_sanctions(city: City) -> list[str]:
    opened = await _opened(city)
    told = await _opened(city)
    await city.does(WORKER, f"{told}/pv-notification", {})
    again = await warned(city)
    await city.transfers(again["premisesId"])
    after_hearing = await invited(city)
    await heard(city, after_hearing["path"])
    in_force = await decided(city, "schorsing", None, 30)
    await notified(city, in_force["path"])
    paths = [
        opened,
        told,
        (await warned(city))["path"],
        again["path"],
        (await invited(city))["path"],
        after_hearing["path"],
        (await proposed(city))["path"],
        (await decided(city, "schorsing", None, 30))["path"],
        in_force["path"],
        await _contested(city),
        await _not_respected(city),
    ]
    suspended = in_force["dossier"].rpartition("/")[2]
    return [
        *(f"/dossiers/{path.rpartition('/')[2]}" for path in paths),
        f"/geschiktheid/{suspended}",
    ]


async def _opened(city: City) -> str:
    dossier = await city.granted()
    return str((await city.case_of(await city.transfers(dossier["premisesId"])))["path"])


async def _contested(city: City) -> str:
    case = await decided(city, "definitieve_sluiting")
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    return str(case["path"])


async def _not_respected(city: City) -> str:
    case = await decided(city, "schorsing", None, 30)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=False
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(checked, at=city.now))
    return str(case["path"])


async def of_declarations(city: City) -> list[str]:
    filed = f"/v1/suitability-dossiers/{(await city.files())['dossierId']}"
    whole, in_advice = [
        f"/v1/suitability-dossiers/{(await city.files())['dossierId']}" for _ in "ab"
    ]
    await city.does(OFFICE, f"{whole}/completeness", {"complete": True})
    await city.does(OFFICE, f"{in_advice}/completeness", {"complete": True})
    await city.does(OFFICE, f"{in_advice}/advice-requests", {"services": ["brandweer"]})
    ready = (await city.ready())["path"]
    before_hearing = (await city.ready())["path"]
    later = {"hearingAt": city.later(seconds=1).replace(year=city.now.year + 1).isoformat()}
    await city.does(OFFICE, f"{before_hearing}/hearing-invitation", later)
    conditional = await city.granted(outcome="voorwaardelijk_toegekend", conditions=["nooduitgang"])
    overdue = await city.granted(
        outcome="voorwaardelijk_toegekend",
        conditions=["branddeur"],
        conditionsDueOn=f"{city_day(city.now)}",
    )
    city.later(days=2)
    paths = [overdue["path"], filed, whole, in_advice, ready, before_hearing, conditional["path"]]
    return [f"/geschiktheid/{path.rpartition('/')[2]}" for path in paths]


async def of_street_bans(app: FastAPI, city: City) -> list[str]:
    """Months go by in these."""

    async def another(**fields: Any) -> Ban:
        return await Ban.starts(app, city, **fields)

    warned = await another()
    await warned.does(warned.mayor, "waarschuwing")
    invited = await (await another()).skips_warning()
    day = city_day(city.now) + timedelta(days=30)
    await invited.does(invited.worker, "uitnodigen", moment=f"{day}T10:00")
    heard = await (await (await (await another()).skips_warning()).is_heard()).is_bounded()
    contested = await (await another()).works()
    await contested.does(contested.worker, "raad-van-state", schorsing="gewoon")
    lifted = await (await another()).works()
    await lifted.does(lifted.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    ordered = await (await another()).is_ordered()
    cases = [
        await another(birth_date=None),
        warned,
        invited,
        heard,
        ordered,
        await (await another()).works(),
        contested,
        lifted,
    ]
    return [case.page for case in cases]


async def of_investigations(app: FastAPI, city: City) -> list[str]:
    """Months go by in these."""

    async def another() -> Investigation:
        return await Investigation.of_declaration(app, city)

    asked = await (await another()).consulted()
    await asked.does(asked.lawyer, "advies-vragen")
    admitted = await (await another()).consulted()
    await admitted.does(admitted.lawyer, "advies-vragen")
    await admitted.does(admitted.lawyer, "ontvankelijk", antwoord="ontvankelijk")
    works = await (await another()).works("opheffing")
    proposed = await (await another()).proposed("opheffing")
    decided = await (await another()).decided("opheffing")
    notified = await (await another()).notified("opheffing")
    invited = await (await another()).advised()
    day = city_day(city.now) + timedelta(days=30)
    await invited.does(invited.lawyer, "uitnodigen", moment=f"{day}T10:00")
    cases = [
        await another(),
        asked,
        admitted,
        await (await another()).advised(),
        invited,
        proposed,
        decided,
        notified,
        works,
    ]
    return [case.page for case in cases]


async def of_measures(app: FastAPI, city: City) -> list[str]:
    """Days go by in these, and a meeting of the college is to come."""

    async def another(start: dict[str, str] = TRAFFICKING) -> Measure:
        return await Measure.starts(app, city, **start)

    day = city_day(city.now) + timedelta(days=9)
    invited = await another(PUBLIC_ORDER)
    await invited.does(invited.worker, "uitnodigen", moment=f"{day}T10:00")
    heard, drawn_up = [await another(PUBLIC_ORDER) for _ in "ab"]
    await heard.heard()
    await drawn_up.drawn_up(grond="ngw_134quater", tot=str(day + timedelta(days=60)))
    unconfirmed = await (await another()).notified()
    confirmed = await (await another()).notified()
    city.later(days=1)
    for case in (unconfirmed, confirmed):
        await case.confirmed()
    await confirmed.does(confirmed.worker, "raad-van-state", schorsing="geen")
    waiting = await (await another()).signed()
    await waiting.college_meets(5)
    lifted = await (await another()).notified()
    await lifted.does(lifted.mayor, "opheffen", reden="In orde.", zeker="ja")
    report = await city.case_of(await reported(city, place=at("Elders")))
    start = f"/dossiers/{report['caseId']}/maatregel"
    begun = await lifted.worker.does(start, soort="openbare_orde", aanleiding="Verstoring.")
    cases = [await another(), invited, heard, drawn_up, unconfirmed, confirmed, waiting, lifted]
    return [f"/dossiers/{report['caseId']}", begun, *(case.page for case in cases)]


async def of_fines(app: FastAPI, city: City, rows: asyncpg.Connection) -> list[str]:
    """With a letter, a document of its own, and money that came in, too much of it."""
    worker = await signed_in(app, city, WORKER, "biedt-aan")
    case_id = await fine_case(city, rows)
    await worker.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    file = ("bestanden", ("x.pdf", paper(), "application/pdf"))
    added = await worker.upload(f"/dossiers/{case_id}/stukken", [file], {"soort": "bewijsstuk"})
    assert added.status_code == 303
    claim = await final_fine(city, app, 10_000)
    await paid(city, claim, 12_000)
    steps = [f"/dossiers/{case.case_id}" for case in await _undecided(app, city, rows)]
    return [
        f"/dossiers/{case_id}",
        f"/brieven/dossier/{case_id}",
        f"/betalingen/{claim[11:]}",
        *steps,
    ]


async def _undecided(app: FastAPI, city: City, rows: asyncpg.Connection) -> list[FineCase]:
    """A minor of whom the head of the bar was told; offers that wait, and that were accepted."""
    minor = FineCase(city, app, UUID(await fine_case(city, rows, minor=True)))
    await minor.letter(fines.bar_notified)
    offered, accepted, served = [
        await (await FineCase.opens(city, app)).started() for _ in range(3)
    ]
    for case in (offered, accepted):
        await case.letter(fines.mediation_offer_notified)
    async with app.state.database.begin(city.now) as tx:
        await FINES.take(tx, accepted.case_id, PERSON, AcceptOffer())
    await served.does("community-service-offer", hours=10)
    await served.letter(fines.community_service_notified)
    ready = await (await FineCase.opens(city, app)).ready()
    return [minor, offered, accepted, served, ready]
