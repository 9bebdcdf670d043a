"""A street ban on the screens, from the facts to a breach: each form by whom it is for."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.async_api import expect

from chassis.web import Function
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.notifications.rules import LetterKind

from .support.browser import PHONE, OpenPage
from .support.case_steps import CaseSteps
from .support.case_work import LAWYER, WORKER, CaseWork
from .support.letter_desk import LetterDesk
from .support.town import Town

pytestmark = pytest.mark.moves_clock
MAYOR, COLLEGE = Function.KABINET_BURGEMEESTER, Function.COLLEGE_SECRETARIS


class Ban(CaseSteps):
    """A ban about somebody whom the police found in the street."""

    who: Sealed[OffenderIdentity]

    async def found(self, **more: object) -> str:
        """Another fact about the same person; the number of its fine case."""
        when = {"fact_at": self.now, "transferred_at": self.now}
        return await self.work.number(
            await self.work.transferred(offender=self.who, **when, **more)
        )

    async def heard(self) -> None:
        hearing = self.today + timedelta(days=9)
        await self.does("uitnodigen", moment=f"{hearing}T10:00", ontvangen=str(self.today))
        await self.later(days=9, hours=4)
        await self.does("hoorzitting", verslag="De betrokkene vraagt een kleiner gebied.")
        await self.later(days=1)

    async def college_meets(self, in_days: int = 2) -> None:
        await self.becomes(COLLEGE)
        await self.page.goto(f"{self.work.url}/collegevergaderingen")
        day = str(self.today + timedelta(days=in_days))
        await self.page.get_by_label("Dag van de vergadering").fill(day)
        await self.page.get_by_role("button", name="Vul in").click()
        await expect(self.page.get_by_text("De vergadering is ingevuld.").first).to_be_visible()

    def days(self, first: date) -> dict[str, str]:
        return {"vanaf": str(first), "tot": str(first + timedelta(days=20))}

    async def meeting_is_over(self) -> None:
        async with self.work.town.sandbox.asking("enforcement") as conn:
            query = "SELECT meeting_on FROM street_ban_case WHERE case_id = $1"
            meeting_on: date = await conn.fetchval(query, self.case_id)
        await self.later(days=(meeting_on - self.today).days + 1)


@pytest.mark.night(
    "the longer of two walks of one procedure",
    stays="::test_a_minor_is_looked_at_by_a_lawyer_and_somebody_may_write_or_stay_away",
)
async def test_a_ban_from_its_warning_to_a_renewal_and_a_breach(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    ban = Ban(work, page, "", "straatverbod")
    ban.who = Sealed.of(OffenderIdentity(name=f"Proef {uuid4().hex[:6]}", birth_date="1980-02-03"))
    await ban.becomes(WORKER)
    await ban.catches_up()
    first = await ban.found()
    await ban.becomes(WORKER)
    await page.goto(f"{work.url}/straatverboden/nieuw")
    await page.get_by_label("Nummer van het GAS-dossier").fill(first)
    await page.get_by_role("button", name="Begin het dossier").click()
    await expect(page).to_have_url(re.compile(r"/straatverboden/[0-9a-f-]{36}$"))
    ban.address = page.url.removeprefix(work.url)

    await ban.becomes(MAYOR)
    await ban.does("waarschuwing")
    await ban.later(days=8)  # by law it arrived on the third working day
    again = await ban.found()
    await ban.becomes(WORKER)
    await ban.does("nieuw-feit", nummer=again)
    await ban.heard()
    await ban.does(
        "perimeter",
        straten=["Verversrui"],
        delen="Schippersstraat 1-19",
        woning="Schippersstraat 12",
        werkplek="Verversrui 5",
        school="geen",
    )
    await ban.is_not_for(WORKER, "waarschuwing", "bevel", "bevestiging")
    await ban.is_not_for(COLLEGE, "perimeter", "bevel")
    await ban.college_meets()
    await ban.becomes(MAYOR)
    await ban.sees("/agenda")
    await expect(page.get_by_text("Straatverbod (art. 134sexies)").first).to_be_visible()
    answer = "Het gebied is de straat van de feiten, en niet groter."
    given = {"antwoord": answer, "motivering": "Herhaalde overlast."}
    await ban.does("bevel", **ban.days(ban.today), **given)
    desk = LetterDesk(work, page, WORKER, LAWYER)
    await desk.addressed(ban.case_id)
    said = await desk.is_handed_over(ban.case_id, LetterKind.BESLISSING, ban.today)
    assert answer in said
    assert "Schippersstraat 1-19" in said
    assert "woning, Schippersstraat 12" in said
    assert "Herhaalde overlast." in said
    await ban.meeting_is_over()
    await ban.becomes(COLLEGE)
    await ban.sees(f"/agenda?dag={ban.today}", "agenda-straatverbod")
    await ban.does("bevestiging", uitkomst="bevestigd")

    await ban.later(minutes=5)
    breach = await ban.found(fact_code="straatverbod.overtreden")
    assert breach != again
    await ban.becomes(LAWYER)
    await ban.sees(ban.address, "straatverbod-overtreden")
    await ban.does("raad-van-state", schorsing="gewoon")
    await ban.becomes(WORKER)
    await ban.heard()
    last_day = await _last_day(town, ban.case_id)
    await ban.college_meets()
    await ban.becomes(MAYOR)
    following = ban.days(last_day + timedelta(days=1))
    given["motivering"] = "Nog altijd overlast."
    await ban.does("hernieuwing", **following, **given)
    await ban.becomes(WORKER)
    await ban.does("kennisgeving", beroep="true")
    renewed_on = ban.today
    await ban.meeting_is_over()
    await ban.becomes(COLLEGE)
    await ban.does("bevestiging", uitkomst="niet_bevestigd")
    await ban.sees(ban.address, "straatverbod-hernieuwd")

    await ban.does(
        "bevestiging-rechtzetten",
        uitkomst="bevestigd",
        reden="Het verslag zegt dat ze bevestigden.",
    )
    await ban.becomes(WORKER)
    await ban.does(
        "dag-rechtzetten",
        welke="kennisgeving",
        dag=f"{renewed_on + timedelta(days=1)}",
        reden="Het ontvangstbewijs zegt een dag later.",
    )
    await ban.becomes(MAYOR)
    await ban.does("hernemen", vanaf="bevel", reden="Het gebied was te groot.")
    await ban.sees(ban.address, "straatverbod-hernomen")


async def test_a_minor_is_looked_at_by_a_lawyer_and_somebody_may_write_or_stay_away(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    ban = Ban(work, page, "", "straatverbod-schriftelijk")
    ban.who = Sealed.of(OffenderIdentity(name=f"Proef {uuid4().hex[:6]}"))
    await ban.becomes(WORKER)
    await ban.catches_up()
    number = await ban.found()
    await ban.becomes(WORKER)
    await page.goto(f"{work.url}/straatverboden/nieuw")
    await page.get_by_label("Nummer van het GAS-dossier").fill(number)
    await page.get_by_role("button", name="Begin het dossier").click()
    await expect(page).to_have_url(re.compile(r"/straatverboden/[0-9a-f-]{36}$"))
    ban.address = page.url.removeprefix(work.url)
    await ban.is_not_for(WORKER, "leeftijd")
    await ban.becomes(LAWYER)
    await ban.does("leeftijd", reden="Meerderjarig volgens het rijksregister.")
    await ban.becomes(MAYOR)
    await ban.does("zonder-waarschuwing", reden="De orde kan niet wachten.")
    await ban.becomes(WORKER)
    hearing = ban.today + timedelta(days=9)
    await ban.does("uitnodigen", moment=f"{hearing}T10:00", ontvangen=str(ban.today))
    await ban.does("verweer", samenvatting="De betrokkene schreef een brief.")
    await ban.later(days=10)
    await ban.becomes(MAYOR)
    await ban.does("stopzetten", reden="De overlast is voorbij.")


async def _last_day(town: Town, case_id: UUID) -> date:
    async with town.sandbox.asking("enforcement") as conn:
        last_day: date = await conn.fetchval(
            "SELECT last_day FROM street_ban_case WHERE case_id = $1", case_id
        )
    return last_day
