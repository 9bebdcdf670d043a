"""Monthly actions as officers plan and hold them, while months pass."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import asyncpg

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.databank import MonthlyActionPlanned, MonthlyActionWithdrawn
from databank.monthly_actions.rules import month_after, month_of

from ..support.browser import Browser, signed_in
from ..support.databank import Databank
from ..support.forms import hidden, keyed
from ..support.waiting import pass_until, until

PLAN = "/v1/monthly-actions"


def next_month(databank: Databank) -> date:
    return month_after(month_of(city_day(databank.clock.now())))


async def planned(databank: Databank, month: date, *branches: str) -> list[str]:
    body = {"month": month.isoformat(), "branches": branches}
    found = await databank.created(PLAN, body, databank.clock.now())
    return list(found["actionIds"])


async def states(databank: Databank, month: date) -> dict[str, tuple[str, int]]:
    rows = await databank.listed(f"{PLAN}?year={month.year}")
    return {
        row["branch"]: (row["state"], row["inspections"])
        for row in rows
        if row["month"] == month.isoformat()
    }


async def passed(databank: Databank, action_id: str, at: datetime) -> None:
    """Wait until the clock of the service saw that the month is over."""

    async def look() -> asyncpg.Record | None:
        rows = await databank.fetch(
            "SELECT id FROM monthly_action WHERE id = $1 AND passed_at IS NOT NULL", action_id
        )
        return rows[0] if rows else None

    await pass_until(databank, at)
    await until(look)


async def test_a_month_passes_and_says_what_was_held_and_what_was_missed(
    databank: Databank,
) -> None:
    month = next_month(databank)
    held, missed = await planned(databank, month, "escort", "massagesalon")
    inside = day_start(month) + timedelta(hours=1)
    await databank.inspect("massagesalon", inside, kind="ad_hoc")
    last = day_start(month_after(month)) - timedelta(minutes=1)
    inspection = await databank.inspect("escort", last)
    planned_there = await states(databank, month)
    assert planned_there["escort"] == ("gehouden", 1)
    assert planned_there["massagesalon"] == ("gepland", 0)
    over = day_start(month_after(month))
    for action_id in (held, missed):
        await passed(databank, action_id, over)
    assert (await states(databank, month))["massagesalon"] == ("gemist", 0)
    await databank.inspect("massagesalon", over)
    assert (await states(databank, month))["massagesalon"] == ("gemist", 0), "of the next month"
    await databank.created(
        f"/v1/inspections/{inspection['inspectionId']}/withdrawal", {"reason": "dubbel"}, over
    )
    assert (await states(databank, month))["escort"] == ("gemist", 0)
    body = {
        "branch": "massagesalon",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completedAt": inside.isoformat(),
    }
    await databank.created("/v1/inspections", body, over)
    assert (await states(databank, month))["massagesalon"] == ("gehouden", 1), "typed in later"


async def test_a_branch_is_once_on_the_plan_of_a_month_and_others_hear_it_once(
    databank: Databank,
) -> None:
    month = next_month(databank)
    (action_id,) = await planned(databank, month, "stripclub", "stripclub")
    assert await planned(databank, month, "stripclub") == []
    (told,) = await databank.told(MonthlyActionPlanned, actionId=action_id)
    assert datetime.fromisoformat(told.data["beginsAt"]) == day_start(month)
    assert set(told.data) == {"actionId", "branch", "beginsAt", "plannedAt"}


async def test_an_action_leaves_the_plan_before_its_month_and_never_after(
    databank: Databank,
) -> None:
    month = next_month(databank)
    (action_id,) = await planned(databank, month, "straat")
    now = databank.clock.now()
    headers = databank.officer | {"Krachtlijn-Time": now.isoformat()}
    gone = await databank.client.delete(f"{PLAN}/{action_id}", headers=headers)
    assert gone.status_code == 204
    assert len(await databank.told(MonthlyActionWithdrawn, actionId=action_id)) == 1
    again = await databank.client.delete(f"{PLAN}/{action_id}", headers=headers)
    assert again.status_code == 404
    (other,) = await planned(databank, month, "straat")
    headers |= databank.officer | {"Krachtlijn-Time": day_start(month).isoformat()}
    late = await databank.client.delete(f"{PLAN}/{other}", headers=headers)
    assert late.status_code == 409
    assert "begonnen" in late.text
    assert "straat" in await states(databank, month)


async def test_a_month_that_is_over_cannot_be_planned(databank: Databank) -> None:
    today = city_day(databank.clock.now())
    for month in (month_after(month_of(today), -1), month_after(month_of(today), 12)):
        body = {"month": month.isoformat(), "branches": ["raam"]}
        answer = await databank.post(PLAN, body, databank.clock.now())
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "month"
    middle = {"month": month_of(today).replace(day=2).isoformat(), "branches": ["raam"]}
    assert (await databank.post(PLAN, middle, databank.clock.now())).status_code == 422


async def test_recherche_reads_the_plan_and_writes_nothing_on_it(databank: Databank) -> None:
    recherche = databank.as_(Function.RECHERCHE, "recherche-1")
    body = {"month": next_month(databank).isoformat(), "branches": ["raam"]}
    assert (await recherche.post(PLAN, body, databank.clock.now())).status_code == 403
    assert (await recherche.get(PLAN)).status_code == 200


async def test_a_plan_is_made_on_the_page_and_shows_its_rate(databank: Databank) -> None:
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    leader.moves_to(databank.clock.now())
    month = month_after(next_month(databank), 2)
    await _planned_by_form(leader, month)
    listed = (await leader.get(f"/maandacties?jaar={month.year}")).text
    assert "Privé of thuis" in listed and "Haal van het plan" in listed
    assert "Aandeel gehouden" in listed
    form = {"sleutel": str(uuid4())}
    (row,) = await databank.fetch(
        "SELECT id FROM monthly_action WHERE month = $1 AND branch = 'prive_thuis'", month
    )
    gone = await leader.post(f"/maandacties/{row['id']}/intrekken", form)
    assert gone.status_code == 303
    assert "prive_thuis" not in await states(databank, month)


async def _planned_by_form(leader: Browser, month: date) -> None:
    path = "/maandacties/plannen"
    wrong = await leader.post(path, await keyed(leader, path, maand=month.isoformat()))
    assert wrong.status_code == 422
    assert "Kies minstens één vorm." in wrong.text
    past = await leader.post(path, await keyed(leader, path, maand="2020-01-01", vormen="raam"))
    assert past.status_code == 422
    assert "Kies deze maand of een van de volgende elf." in past.text
    form = {"maand": month.isoformat(), "vormen": ["prive_thuis", "raam"]}
    form |= {"sleutel": hidden(past, "sleutel")}
    for _ in range(2):
        done = await leader.post(path, form)
        assert done.status_code == 303
