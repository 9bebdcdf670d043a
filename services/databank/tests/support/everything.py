"""One of everything that a page can show, and the way of each function through the pages."""

from datetime import timedelta
from uuid import uuid4

from chassis.days import city_day
from chassis.web import Function
from contracts.codes import DocumentKind, SanctionKind, Sex
from contracts.enforcement import ExecutionCheckRequested
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from ..access.test_break_glass_pages import asked, shielded
from ..detection.test_rule_pages import RULE
from ..shifts.test_worker_answers import answered
from ..test_export_pages import asked as exported
from .browser import Browser, signed_in
from .cases import branch_shift_case, pattern_case
from .databank import Databank, day, declared, unlike_others
from .findings import close_report
from .inspections import add_person, begin_inspection, person_form
from .officers import Officer, claims_of, seen
from .reviews import doubted, looked_for
from .searches import purpose, search
from .shifts import suitable
from .signals import raise_signal
from .watch_requests import asked as asked_watch

WALKERS = {
    Function.POLITIE_AGENT: ("/kwartier", "/te-beoordelen", "/zoeken", "/inrichtingen", "/uitvoer"),
    Function.POLITIE_TEAMLEIDER: ("/te-beoordelen", "/patronen?schaduw=true", "/regels"),
    Function.RECHERCHE: ("/dossiers",),
    Function.POLITIE_BEHEERDER: ("/beheer", "/regels"),
    Function.FUNCTIONARIS_POLITIE: ("/inzage", "/noodtoegang", "/uitvoer"),
}


async def one_of_everything(databank: Databank) -> tuple[Browser, list[str]]:
    """The officer who searched and asked for a list, and addresses that only a form leads to."""
    agent = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    first, second, _, twin, review = await doubted(
        databank, sex=Sex.VROUW, paper=DocumentKind.ID_KAART_EU
    )
    one, other = [await seen(databank, "straat", day(n), unlike_others()) for n in (3, 4)]
    await Officer(databank).merge(one, other)
    (claim, *_) = await claims_of(databank, one)
    signal = await raise_signal(databank)
    case = await branch_shift_case(databank)
    pattern = await pattern_case(databank, shadow=False)
    shift, person = await answered(databank)
    later = declared(unlike_others(family="Taalvoorbeeld"), day(601))
    premises = suitable(later, "Taalstraat", "1", "R-1", "R-2")
    await databank.tell(later, premises)
    room = f"/kwartier/ruimte/{premises.premises.rooms[1].room_id}"
    await agent.post(room, {"sleutel": str(uuid4())})
    shielded_id = await shielded(databank)
    emergency = await asked(databank, agent, shielded_id)
    (contact,) = await databank.fetch("SELECT id FROM first_contact ORDER BY due_at DESC LIMIT 1")
    who = unlike_others()
    await seen(databank, "straat", day(600), who)
    agent.moves_to(day(601))
    found = await search(agent, familyName=who.family, givenNames=who.given)
    file = await purpose(agent, f"/personen/{first}")
    said = await purpose(agent, f"/controle/{shift.shift_id}")
    beside = await looked_for(agent, first, familyName=twin.family, givenNames=twin.given)
    inspection = await begin_inspection(agent)
    await add_person(agent, inspection, person_form())
    finding = await close_report(agent, "PV:sanctionerend_ambtenaar")
    arrest = {"kind": "huiszoeking", "ground": "drugs", "branch": "raam", "onDay": "2026-02-02"}
    arrested = (await databank.created("/v1/police-measures", arrest, day(601)))["measureId"]
    since = max(day(600), databank.clock.now())  # of long ago it would be erased at once
    shared = {
        "direction": "gevraagd",
        "partner": "recherche_zeden",
        "about": "fenomeen",
        "phenomenon": "overlast",
        "purpose": "toezicht",
        "basis": "wpa_politiediensten",
        "categories": ["cijfers"],
        "happenedAt": since.isoformat(),
        "dueOn": (since + timedelta(days=33)).date().isoformat(),
    }
    exchange = await databank.created("/v1/exchanges", shared, since + timedelta(days=1))
    check = ExecutionCheckRequested(
        case_id=uuid4(),
        premises_id=premises.premises.premises_id,
        kind=SanctionKind.SCHORSING,
        effective_from=day(600),
        requested_at=day(600),
    )
    await databank.tell(check)
    home = FactPlace(label="Salon", street="Verzonnenlaan", house_number="7")
    unlisted = check.model_copy(update={"case_id": uuid4(), "place": Sealed.of(home)})
    await databank.tell(unlisted)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    paper = {"titel": "Tekst 1", "tekst": "Tekst 2", "sleutel": str(uuid4())}
    made = await leader.moves_to(day(601)).post("/richtlijnen/nieuw", paper)
    guideline = made.headers["location"]
    lost, last = unlike_others(), city_day(since + timedelta(days=20))
    watch = await asked_watch(databank, since, last, sought=lost, voor=["agent", "teamleider"])
    await seen(databank, "straat", since + timedelta(hours=1), lost)
    await (await watch.agreed()).step(watch.asker, "verlengen", totEnMet=last.isoformat())
    export = await exported(agent, 12)
    await agent.get("/kwartier")  # takes what was told in Dutch
    return agent, [
        export,
        "/seiningen/nieuw",
        watch.path,
        f"{watch.path}/beeindigen",
        f"/identiteiten/{review}",
        f"/identiteiten/{review}/samenvoegen?persoon={first}",
        f"/identiteiten/{review}/samenvoegen?persoon={second}",
        f"/splitsen/{first}",
        f"/signalen/{signal}",
        f"/bescherming/{signal}",
        f"/verschuivingen/{case}",
        f"/patronen/{pattern}",
        f"/controle/{shift.shift_id}",
        said,
        "/verschuivingen/beoordeeld",
        f"/splitsen/{one}",
        f"/splitsen/{first}/ander",
        beside,
        f"{beside}?ander={second}",
        f"/splitsen/{one}/nazicht?gegeven={claim}",
        f"/inzage/personen/{first}",
        "/inzage/gebruik",
        "/identiteiten",
        said.replace("/controle/", "/identiteit/"),
        f"/controle/{later.shift_id}",
        f"/controle/{later.shift_id}/intrekken/{first}",
        f"/personen/{person}",
        f"/afscherming/{shielded_id}",
        f"/afscherming/{first}",
        f"/noodtoegang/vraag?persoon={shielded_id}",
        emergency,
        f"/eerste-contacten/{contact['id']}",
        found,
        file,
        inspection,
        f"{inspection}/persoon",
        f"{inspection}/verbeteren",
        f"{inspection}/intrekken",
        room,
        f"/personen/{first}/identiteit?{file.partition('?')[2]}",
        finding,
        f"{finding}/slachtoffer",
        f"{finding}/overmaken",
        f"{finding}/beeindigen",
        f"{RULE}/nieuw",
        "/vaststellingen/nieuw",
        f"/uitvoering/{check.case_id}",
        f"/uitvoering/{unlisted.case_id}",
        guideline,
        f"{guideline}/aanpassen",
        f"/aanhoudingen/{arrested}/intrekken",
        f"/uitwisselingen/{exchange['exchangeId']}",
        f"/uitwisselingen/{exchange['exchangeId']}/intrekken",
        "/aanhoudingen/vrijgeven/2026-H1",
        "/uitvoer/nieuw/verschuivingen",
        "/uitvoer/nieuw/controles",
    ]
