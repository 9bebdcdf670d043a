"""A year is linked once, by two people: totals without double counting, and then no way back."""

from datetime import date, timedelta

import asyncpg
import pytest

from chassis.days import day_start
from chassis.db import Database
from contracts.registry import LinkedTotalsPublished
from registry.integration import store as integration
from registry.integration.published import document
from registry.year_linkage import store as linkages
from registry.year_linkage.destroy import destroy_over

from ..support.linkage import ANALYST, LINKING, RESPONSIBLE, LinkedYear, code_of
from ..support.linked_deliveries import BOYS, GHAPRO, REGISTRAR, codes_of, delivered, people
from ..support.registry import Registry


async def test_who_came_to_two_organisations_counts_once(linking: LinkedYear) -> None:
    await delivered(linking)
    assert (await linking.asked()).status_code == 204
    answer = await linking.joined()
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["organisations"] == ["BOYS", "GHAPRO"]
    assert told["isComplete"] is True
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert total["atLeast"] <= 250 <= total["atMost"]
    assert total["atMost"] < 300 - 20, "fifty of 300 were counted twice"
    (event,) = [
        event
        for event in await linking.registry.published()
        if isinstance(event, LinkedTotalsPublished)
    ]
    assert event.year == 2025
    assert [each.value for each in event.totals] == [each["value"] for each in told["totals"]]


async def test_the_same_person_under_another_spelling_counts_once(linking: LinkedYear) -> None:
    await linking.opened()
    key = await linking.key("GHAPRO")
    assert await linking.key("BOYS") == key
    codes = {
        code_of(key, mother, father, 1985, gender)
        for mother, father, gender in (
            ("Élodie", "Zoë", "vrouw"),
            ("elodie ", "ZOE", "trans_vrouw"),
            ("E-lo", "  zo'e", "vrouw"),
        )
    }
    assert len(codes) == 1


async def test_keys_of_two_years_make_codes_that_do_not_match(linking: LinkedYear) -> None:
    await linking.opened()
    other = LinkedYear(linking.registry, 2026)
    answer = await other.post(ANALYST, decidedOn="2026-01-15")
    assert answer.status_code == 204, answer.text
    keys = {await linking.key("BOYS"), await other.key("BOYS")}
    assert len({code_of(key, "Ann", "Bert", 1990, "man") for key in keys}) == 2
    database = linking.registry.app.state.database
    async with database.begin(day_start(date(2026, 2, 10))) as tx:
        kept = set()
        for year in (2025, 2026):
            linkage = await linkages.find(tx, year)
            assert linkage is not None
            kept.add(linkages.secrets_of(tx, linkage).kept("k1-bcdfghjklmnpqrstvw"))
    assert len(kept) == 2, "even the same code is kept in two ways"


async def test_nothing_is_linked_a_second_time(linking: LinkedYear) -> None:
    await delivered(linking)
    await linking.asked()
    assert (await linking.joined()).status_code == 200
    for answer in (
        await linking.joined(),
        await linking.asked(),
        await linking.post(ANALYST, "/stop"),
    ):
        assert answer.status_code == 409
        assert answer.json()["code"] == "koppeling-voorbij"
        assert "vernietigd" in answer.json()["title"]
    assert (await linking.post(RESPONSIBLE, "/key", "FREECLINIC")).status_code == 409
    assert (await linking.post(ANALYST, decidedOn="2025-01-15")).status_code == 409
    assert await linking.registry.count("linked_totals") == 1


async def test_the_key_is_handed_over_once_and_again_only_when_the_study_office_lets_it(
    linking: LinkedYear,
) -> None:
    await linking.opened()
    first = await linking.key("BOYS")
    assert (await linking.post(RESPONSIBLE, "/key/receipt", "BOYS")).status_code == 204
    again = await linking.post(RESPONSIBLE, "/key", "BOYS")
    assert (again.status_code, again.json()["code"]) == (409, "koppeling-kan-niet")
    assert "studiedienst" in again.json()["title"]
    let = await linking.post(ANALYST, "/key/again", organisation="SSO")
    assert let.status_code == 422
    answer = await linking.registry.post(
        ANALYST, "/v1/years/2025/linkage/key/again", json={"organisation": "BOYS"}
    )
    assert answer.status_code == 204, answer.text
    assert await linking.key("BOYS") == first
    (own,) = (await linking.seen(RESPONSIBLE, "BOYS"))["organisations"]
    assert own["organisation"] == "BOYS"
    assert own["acknowledgedAt"] is None, "a file that was taken anew is acknowledged anew"


async def test_neither_study_office_nor_registrar_is_given_the_key(linking: LinkedYear) -> None:
    await linking.opened()
    for function in (ANALYST, REGISTRAR):
        assert (await linking.post(function, "/key", "GHAPRO")).status_code == 403
    assert "key" not in await linking.seen()


