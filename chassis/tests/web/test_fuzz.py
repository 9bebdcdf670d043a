"""Whatever a client sends, it gets an answer, and never a failure of ours."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MOMENTS = ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-24T19:00:00+01:00"]
OURS = ["shifts", "notes", "startsAt", "worker", "firstName", "birthDate", "floor", "code", "price"]

text = st.text(st.characters(codec=None))  # every code point, half characters too
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | text
    | st.datetimes().map(str)
    | st.dates().map(str)
    | st.sampled_from([*MOMENTS, "\x00", "raam", "dag", "AB12"])
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(OURS) | text, inner, max_size=5)
    ),
    max_leaves=25,
)
workers = st.fixed_dictionaries({"firstName": leaves, "birthDate": leaves})
shifts = st.fixed_dictionaries(
    {"startsAt": st.sampled_from(MOMENTS) | leaves},
    optional={"branch": leaves, "worker": workers | values, "floor": leaves, "code": leaves},
)
bodies = st.fixed_dictionaries(
    {"shifts": st.lists(shifts, max_size=3) | values},
    optional={"notes": st.dictionaries(text, values, max_size=4)},
)
calm = settings(
    max_examples=settings().max_examples * 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def sound(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["title"]


@calm
@given(body=bodies | values)
async def test_no_json_makes_the_service_fail(agent: httpx.AsyncClient, body: Any) -> None:
    headers = {"Content-Type": "application/json"}
    sound(await agent.post("/v1/shifts", content=json.dumps(body), headers=headers))


@calm
@given(body=st.binary(), kind=st.sampled_from(["application/json", "text/plain", "x", ""]))
async def test_no_bytes_make_the_service_fail(
    agent: httpx.AsyncClient, body: bytes, kind: str
) -> None:
    sound(await agent.post("/v1/shifts", content=body, headers={"Content-Type": kind}))


@calm
@given(name=st.sampled_from(["Correlation-Id", "Krachtlijn-Time", "Krachtlijn-Purpose"]), data=...)
async def test_no_header_makes_the_service_fail(
    agent: httpx.AsyncClient, name: str, data: bytes
) -> None:
    for path in ("/v1/moment", "/v1/persons"):
        sound(await agent.get(path, headers=[(name.encode(), data)]))


@calm
@given(authorization=st.binary(max_size=60), bearer=st.booleans())
async def test_no_rubbish_is_a_token(
    stranger: httpx.AsyncClient, authorization: bytes, bearer: bool
) -> None:
    value = b"Bearer " * bearer + authorization
    answer = await stranger.get("/v1/moment", headers=[(b"Authorization", value)])
    assert answer.status_code == 401


@calm
@given(path=st.binary(max_size=20), query=st.dictionaries(st.binary(), st.binary(), max_size=4))
async def test_no_address_makes_the_service_fail(
    agent: httpx.AsyncClient, path: bytes, query: dict[bytes, bytes]
) -> None:
    for place in ("/v1/shifts/", "/v1/rooms/", "/"):
        sound(await agent.get(f"{place}{quote(path, safe='')}?{urlencode(query)}"))
    sound(await agent.get(f"/v1/rooms?{urlencode(query)}"))
