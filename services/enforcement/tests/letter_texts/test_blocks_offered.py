"""A block of reasons is offered wherever reasons of its procedure are written."""

from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.procedure import OFFICER
from ..support.street_bans import Ban

KINDS = ("suitability-dossier", "integrity-investigation", "mayor-measure", "street-ban")
PROPOSALS = "/v1/letter-text-proposals"


async def test_a_block_is_offered_where_a_decision_or_an_order_is_reasoned(
    app: FastAPI, city: City
) -> None:
    for kind in KINDS:
        said = {"slot": "motivering", "caseKind": kind, "title": f"Blok {city.now}"}
        body = {"validFrom": f"{city.today}", "words": f"Blok van {kind}.", "reason": "Vaak nodig."}
        made = await city.does(Function.JURIST_BH, PROPOSALS, said | body, subject="een")
        yes = {"approved": True, "reason": "Nagelezen."}
        await city.does(OFFICER, f"{PROPOSALS}/{made['textId']}/decision", yes, subject="twee")
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    ban = await Ban.starts(app, city)
    with ordinance(app):
        investigation = await Investigation.of_declaration(app, city)
        proposal = await investigation.mayor.sees(f"{investigation.page}/voorstel")
    filed = await city.ready("OWN-071")
    college = await signed_in(app, city, Function.COLLEGE_SECRETARIS)
    decision = await college.sees(f"/geschiktheid/{filed['dossierId']}/beslissing")
    assert "Blok van suitability-dossier." in decision
    assert "Blok van integrity-investigation." in proposal
    assert "Blok van mayor-measure." in await measure.worker.sees(f"{measure.page}/opstellen")
    assert "Blok van street-ban." in await ban.mayor.sees(f"{ban.page}/bevel")
