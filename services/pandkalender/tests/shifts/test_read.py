from datetime import datetime, timedelta

import pytest

from chassis.web import Function

from ..support.city import EVENING, NOW, City, Owner, worker


async def ids(owner: Owner, query: str = "", at: datetime = NOW) -> list[str]:
    response = await owner.get(f"/v1/shifts{query}", at)
    assert response.status_code == 200, response.text
    return [shift["shiftId"] for shift in response.json()["_embedded"]["shifts"]]


async def test_an_owner_reads_back_what_was_entered_and_nothing_of_others(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    await (await city.owner()).declared(who=worker(2))
    assert await ids(owner) == [shift_id]
    shown = await owner.shown(shift_id)
    assert shown["worker"] == worker() | {
        "nationality": None,
        "phone": None,
        "document": worker()["document"] | {"expiresOn": None},
    }
    assert shown["identityStatus"] == "te_controleren"
    rooms = (await owner.get("/v1/rooms")).json()["_embedded"]["rooms"]
    assert {room["roomId"] for room in rooms} == {str(room) for room in owner.rooms}
    assert rooms[0] == {
        "roomId": rooms[0]["roomId"],
        "label": "R-01",
        "premisesId": str(owner.premises_id),
        "premisesLabel": "Pand 1",
        "acceptsShifts": True,
        "blockedReason": None,
    }


async def test_shifts_are_listed_by_time_and_state_in_pages(owner: Owner) -> None:
    days = [
        await owner.declared(starts_at=EVENING + timedelta(days=nr), who=worker(nr))
        for nr in range(4)
    ]
    await owner.post(f"/v1/shifts/{days[3]}/cancellation", {"reason": "ziek"})
    tomorrow = f"{EVENING + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    assert await ids(owner, f"?from={tomorrow}") == days[1:]
    assert await ids(owner, f"?to={tomorrow}") == days[:1]
    assert await ids(owner, "?state=geannuleerd") == days[3:]
    during = EVENING + timedelta(hours=1)
    assert await ids(owner, "?state=bezig", during) == days[:1]
    assert await ids(owner, "?state=aangegeven", during) == days[1:3]
    page = (await owner.get("/v1/shifts?pagesize=3")).json()
    assert [shift["shiftId"] for shift in page["_embedded"]["shifts"]] == days[:3]
    assert await ids(owner, page["_links"]["next"]["href"].removeprefix("/v1/shifts")) == days[3:]
    assert (await owner.get("/v1/shifts?state=onbekend")).status_code == 422


async def test_an_owner_sees_how_many_rooms_are_free_now_or_later(owner: Owner) -> None:
    await owner.declared(room=0, who=worker(1))
    await owner.declared(room=1, who=worker(2))

    async def free(query: str, at: datetime = NOW) -> tuple[int, int, int]:
        response = await owner.get(f"/v1/premises{query}", at)
        (premises,) = response.json()["_embedded"]["premises"]
        assert (premises["label"], premises["blockedReason"]) == ("Pand 1", None)
        return premises["roomsTotal"], premises["occupiedNow"], premises["free"]

    assert await free("") == (3, 0, 3)
    assert await free("", EVENING) == (3, 2, 1)
    for hours, expected in ((7, (3, 2, 1)), (8, (3, 0, 3))):
        later = f"{EVENING + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
        assert await free(f"?at={later}") == expected


async def test_the_police_read_shifts_of_all_owners_without_the_worker_for_a_purpose(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    assert (await city.police("/v1/shifts")).status_code == 403
    wrong = await city.police("/v1/shifts", Krachtlijn_Purpose="nieuwsgierig")
    assert wrong.status_code == 422
    before = await city.query("SELECT FROM access_log")
    response = await city.police("/v1/shifts?pagesize=500", Krachtlijn_Purpose="toezicht")
    assert response.status_code == 200
    (found,) = (s for s in response.json()["_embedded"]["shifts"] if s["shiftId"] == shift_id)
    assert found["owner"] == owner.organisation
    assert "worker" not in found
    assert "Voorbeeld" not in response.text.replace("Voorbeeldstraat", "")
    assert len(await city.query("SELECT FROM access_log")) == len(before) + 1
    rooms = await city.police("/v1/rooms?pagesize=500")
    assert str(owner.rooms[0]) in rooms.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/premises"),
        ("POST", "/v1/shifts"),
        ("POST", "/v1/rosters"),
        ("POST", "/v1/endings"),
    ],
)
async def test_the_police_change_nothing(city: City, method: str, path: str) -> None:
    if method == "GET":
        assert (await city.police(path)).status_code == 403
        return
    token = city.sandbox.token(Function.POLITIE_TEAMLEIDER, "politie", service="pandkalender")
    response = await city.client.post(path, json={}, headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 403
