"""Somebody noted by a few words: kept, and taken for nobody who is known."""

from typing import Any
from uuid import uuid4

import pytest

from ..support.databank import Databank, day, unlike_others

AT = day(641)


def seen(**person: Any) -> dict[str, Any]:
    return {
        "premisesId": str(uuid4()),
        "roomId": str(uuid4()),
        "outcome": "andere",
        "observedAt": AT.isoformat(),
        "person": person,
    }


async def noted(databank: Databank, **person: Any) -> str:
    """The person to whom the few words went."""
    answer = await databank.created("/v1/verifications", seen(**person), AT)
    return str(answer["personId"])


@pytest.mark.parametrize(
    "said",
    [
        {"givenNames": "Lilaveta", "birthDate": "1994"},
        {"givenNames": "Lilaveta"},
        {"familyName": "Onbekendova"},
        {"alias": "Mimilinda"},
        {"birthDate": "1994"},
        {"birthDate": "1994-05"},
    ],
    ids=lambda said: " ".join(said),
)
async def test_two_of_whom_the_same_few_words_are_said_are_two(
    databank: Databank, said: dict[str, str]
) -> None:
    assert await noted(databank, **said) != await noted(databank, **said)


@pytest.mark.parametrize(
    "words", [("given_names", "birth_date"), ("given_names",), ("birth_date",)]
)
async def test_a_few_words_are_nobody_who_is_known_whole(
    databank: Databank, words: tuple[str, ...]
) -> None:
    """Not even where all of them fit: people may be asked, and decide."""
    who = unlike_others()
    known = await databank.inspect("straat", AT, who)
    said = {"given_names": who.given, "birth_date": who.birth[:4]}
    few = {name: said[name] for name in words}
    names = {"given_names": "givenNames", "birth_date": "birthDate"}
    person = await noted(databank, **{names[name]: text for name, text in few.items()})
    assert person != known["persons"][0]["personId"]
    assert await databank.cases(person) == []


@pytest.mark.parametrize("more", [{}, {"alias": "Mimilinda"}], ids=["name and year", "and alias"])
async def test_somebody_known_whole_later_is_not_taken_for_the_few_words_of_before(
    databank: Databank, more: dict[str, str]
) -> None:
    who = unlike_others()
    few = await noted(databank, givenNames=who.given, birthDate=who.birth[:4], **more)
    whole = await databank.inspect("straat", AT, who)
    assert whole["persons"][0]["personId"] != few


async def test_a_few_words_wait_for_nobody_and_whole_ones_make_no_second_person_of_her(
    databank: Databank,
) -> None:
    """The whole identity, said later, goes to the person that it always went to."""
    who = unlike_others()
    first = await databank.inspect("straat", AT, who)
    await noted(databank, givenNames=who.given, birthDate=who.birth[:4])
    again = await databank.inspect("straat", AT, who)
    assert again["persons"][0]["personId"] == first["persons"][0]["personId"]


@pytest.mark.parametrize("person", [{}, {"nationality": "ROU"}, {"looksMinor": False}])
async def test_what_says_nothing_of_somebody_is_refused_with_what_is_needed(
    databank: Databank, person: dict[str, Any]
) -> None:
    refused = await databank.post("/v1/verifications", seen(**person), AT)
    assert refused.status_code == 422
    assert refused.headers["content-type"].startswith("application/problem+json")
    (error,) = refused.json()["errors"]
    assert error["field"] == "person"
    assert "minderjarig lijkt" in error["reason"]


async def test_somebody_of_whom_only_the_age_is_seen_is_in_the_inspection_and_protected(
    databank: Databank,
) -> None:
    persons = [{"role": "sekswerker", "claim": {"looksMinor": True}}] * 2
    answer = await databank.inspect("massagesalon", AT, persons=persons)
    shown = answer["persons"]
    assert [(each["personId"], each["decision"]) for each in shown] == [(None, None)] * 2
    assert len({each["signalId"] for each in shown}) == 2, "nobody knows that they are one"
    rows = await databank.fetch(
        "SELECT facts -> 'indicators' AS noticed, person_id FROM signal"
        " JOIN signal_evidence ON signal.id = signal_id WHERE signal.id::text = ANY($1)",
        [each["signalId"] for each in shown],
    )
    assert [(row["noticed"], row["person_id"]) for row in rows] == [
        ('["lijkt_minderjarig"]', None)
    ] * 2
