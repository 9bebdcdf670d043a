"""DP-07: of another owner nothing is seen, guessed or inferred, not even that something exists.

What is of another owner gets the answer of what does not exist: the same status, body and headers,
after the same statements to the database, so that neither words nor time tell the two apart.
``test_another_owner_anywhere`` holds the same of ids that stand elsewhere than in the path.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.web import Function
from chassis.web.authorisation import rows

from .support.owners import FUNCTIONS, NOW, Owner, Two, hours
from .support.owners import two as two

BODIES: dict[str, Any] = {
    "POST /v1/shifts/{shift_id}/changes": {
        "reason": "uren",
        "endsAt": (NOW + timedelta(hours=12)).isoformat(),
    },
    "POST /v1/shifts/{shift_id}/cancellation": {"reason": "andere"},
    "POST /v1/shifts/{shift_id}/ending": {},
}
"""What a step of the API takes, so that it comes to the question whose shift it is."""
FORMS: dict[str, dict[str, str]] = {
    "POST /shift/{shift_id}/wijzigen": {"dag": "2026-01-05", "van": "20:00", "tot": "23:00"},
    "POST /shift/{shift_id}/annuleren": {"reden": "ziek"},
    "POST /shift/{shift_id}/beeindigen": {},
    "POST /uitvoer/{export_id}": {"actie": "wissen"},
}
"""The same of a form."""
OPEN = {"GET /bewijs/{shift_id}/{code}"}


async def an_export(owner: Owner) -> str:
    """A file with names, ready to be fetched."""
    asked = {
        "van": "2026-01-01",
        "tot": "2026-02-01",
        "vorm": "csv",
        "doel": "eigen_administratie",
        "reden": "voor de boekhouding",
        "stap": "vragen",
        "sleutel": str(uuid4()),
    }
    answer = await owner.asks("POST", "/uitvoer/nieuw/shiften", data=asked)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_dp07_what_is_anothers_is_as_what_does_not_exist_on_every_route(
    two: Two, function: Function
) -> None:
    app, one, other = two
    theirs = {
        "{shift_id}": await one.declares(f"AA-{function}", **hours(200 + 10 * len(function))),
        "{export_id}": await an_export(one),
    }
    assert {UUID(each).version for each in theirs.values()} == {4}  # random: nobody counts on
    before = (await one.asks("GET", f"/v1/shifts/{theirs['{shift_id}']}")).json()
    other.function = function
    walked = []
    for (method, path), row in rows(app.state.table):
        route = f"{method} {path}"
        name = next((each for each in theirs if each in path), None)
        if name is None or route in OPEN:
            continue
        assert function in row.own
        assert method == "GET" or route in BODIES or route in FORMS, route
        form = FORMS.get(route, {}) | ({"ruimte": str(other.room)} if "wijzigen" in path else {})
        found = []
        for asked in (theirs[name], str(uuid4())) * 2:
            body = BODIES.get(route)
            found.append(await other.told(method, path.replace(name, asked), body, data=form))
        assert found[2].status == 404, (route, found[2])
        assert found[2] == found[3], route
        walked.append(route)
    assert set(walked) >= {*BODIES, *FORMS}
    assert (await one.asks("GET", f"/v1/shifts/{theirs['{shift_id}']}")).json() == before
    kept = await one.asks("GET", f"/uitvoer/{theirs['{export_id}']}/bestand")
    assert kept.status_code == 200


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_dp07_lists_counts_and_files_hold_the_own_alone(two: Two, function: Function) -> None:
    _, one, other = two
    lists = ("/v1/shifts", "/v1/rooms", "/v1/premises", "/vandaag", "/week", "/aangeven",
             "/kopieren?van=2026-01-05&dagen=7", "/uitvoer", "/rooster")  # fmt: skip
    other.function = function
    await other.declares(f"BB-{function}", **hours(100 + 10 * len(function)))
    before = {path: await other.told("GET", path) for path in lists}
    made = await one.declares(f"AB-{function}", **hours(400 + 10 * len(function)))
    export = await an_export(one)
    theirs = (one.organisation, one.label, one.room, one.premises, made, export, "Ana A")
    for path in lists:
        answer = await other.asks("GET", path)
        assert answer.status_code == 200
        assert await other.told("GET", path) == before[path], path
        assert not [each for each in theirs if str(each) in answer.text], path
    mine = await an_export(other)
    file = await other.asks("GET", f"/uitvoer/{mine}/bestand")
    assert file.status_code == 200
    said = file.text + str(file.headers)
    assert f"Ana BB-{function}" in said
    assert not [each for each in theirs if str(each) in said]


async def test_dp07_that_somebody_works_elsewhere_at_that_hour_shows_nowhere(two: Two) -> None:
    _, one, other = two
    assert (await one.asks("POST", "/v1/shifts", one.shift("CC-1") | hours(58))).status_code == 201
    other.function = Function.EIGENAAR
    found = []
    for number, after in (("CC-2", 46), ("CC-3", 34), ("CC-1", 58)):
        found.append(await other.told("POST", "/v1/shifts", other.shift(number) | hours(after)))
        assert found[-1].status == 201
    minutes = [f'"leadMinutes":{60 * after}' for after in (34, 58)]
    assert found[1].text.replace(*minutes) == found[2].text
    assert found[1].headers == found[2].headers
    assert found[1].asked == found[2].asked