async def test_whoever_asked_for_the_join_does_not_do_it(linking: LinkedYear) -> None:
    await delivered(linking)
    assert (await linking.joined()).status_code == 409, "nobody asked"
    await linking.asked()
    own = await linking.post(ANALYST, "/join", subject="eerste")
    assert (own.status_code, own.json()["code"]) == (403, "zelfde-persoon")
    assert (await linking.post(ANALYST, "/request/withdrawal", subject="tweede")).status_code == 204
    assert (await linking.post(ANALYST, "/request", subject="tweede")).status_code == 204
    other = await linking.joined()
    assert (other.status_code, other.json()["code"]) == (403, "zelfde-persoon"), "who asked last"
    assert await linking.registry.count("linked_totals") == 0
    assert (await linking.post(ANALYST, "/request/withdrawal")).status_code == 204
    assert (await linking.joined()).status_code == 409
    assert await linking.registry.count("linkage_code") == 300


async def test_a_year_that_still_changes_or_lacks_codes_is_not_linked(linking: LinkedYear) -> None:
    await linking.opened()
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)))
    await linking.registry.accepted(BOYS, "BOYS")
    early = await linking.asked()
    assert (early.status_code, "Sluit eerst" in early.json()["title"]) == (409, True)
    await linking.frozen("FREECLINIC")
    alone = await linking.asked()
    assert (alone.status_code, "minder dan twee" in alone.json()["title"]) == (409, True)


async def test_linkage_is_off_unless_the_platform_and_a_decision_of_a_day_open_it(
    registry: Registry,
) -> None:
    year = LinkedYear(registry)
    off = await year.post(ANALYST, decidedOn="2025-01-15")
    assert (off.status_code, "staat uit" in off.json()["title"]) == (409, True)
    usual = registry.app.state.registry
    registry.app.state.registry = LINKING
    try:
        assert (await year.post(RESPONSIBLE, "/key", "BOYS")).status_code == 404
        future = await year.post(ANALYST, decidedOn="2030-01-15")
        assert future.status_code == 422
        await registry.accepted(BOYS, "BOYS")
        await registry.freeze(without=["GHAPRO", "FREECLINIC"])
        frozen = await year.post(ANALYST, decidedOn="2025-01-15")
        assert (frozen.status_code, "al afgesloten" in frozen.json()["title"]) == (409, True)
    finally:
        registry.app.state.registry = usual


async def test_a_year_whose_term_is_over_is_not_opened(linking: LinkedYear) -> None:
    """Its key would go the same night, before anybody could deliver a code."""
    over = await LinkedYear(linking.registry, 2024).post(ANALYST, decidedOn="2026-01-15")
    assert (over.status_code, "31-12-2025" in over.json()["title"]) == (409, True)
    at = LinkedYear(linking.registry, 2025, at="2026-12-31T12:00:00+01:00")
    last = await at.post(ANALYST, decidedOn="2026-01-15")
    assert last.status_code == 204, last.text


async def test_a_year_is_stopped_without_a_join_and_nothing_is_told(linking: LinkedYear) -> None:
    await delivered(linking)
    answer = await linking.post(ANALYST, "/stop")
    assert answer.status_code == 200, answer.text
    assert answer.json()["ground"] == "gestopt"
    seen = await linking.seen()
    assert (seen["state"], seen["totals"]) == ("gestopt", None)
    assert await linking.registry.count("linkage_code") == 0
    assert (await linking.asked()).json()["code"] == "koppeling-voorbij"


async def test_what_nobody_joined_goes_after_the_last_day_of_the_year_that_follows(
    linking: LinkedYear, database: Database
) -> None:
    await delivered(linking)
    for day, gone in ((date(2026, 12, 31), 0), (date(2027, 1, 1), 1), (date(2027, 1, 2), 0)):
        async with linking.registry.app.state.database.begin(
            day_start(day) + timedelta(hours=3)
        ) as tx:
            assert await destroy_over(tx) == gone
    assert (await linking.seen())["proof"]["ground"] == "verlopen"
    assert await linking.registry.count("linkage_code") == 0


async def test_an_organisation_says_when_its_own_copy_of_the_key_is_gone(
    linking: LinkedYear,
) -> None:
    await delivered(linking)
    early = await linking.post(RESPONSIBLE, "/key/erasure", "BOYS")
    assert (early.status_code, "loopt nog" in early.json()["title"]) == (409, True)
    await linking.post(ANALYST, "/stop")
    assert (await linking.post(RESPONSIBLE, "/key/erasure", "BOYS")).status_code == 204
    gone = {
        each["organisation"]: each["erasedAt"] for each in (await linking.seen())["organisations"]
    }
    assert [code for code, at in gone.items() if at] == ["BOYS"]
    never = await linking.post(RESPONSIBLE, "/key/erasure", "FREECLINIC")
    assert never.status_code == 409


