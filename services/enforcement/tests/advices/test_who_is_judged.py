"""The police judge whoever asks or holds now, and read the name of nobody else."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.applications.filled_in import Holder
from contracts.codes import ApplicationKind
from contracts.sealed import Sealed

from ..support.advices import adviser
from ..support.applications import arrive, document, filled_in, submitted
from ..support.city import LACKING, City
from ..support.papers import paper

OFFICE, COLLEGE = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
SELLER, BUYER = "Quirina Onbestaand", "Ysaline Verzonnen"
LOOKS = "SELECT count(*) FROM access_log WHERE actor_organisation = 'POLITIE_MORALITEIT'"


class House:
    """A declaration that its first owner asked in the calendar, and later owners hold."""

    def __init__(self, app: FastAPI, city: City) -> None:
        self._app, self._city = app, city
        self.seller, self.buyer = f"OWN-{uuid4().hex[:8]}", f"OWN-{uuid4().hex[:8]}"
        self._asked, self.premises_id = filled_in(), None

    async def granted(self) -> None:
        dossier_id, _ = await self.sends(ApplicationKind.AANVRAAG, self.seller, SELLER)
        self.path = f"/v1/suitability-dossiers/{dossier_id}"
        self.page = f"/adviezen/{dossier_id}"
        await self.does("completeness", complete=True)
        await self.does("advice-requests", services=["brandweer"])
        await self.does("advices", service="brandweer", outcome="gunstig")
        decision = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
        await self._city.does(COLLEGE, f"{self.path}/decision", decision)
        filed = await self._city.sees(OFFICE, self.path)
        self.premises_id = UUID(filed["premisesId"])
        self._city.later(days=1)

    async def sends(
        self, kind: ApplicationKind, owner: str, name: str, *codes: str
    ) -> tuple[str, list[UUID]]:
        """The dossier that it is placed in, and its papers."""
        application_id = uuid4()
        papers, parts = [], []
        for code in codes:
            named, carried = document(application_id, paper())
            papers.append(named.model_copy(update={"code": code}))
            parts += carried
        said = self._asked.model_copy(update={"main_holder": Holder(name=name)})
        sent = submitted(self._city, application_id, *papers, owner=owner, kind=kind)
        about = {"filled_in": Sealed.of(said), "premises_id": self.premises_id}
        await arrive(self._city, *parts, sent.model_copy(update=about))
        async with self._city.sandbox.asking("enforcement") as conn:
            row = "SELECT dossier_id FROM received_application WHERE application_id = $1"
            dossier_id = await conn.fetchval(row, application_id)
        return str(dossier_id), [each.document_id for each in papers]

    async def does(self, step: str, **said: object) -> None:
        await self._city.does(OFFICE, f"{self.path}/{step}", said)

    async def sold(self) -> None:
        said = {
            "outcome": "aanvaard",
            "reason": "Nagegaan.",
            "holder": self.buyer,
            "newHolder": True,
        }
        await self.does("change-assessment", **said)
        self._city.later(days=1)

    async def police_see(self) -> str:
        await self.does("advice-requests", services=["politie_moraliteit"])
        police = await adviser(self._app, self._city, "politie_moraliteit")
        return await police.sees(self.page)


@pytest.fixture
async def house(app: FastAPI, city: City) -> House:
    house = House(app, city)
    await house.granted()
    return house


async def test_a_change_of_holder_on_paper_shows_nobody_the_seller(
    house: House, rows: asyncpg.Connection
) -> None:
    looked = await rows.fetchval(LOOKS)
    await house.does("changes", kind="houder")
    form = await house.police_see()
    assert SELLER not in form
    assert "Vraag de dienst prostitutiebeleid wie de houder is" in form
    assert await rows.fetchval(LOOKS) == looked, "nobody was shown"


async def test_a_change_of_holder_in_the_calendar_shows_who_it_names(house: House) -> None:
    await house.sends(ApplicationKind.WIJZIGING_HOUDER, house.seller, BUYER)
    form = await house.police_see()
    assert BUYER in form and SELLER not in form


async def test_another_change_shows_who_holds_the_declaration(house: House) -> None:
    await house.does("changes", kind="ander", note="Een nieuwe gevel.")
    assert SELLER in await house.police_see()


@pytest.mark.parametrize("told", ["paper", "calendar"])
async def test_a_renewal_after_a_sale_shows_nobody_the_seller(house: House, told: str) -> None:
    if told == "paper":
        await house.does("changes", kind="houder")
    else:
        await house.sends(ApplicationKind.WIJZIGING_HOUDER, house.seller, BUYER)
    await house.sold()
    await house.does("renewal")
    form = await house.police_see()
    assert SELLER not in form
    assert (BUYER in form) == (told == "calendar")


async def test_a_renewal_of_the_buyer_shows_the_buyer(house: House) -> None:
    await house.does("changes", kind="houder")
    await house.sold()
    await house.sends(ApplicationKind.VERNIEUWING, house.buyer, BUYER)
    form = await house.police_see()
    assert BUYER in form and SELLER not in form


async def test_a_sale_that_was_not_accepted_shows_nobody_the_buyer(house: House) -> None:
    await house.sends(ApplicationKind.WIJZIGING_HOUDER, house.seller, BUYER)
    refusal = {"outcome": "nieuwe_aanvraag", "reason": "De huur liep af."}
    await house.does("change-assessment", **refusal)
    await house.does("renewal")
    form = await house.police_see()
    assert SELLER in form and BUYER not in form


async def test_a_sale_amid_a_renewal_shows_no_papers_about_the_seller(
    app: FastAPI, city: City, house: House
) -> None:
    codes = ("uittreksel_strafregister", "plan_met_ruimten")
    _, (record, plan) = await house.sends(ApplicationKind.VERNIEUWING, house.seller, SELLER, *codes)
    await house.does("changes", kind="houder")
    await house.does("advice-requests", services=["politie_moraliteit", "brandweer"])
    police = await adviser(app, city, "politie_moraliteit")
    assert (await police.get(f"{house.page}/stukken/{record}")).status_code == 200
    await house.sold()
    assert SELLER not in await police.sees(house.page)
    assert (await police.get(f"{house.page}/stukken/{record}")).status_code == 404
    fire = await adviser(app, city, "brandweer")
    assert (await fire.get(f"{house.page}/stukken/{plan}")).status_code == 200, "of the house"
