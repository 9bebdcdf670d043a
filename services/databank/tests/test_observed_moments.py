"""Nobody saw something tomorrow, or a century ago: such an observation is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from .support.browser import Browser
from .support.databank import START, Databank, declared, unlike_others
from .support.findings import note_form, report

TOMORROW, LONG_AGO = START + timedelta(days=1), START.replace(year=START.year - 100)
WRONG = {TOMORROW: "Dit moment moet nog komen.", LONG_AGO: "Dit is meer dan 2 jaar geleden."}


async def contact_of(databank: Databank, person_id: str) -> str:
    (row,) = await databank.fetch(
        "SELECT id FROM first_contact WHERE person_id = $1::text::uuid", person_id
    )
    return str(row["id"])


def inspection(**more: Any) -> dict[str, Any]:
    return {
        "branch": "straat",
        "kind": "ad_hoc",
        "result": "geen_opmerkingen",
        "completedAt": START.isoformat(),
    } | more


@pytest.mark.parametrize("at", WRONG, ids=["tomorrow", "long ago"])
async def test_an_observation_at_an_impossible_moment_is_refused(
    databank: Databank, at: Any
) -> None:
    when = at.isoformat()
    shift = declared(unlike_others(), START)
    await databank.tell(shift)
    seen = await databank.inspect("straat", START, unlike_others())
    person_id = seen["persons"][0]["personId"]
    subject = {"shiftId": str(shift.shift_id)}
    met = {"role": "sekswerker", "claim": unlike_others().body, "seenAt": when}
    contact_id = await contact_of(databank, person_id)
    bodies = [
        ("/v1/verifications", "observedAt", subject | {"outcome": "aanwezig", "observedAt": when}),
        (
            "/v1/identity-validations",
            "at",
            subject | {"outcome": "weerlegd", "method": "paspoort", "at": when},
        ),
        ("/v1/inspections", "completedAt", inspection(completedAt=when)),
        ("/v1/inspections", "persons.0.seenAt", inspection(persons=[met])),
        (f"/v1/first-contacts/{contact_id}/held", "heldAt", {"heldAt": when}),
        ("/v1/findings", "factAt", report(factAt=when)),
        (
            "/v1/signals",
            "observedAt",
            {"kind": "dwang", "personId": person_id, "observedAt": when},
        ),
    ]
    for path, field, body in bodies:
        answer = await databank.post(path, body, START)
        assert answer.status_code == 422, path
        (error,) = answer.json()["errors"]
        assert error["field"] == field
        assert error["reason"].startswith(WRONG[at])
    kept = "SELECT 1 FROM verification WHERE shift_id = $1"
    assert await databank.fetch(kept, shift.shift_id) == []


async def test_a_clock_may_be_some_minutes_ahead(databank: Databank) -> None:
    at = (START + timedelta(minutes=4)).isoformat()
    await databank.created("/v1/inspections", inspection(completedAt=at), START)


async def test_in_a_round_only_the_impossible_look_is_refused(databank: Databank) -> None:
    shift = declared(unlike_others(), START)
    await databank.tell(shift)
    looks = [
        {"shiftId": str(shift.shift_id), "outcome": "aanwezig", "observedAt": at.isoformat()}
        for at in (START, TOMORROW)
    ]
    answer = await databank.created("/v1/verifications/batch", {"verifications": looks}, START)
    assert [result["status"] for result in answer["results"]] == ["aanvaard", "geweigerd"]


@pytest.mark.parametrize(("day", "said"), [("2062", "moet nog komen"), ("1926", "2 jaar geleden")])
async def test_a_note_of_a_finding_says_it_at_the_day(
    browser: Browser, day: str, said: str
) -> None:
    form = note_form(dag=f"5-1-{day}", sleutel=str(uuid4()))
    answer = await browser.post("/vaststellingen/nieuw", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="dag-error"' in answer.text