async def test_the_service_can_change_neither_proof_nor_totals(
    linking: LinkedYear, database: Database
) -> None:
    await delivered(linking)
    await linking.asked()
    await linking.joined()
    for statement in ("DELETE FROM linked_totals", "UPDATE linkage_destruction SET digest = ''"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.begin(day_start(date(2026, 3, 1))) as tx:
                await tx.conn.execute(statement)


async def test_the_document_for_attackers_has_the_linked_totals(linking: LinkedYear) -> None:
    await delivered(linking)
    await linking.asked()
    told = (await linking.joined()).json()
    async with linking.registry.app.state.database.begin(day_start(date(2026, 3, 1))) as tx:
        published = await integration.about(tx, 2025)
        totals = await linkages.totals(tx, 2025)
    assert totals is not None
    found = document(published, 5, linkages.told(totals))["linked"]
    assert {(each["period"], each["measure"]) for each in found} == {("Y", "clienten")}
    assert [each["value"] for each in found] == [each["value"] for each in told["totals"]]
    assert found[0]["organisations"] == ["BOYS", "GHAPRO"]


async def test_nothing_is_joined_before_its_error_is_measured(linking: LinkedYear) -> None:
    await delivered(linking, measured=False)
    await linking.sampled("GHAPRO", sampled=49)
    early = await linking.asked()
    assert (early.status_code, early.json()["code"]) == (409, "koppelfout-niet-gemeten")
    assert early.json()["extraInfo"]["lacking"] == [
        {"code": "geen_steekproef", "organisation": "BOYS"},
        {"code": "steekproef_te_klein", "organisation": "GHAPRO"},
    ]
    (own,) = (await linking.seen(RESPONSIBLE, "BOYS"))["lacking"]
    assert (own["organisation"], "De steekproef ontbreekt" in own["reason"]) == ("BOYS", True)
    await linking.sampled("GHAPRO", "BOYS")
    assert (await linking.asked()).status_code == 204
    await linking.sampled("BOYS", sampled=100, alike=55)
    assert (await linking.joined()).json()["extraInfo"]["lacking"] == [
        {"code": "te_onzeker", "organisation": None}
    ]
    seen = await linking.seen()
    assert (seen["state"], seen["totals"], seen["proof"]) == ("aangevraagd", None, None)
    assert await linking.registry.count("linkage_code") == 300, "it can still be measured"


async def test_a_total_is_told_with_the_error_of_its_linkage(linking: LinkedYear) -> None:
    await delivered(linking)
    before = (await linking.seen())["error"]
    await linking.asked()
    told = (await linking.joined()).json()
    expected = {"confidence": 95, "agreement": 95, "falseMeetings": 15, "withoutCode": 10}
    assert told["error"] == before == expected
    (event,) = [
        event
        for event in await linking.registry.published()
        if isinstance(event, LinkedTotalsPublished)
    ]
    assert event.error is not None
    assert (event.error.agreement, event.error.false_meetings) == (95, 15)
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert total["atMost"] - total["atLeast"] > 19 + 15 + 10, "rounding, and both errors"


async def test_a_sample_is_the_organisations_own_and_makes_sense(linking: LinkedYear) -> None:
    await delivered(linking, measured=False)
    wrong = await linking.post(RESPONSIBLE, "/sample", "BOYS", sampled=60, alike=61)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "alike")
    none = await linking.post(RESPONSIBLE, "/sample", "BOYS", sampled=0, alike=0)
    assert none.status_code == 422
    for function in (ANALYST, REGISTRAR):
        answer = await linking.post(function, "/sample", "BOYS", sampled=60, alike=60)
        assert answer.status_code == 403
    await linking.sampled("BOYS", sampled=60, alike=58)
    (own,) = (await linking.seen(RESPONSIBLE, "BOYS"))["organisations"]
    assert (own["sample"]["sampled"], own["sample"]["alike"]) == (60, 58)
    every = {
        each["organisation"]: each["sample"] for each in (await linking.seen())["organisations"]
    }
    assert (every["BOYS"]["sampled"], every["BOYS"]["alike"], every["BOYS"]["lack"]) == (
        None,
        None,
        None,
    )
    assert every["GHAPRO"]["lack"] == "geen_steekproef"
    await linking.post(ANALYST, "/stop")
    late = await linking.post(RESPONSIBLE, "/sample", "BOYS", sampled=60, alike=60)
    assert (late.status_code, late.json()["code"]) == (409, "koppeling-voorbij")


async def test_a_client_erased_before_the_join_is_sized_by_nothing_of_it(
    linking: LinkedYear,
) -> None:
    """She came to both; one of them erases her after its figures were told."""
    await delivered(linking)
    before = await linking.seen()
    answer = await linking.registry.post(
        RESPONSIBLE, "/v1/client-erasures", "BOYS", json={"clientCode": codes_of(BOYS)[0]}
    )
    assert answer.status_code == 201, answer.text
    assert await linking.registry.count("linkage_code") == 299
    assert await linking.seen() == before, "coverage, error and what lacks stand"
    await linking.asked()
    joined = await linking.joined()
    assert joined.status_code == 200, joined.text
    told = joined.json()
    assert (told["isComplete"], told["error"]) == (True, before["error"])
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert 200 <= total["atLeast"] <= 250 <= total["atMost"] <= 300
    assert (await linking.seen())["proof"]["codes"] == {"BOYS": 100, "GHAPRO": 200}
    assert await linking.registry.count("linkage_delivery") == 0
