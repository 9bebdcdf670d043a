"""DP-07 for ids and names in bodies, forms, files and query strings; copies, rosters, proofs.

Each case is asked for a thing of another owner and for one that does not exist, by owner and by
manager: the answers are the same, after the same statements to the database (see
``test_another_owner``). Lists that mix own, foreign and unknown ids are drawn at random.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.web import Function

from .support.owners import FUNCTIONS, NOW, Answer, Owner, Two, hours
from .support.owners import two as two

OWN, FOREIGN, UNKNOWN = "own", "foreign", "unknown"
MIXED = st.lists(st.sampled_from([OWN, FOREIGN, UNKNOWN]), min_size=1, max_size=6)
DAY = {"dag": "2026-01-06", "slot": "nacht"}
NEW = {"voornamen": "Bea", "naam": "Voorbeeld", "geboorte-jaar": "1990"}
ASKED = {
    "van": "2026-01-01",
    "tot": "2026-02-01",
    "vorm": "csv",
    "doel": "eigen_administratie",
    "reden": "voor de boekhouding",
}
ROSTER = "pand;kamer;datum;van;tot;voornamen;naam;geboortedatum\n"

few = settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Things:
    """What somebody has, and a name for each."""

    def __init__(self, owner: Owner, shift: str, worker: str, draft: str, code: str) -> None:
        self.ids = {
            "shift": shift,
            "room": str(owner.room),
            "premises": str(owner.premises),
            "organisation": owner.organisation,
            "worker": worker,
            "draft": draft,
            "code": code,
            "label": owner.label,
        }

    def __getitem__(self, kind: str) -> str:
        return self.ids[kind]


async def draft_of(owner: Owner, name: str = "Bea") -> str:
    """A roster that was read and waits for a yes."""
    line = f"{owner.label};R-01;2026-01-07;07:00;19:00;{name};Voorbeeld;1990\n"
    answer = await owner.asks("POST", "/rooster", files={"bestand": ("r.csv", ROSTER + line)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].removeprefix("/rooster/"))


async def things_of(owner: Owner, sort: str, after: int) -> Things:
    shift = await owner.declares(f"{sort}-1", **hours(after))
    page = await owner.asks("GET", "/aangeven")
    worker = page.text.partition('name="wie" type="radio" value="')[2][:36]
    assert len(worker) == 36, page.text
    app = owner.app
    proof = await owner.asks("GET", f"/shift/{shift}/bewijs.pdf")
    assert proof.status_code == 200
    async with app.state.database.connection() as conn:
        code = await conn.fetchval("SELECT code FROM proof WHERE shift_id::text = $1", shift)
    return Things(owner, shift, worker, await draft_of(owner), code)


@pytest.fixture(scope="module")
async def have(two: Two) -> tuple[Things, Things]:
    _, one, other = two
    return await things_of(one, "AA", 10), await things_of(other, "BB", 34)


Case = Callable[[Owner, Things, str], Awaitable[Answer]]


def form(path: str, name: str, **data: str) -> Case:
    async def asked(owner: Owner, mine: Things, named: str) -> Answer:
        return await owner.told("POST", path.format(**mine.ids), data=data | {name: named})

    return asked


def api(path: str, body: Callable[[Owner, str], Any]) -> Case:
    async def asked(owner: Owner, mine: Things, named: str) -> Answer:
        return await owner.told("POST", path.format(**mine.ids), body(owner, named))

    return asked


def get(path: str) -> Case:
    async def asked(owner: Owner, mine: Things, named: str) -> Answer:
        return await owner.told("GET", path.format(**mine.ids | {"named": named}))

    return asked


def shift_in(owner: Owner, room: str) -> dict[str, Any]:
    return owner.shift("BB-2", room) | hours(60)


async def in_a_roster_file(owner: Owner, _mine: Things, label: str) -> Answer:
    line = f"{label};R-01;2026-01-08;07:00;19:00;Bea;Voorbeeld;1990\n"
    sent = {"bestand": ("r.csv", ROSTER + line)}
    answer = await owner.asks("POST", "/rooster", files=sent)
    assert answer.status_code == 303, answer.text
    return await owner.told("GET", answer.headers["location"])


async def copied_with_an_own(owner: Owner, mine: Things, named: str) -> Answer:
    week = {
        "van": "2026-01-06",
        "naar": "2026-01-13",
        "dagen": "1",
        "shift": [mine["shift"], named],
    }
    return await owner.told("POST", "/kopieren", data=week)


COPY = {"van": "2026-01-05", "naar": "2026-01-12", "dagen": "7"}
CASES: dict[str, tuple[str, Case]] = {
    "end many": ("shift", api("/v1/endings", lambda _, it: {"shifts": [{"shiftId": it}]})),
    "copy a week": ("shift", form("/kopieren", "shift", **COPY)),
    "copy a day": ("shift", form("/kopieren", "shift", **COPY | {"dagen": "1"})),
    "copy beside an own": ("shift", copied_with_an_own),
    "proof with an own code": ("shift", get("/bewijs/{named}/{code}")),
    "proof with another's code": ("code", get("/bewijs/{shift}/{named}")),
    "proof with no code": ("shift", get("/bewijs/{named}/abcdefghijkl")),
    "declare": ("room", api("/v1/shifts", shift_in)),
    "roster": ("room", api("/v1/rosters", lambda o, it: {"shifts": [shift_in(o, it)]})),
    "change the room": (
        "room",
        api("/v1/shifts/{shift}/changes", lambda _, it: {"roomId": it, "reason": "ruimte"}),
    ),
    "change the room in a form": (
        "room",
        form("/shift/{shift}/wijzigen", "ruimte", dag="2026-01-06", van="20:00", tot="23:00"),
    ),
    "form of a room": ("room", get("/aangeven?ruimte={named}")),
    "form for somebody new": ("room", get("/aangeven/nieuw?ruimte={named}")),
    "declare somebody new": ("room", form("/aangeven/nieuw", "ruimte", **DAY | NEW)),
    "declare somebody known": ("worker", form("/aangeven", "wie", **DAY)),
    "yes to a roster": ("draft", form("/rooster/aangeven", "rooster")),
    "look at a roster": ("draft", get("/rooster/{named}")),
    "roster file": ("label", in_a_roster_file),
    "list of shifts of premises": ("premises", form("/uitvoer/nieuw/shiften", "keuze", **ASKED)),
    "list of rooms of premises": ("premises", form("/uitvoer/nieuw/kamers", "keuze", **ASKED)),
}
MADE_UP = {"code": "zyxwvutsrqpo", "label": "Pand OWN-00000000", "organisation": "OWN-00000000"}


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("case", CASES)
async def test_dp07_what_is_anothers_is_as_what_does_not_exist_wherever_it_is_named(
    two: Two, have: tuple[Things, Things], case: str, function: Function
) -> None:
    _, _, other = two
    theirs, mine = have
    kind, ask = CASES[case]
    other.function = function
    found = [
        (await ask(other, mine, named)).without(named)
        for named in (theirs[kind], MADE_UP.get(kind) or str(uuid4())) * 2
    ]
    assert found[2] == found[3]
    assert found[2].status != 200 or case in {"end many", "copy beside an own", "roster",
                                              "roster file"}  # fmt: skip
    for each in found:
        assert not [one for one in theirs.ids.values() if one in each.text]


QUERIES = ("roomId", "ruimte", "premisesId", "pand", "shift", "workerId", "owner", "eigenaar")


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("path", ["/v1/shifts", "/v1/rooms", "/v1/premises", "/vandaag", "/week",
                                  "/uitvoer"])  # fmt: skip
async def test_dp07_no_query_of_a_list_reaches_further_than_the_own(
    two: Two, have: tuple[Things, Things], path: str, function: Function
) -> None:
    _, _, other = two
    theirs, _ = have
    other.function = function
    for kind in ("room", "premises", "shift", "worker", "organisation"):
        found = []
        for named in (theirs[kind], MADE_UP.get(kind) or str(uuid4())) * 2:
            query = "&".join(f"{name}={named}" for name in QUERIES)
            told = (await other.told("GET", f"{path}?{query}")).without(named)
            assert not [one for one in theirs.ids.values() if one in told.text]
            found.append(told)
        assert found[2] == found[3]


async def test_a_roster_of_another_still_waits_after_somebody_tried_it(two: Two) -> None:
    app, one, other = two
    draft = await draft_of(one, "Cleo")
    refused = await other.asks("POST", "/rooster/aangeven", data={"rooster": draft})
    assert refused.status_code == 409
    async with app.state.database.connection() as conn:
        due = await conn.fetchval("SELECT count(*) FROM bus_timer WHERE key = $1", draft)
    assert due == 1, "its names still go within the hour"
    taken = await one.asks("POST", "/rooster/aangeven", data={"rooster": draft})
    assert taken.status_code == 303


def named(mixture: list[str], mine: str, theirs: str) -> list[str]:
    ids = {OWN: mine, FOREIGN: theirs}
    return [ids.get(sort) or str(uuid4()) for sort in mixture]


def without_foreign(mixture: list[str]) -> list[str]:
    return [UNKNOWN if sort == FOREIGN else sort for sort in mixture]


@few
@given(mixture=MIXED)
async def test_dp07_shifts_of_others_among_many_are_as_unknown(
    two: Two, have: tuple[Things, Things], mixture: list[str]
) -> None:
    """``mixture`` with what is another's, and the same with what does not exist in its places."""
    _, _, other = two
    theirs, mine = have
    other.function = Function.EIGENAAR
    for sort in (
        lambda ids: ("POST", "/v1/endings", {"shifts": [{"shiftId": one} for one in ids]}, {}),
        lambda ids: ("POST", "/kopieren", None, {"data": COPY | {"shift": ids}}),
    ):
        found = []
        for drawn in (mixture, without_foreign(mixture)):
            ids = named(drawn, mine["shift"], theirs["shift"])
            method, path, body, more = sort(ids)
            await other.asks("GET", "/week")  # shows what was told before
            found.append(await other.told(method, path, body, now=NOW, **more))
        assert found[0] == found[1]


@few
@given(mixture=MIXED)
async def test_dp07_rooms_of_others_in_a_roster_are_as_unknown(
    two: Two, have: tuple[Things, Things], mixture: list[str]
) -> None:
    """In hours in which the own room is taken, so that no roster changes the next one."""
    _, _, other = two
    theirs, mine = have
    found = []
    for drawn in (mixture, without_foreign(mixture)):
        rooms = named(drawn, mine["room"], theirs["room"])
        shifts = [
            other.shift(f"BB-{nr}", room) | hours(34) for nr, room in enumerate(rooms, start=3)
        ]
        found.append(await other.told("POST", "/v1/rosters", {"shifts": shifts}))
    assert found[0] == found[1]
