"""Questions of identity go to officers, and what they answer outranks every score."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from chassis.web import Function
from contracts.databank import BranchShiftDetected

from ..support.databank import Databank, Someone, day, unlike_others
from ..support.officers import Officer, an_open_case, claims_of, seen

OTHER = str.maketrans("abdefgilmnoprstuABDEFGILMNOPRSTU", "chjkqvwxyzchjkqvCHJKQVWXYZCHJKQV")


async def doubted(databank: Databank) -> tuple[str, str, Someone, Someone]:
    """A person, and somebody else with her document: an open question stands between them.

    Not one letter of their names is the same, so that chance makes them sound alike in no run.
    """
    who = unlike_others(birth="1965-03-14")
    first = await seen(databank, "straat", day(0), who)
    twin = unlike_others(document=who.document, birth="1999-10-27")
    twin = replace(twin, given=twin.given.translate(OTHER), family=twin.family.translate(OTHER))
    return first, await seen(databank, "escort", day(1), twin), who, twin


async def question(databank: Databank, person_id: str) -> dict[str, Any]:
    listed = await Officer(databank).read(f"/v1/reviews?personId={person_id}")
    (found,) = listed["_embedded"]["reviews"]
    return dict(found)


async def test_both_sides_are_shown_with_what_each_answer_does(databank: Databank) -> None:
    first, second, _, twin = await doubted(databank)
    asked = await question(databank, second)
    shown = await Officer(databank).read(f"/v1/reviews/{asked['reviewId']}")
    (other,) = shown["others"]
    assert other["personId"] == first
    fields = {one["name"]: one["agreement"] for one in other["fields"]}
    assert fields["documents"] == "gelijk"
    assert fields["familyName"] in ("verschilt", "lijkt")
    assert any(one.startswith("Het documentnummer is gelijk") for one in other["sentences"])
    assert not any(twin.family in one for one in other["sentences"])
    assert "document" in {step["field"] for step in other["waterfall"]}
    assert other["conflict"] == "naam_en_geboortedatum_anders"
    assert shown["claim"]["familyName"] == twin.family
    (same,) = [one for one in shown["outlook"] if one["answer"] == "dezelfde_persoon"]
    (move,) = same["appear"]
    assert (move["fromBranch"], move["toBranch"]) == ("straat", "escort")
    log = await databank.fetch("SELECT subject_id FROM access_log ORDER BY position DESC LIMIT 2")
    assert {row["subject_id"] for row in log} == {first, second}


async def test_the_same_person_makes_them_one_and_the_move_is_told(databank: Databank) -> None:
    first, second, _, twin = await doubted(databank)
    asked = await question(databank, second)
    answered = await Officer(databank).answer(asked["reviewId"], "dezelfde_persoon", day(2))
    assert (answered["personId"], answered["otherPersonId"]) == (first, second)
    (case,) = await databank.cases(first)
    assert await databank.told(BranchShiftDetected, caseId=case["id"])
    again = await seen(databank, "massagesalon", day(3), replace(twin, phone="0471"))
    assert again == first
    assert not (await Officer(databank).read(f"/v1/persons/{first}"))["provisional"]


async def test_another_person_confirms_the_stand_in_whose_sightings_count_from_then(
    databank: Databank,
) -> None:
    first, second, _, twin = await doubted(databank)
    await databank.inspect("straat", day(2), twin)
    assert await databank.cases(second) == []
    asked = await question(databank, second)
    await Officer(databank).answer(asked["reviewId"], "andere_persoon", day(3))
    person = await Officer(databank).read(f"/v1/persons/{second}")
    assert not person["provisional"]
    assert {link["confidence"] for link in person["claims"]} == {1.0}
    assert len(await databank.cases(second)) == 1
    assert await databank.cases(first) == []
    answer = await Officer(databank).post(
        f"/v1/persons/{first}/merge", {"otherPersonId": second, "ground": "gegevens_vergeleken"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "ander-oordeel")
    (verdict,) = answer.json()["extraInfo"]["verdicts"]
    await Officer(databank).did(
        f"/v1/verdicts/{verdict['verdictId']}/revoke", {"ground": "vergissing"}
    )
    await Officer(databank).merge(first, second)


async def test_what_cannot_be_said_is_kept_and_not_asked_again(databank: Databank) -> None:
    _, second, _, _ = await doubted(databank)
    asked = await question(databank, second)
    await Officer(databank).answer(asked["reviewId"], "niet_te_zeggen")
    listed = await Officer(databank).read(f"/v1/reviews?personId={second}")
    assert listed["_embedded"]["reviews"] == []
    assert (await Officer(databank).read(f"/v1/persons/{second}"))["provisional"]
    (claim_id,) = await claims_of(databank, second)
    said = await databank.fetch(
        "SELECT kind FROM verdict WHERE claim_a = $1 OR claim_b = $1", claim_id
    )
    assert [row["kind"] for row in said] == ["open"]


async def test_one_officer_at_a_time_holds_a_question(databank: Databank) -> None:
    _, second, _, _ = await doubted(databank)
    asked = await question(databank, second)
    path = f"/v1/reviews/{asked['reviewId']}"
    one, two = Officer(databank, "agent-1"), Officer(databank, "agent-2")
    await one.did(f"{path}/claim", at=day(5))
    for refused in (
        await two.post(f"{path}/claim", at=day(5)),
        await two.post(
            f"{path}/answer", {"answer": "niet_te_zeggen", "ground": "vergissing"}, day(5)
        ),
    ):
        assert refused.status_code == 409
        assert refused.json()["extraInfo"]["heldBy"] == "agent-1"
    await one.did(f"{path}/release", at=day(5))
    await two.did(f"{path}/claim", at=day(5))
    await one.did(f"{path}/claim", at=day(5.1))  # the quarter of an hour is over
    await one.answer(asked["reviewId"], "niet_te_zeggen", day(5.1))
    late = await two.post(
        f"{path}/answer", {"answer": "niet_te_zeggen", "ground": "vergissing"}, day(6)
    )
    assert (late.status_code, late.json()["extraInfo"]["allowed"]) == (409, [])


async def test_dp09_only_the_team_decides_who_is_who(databank: Databank) -> None:
    """Handbook §4.3: leadership and recherche read links; nobody else sees them at all."""
    first, second, _, _ = await doubted(databank)
    asked = await question(databank, second)
    review, body = f"/v1/reviews/{asked['reviewId']}", {"ground": "vergissing"}
    pair = {"personId": first, "otherPersonId": second, **body}
    calls: list[tuple[str, dict[str, Any]]] = [
        (f"{review}/claim", {}),
        (f"{review}/release", {}),
        (f"{review}/answer", {"answer": "dezelfde_persoon", **body}),
        (f"/v1/persons/{first}/merge", {"otherPersonId": second, **body}),
        (f"/v1/persons/{first}/split", {"claimIds": [str(uuid4())], **body}),
        (f"/v1/person-changes/{uuid4()}/undo", body),
        ("/v1/merge-proposals", pair),
        (f"/v1/verdicts/{uuid4()}/revoke", body),
    ]
    for function in (Function.POLITIE_TEAMLEIDER, Function.RECHERCHE, Function.POLITIE_BEHEERDER):
        for path, content in calls:
            answer = await Officer(databank, function=function).post(path, content)
            assert answer.status_code == 403, (function, path)
    case = await an_open_case(databank)
    for path in (review, f"/v1/persons/{first}/history"):
        recherche = Officer(databank, function=Function.RECHERCHE)
        assert (await recherche.ask("GET", path, case)).status_code == 200
        assert (await Officer(databank, purpose=None).get(path)).status_code == 403


async def test_an_answer_about_others_or_without_a_choice_changes_nothing(
    databank: Databank,
) -> None:
    _, second, _, _ = await doubted(databank)
    asked = await question(databank, second)
    path = f"/v1/reviews/{asked['reviewId']}/answer"
    body = {"answer": "dezelfde_persoon", "ground": "gegevens_vergeleken"}
    wrong = await Officer(databank).post(path, body | {"personId": str(uuid4())})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "personId")
    free = await Officer(databank).post(path, body | {"ground": "omdat ik het denk"})
    assert free.status_code == 422
    missing = await Officer(databank).post(f"/v1/reviews/{uuid4()}/answer", body)
    assert missing.status_code == 404
    assert (await question(databank, second))["state"] == "open"


async def test_a_proposal_of_an_officer_is_a_question_until_somebody_answers(
    databank: Databank,
) -> None:
    one = await seen(databank, "straat", day(0), unlike_others())
    other = await seen(databank, "raam", day(0.5), unlike_others())
    body = {"personId": one, "otherPersonId": other, "ground": "verklaring_betrokkene"}
    await Officer(databank).did("/v1/merge-proposals", body)
    assert (await Officer(databank).read(f"/v1/persons/{one}"))["knownAs"] == []
    asked = await question(databank, one)
    assert asked["kind"] == "samenvoegen"
    await Officer(databank, "agent-2").answer(asked["reviewId"], "dezelfde_persoon")
    assert (await Officer(databank).read(f"/v1/persons/{other}"))["knownAs"] == [one]


async def test_the_question_on_which_most_hangs_comes_first(databank: Databank) -> None:
    _, quiet, _, _ = await doubted(databank)
    _, busy, _, twin = await doubted(databank)
    for number in range(3):
        await databank.inspect("escort", day(4 + number), twin)
    listed = await Officer(databank).read("/v1/reviews?kind=koppeling&pagesize=500")
    rows = listed["_embedded"]["reviews"]
    assert [one["information"] for one in rows] == sorted(
        (one["information"] for one in rows), reverse=True
    )
    order = [one["personId"] for one in rows]
    assert order.index(busy) < order.index(quiet)


async def test_a_wrong_link_behind_a_move_is_parted_and_the_move_withdrawn(
    databank: Databank,
) -> None:
    who = unlike_others()
    person = await seen(databank, "straat", day(0), who)
    await databank.inspect("escort", day(1), replace(who, phone="0472"))
    (case,) = await databank.cases(person)
    officer = Officer(databank)
    body = {"outcome": "foutieve_koppeling"}
    await databank.created(f"/v1/branch-shifts/{case['id']}/assessment", body)
    asked = await question(databank, person)
    shown = await officer.read(f"/v1/reviews/{asked['reviewId']}")
    (outlook,) = shown["outlook"]
    assert len(outlook["vanish"]) == 1
    answered = await officer.answer(asked["reviewId"], "andere_persoon", day(2))
    assert answered["personId"] == person
    assert await databank.cases(person) == []
    other = await officer.read(f"/v1/persons/{answered['otherPersonId']}")
    assert len(other["claims"]) == 1
