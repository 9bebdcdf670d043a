"""Rules as data: drafted, tried in shadow, put in force by two."""

import asyncio
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pydantic import create_model

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.databank import BranchShiftDetected, BranchShiftWithdrawn
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.precision import Share
from databank.detection.rules.version import (
    ALLOWED,
    FORBIDDEN,
    Parameters,
    Stage,
    Step,
    Version,
    words_of,
)

from ..support.databank import Databank, cancelled, day, declared, unlike_others
from ..support.rule_versions import (
    MOVE,
    SOON,
    back_tested,
    body,
    drafted,
    leader,
    version_of,
)
from ..support.rules import tidy as tidy


async def test_a_draft_judges_nothing(databank: Databank) -> None:
    await drafted(databank, windowDays=1000)
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    await databank.inspect("escort", day(300), who)
    assert await databank.cases(seen["persons"][0]["personId"]) == []


async def test_a_version_goes_no_further_without_a_back_test_of_its_very_parameters(
    databank: Databank,
) -> None:
    version = await drafted(databank, windowDays=14)
    other = leader(databank, "bo")
    step = {"validFrom": SOON, "reason": "goed_bevonden"}
    for path, what in (
        ("activation", step),
        ("shadow", {"from": SOON, "reason": "goed_bevonden"}),
    ):
        refused = await other.post(f"{version}/{path}", what)
        assert (refused.status_code, refused.json()["code"]) == (409, "niet-teruggetoetst")
        assert refused.json()["extraInfo"] == {"allowed": ["terugtoetsen"]}
    assert (await back_tested(databank, version))["state"] == "klaar"
    headers = leader(databank, "an").officer
    changed = await databank.client.put(version, json=body(windowDays=21), headers=headers)
    assert changed.status_code == 200, changed.text
    refused = await other.post(f"{version}/activation", step)
    assert refused.json()["code"] == "niet-teruggetoetst"


async def test_four_eyes_nobody_activates_an_own_draft(databank: Databank, tidy: None) -> None:
    version = await drafted(databank, by="an")
    await back_tested(databank, version, by="an")
    step = {"validFrom": SOON, "reason": "goed_bevonden"}
    refused = await leader(databank, "an").post(f"{version}/activation", step)
    assert (refused.status_code, refused.json()["code"]) == (409, "tweede-persoon-nodig")
    assert (await version_of(databank, version))["stage"] == "ontwerp"
    await leader(databank, "bo").created(f"{version}/activation", step)
    now = await version_of(databank, version)
    assert (now["stage"], now["validFrom"]) == ("actief", SOON)
    assert [(one["step"], one["actor"], one["reason"]) for one in now["steps"]] == [
        ("opstellen", "an", "nieuwe_werkwijze"),
        ("activeren", "bo", "goed_bevonden"),
    ]
    first = await version_of(databank, f"{MOVE}/versions/1")
    assert (first["stage"], first["validTo"]) == ("vervangen", SOON)


async def test_four_eyes_whoever_had_a_hand_in_a_draft_or_alone_tested_it_does_not_activate(
    databank: Databank, tidy: None
) -> None:
    """Also in the other function that may; a second test by somebody else frees who tested."""
    version = await drafted(databank, by="an")
    changed = await databank.client.put(
        version, json=body(windowDays=21), headers=leader(databank, "bo").officer
    )
    assert changed.status_code == 200, changed.text
    await back_tested(databank, version, by="cis")
    step = {"validFrom": SOON, "reason": "goed_bevonden"}
    for subject in ("an", "bo", "cis"):
        for function in (Function.POLITIE_TEAMLEIDER, Function.POLITIE_BEHEERDER):
            refused = await databank.as_(function, subject).post(f"{version}/activation", step)
            assert (refused.status_code, refused.json()["code"]) == (409, "tweede-persoon-nodig")
    await back_tested(databank, version, by="bo")
    refused = await leader(databank, "bo").post(f"{version}/activation", step)
    assert refused.json()["code"] == "tweede-persoon-nodig", "tested or not, a drafter"
    await leader(databank, "cis").created(f"{version}/activation", step)
    assert (await version_of(databank, version))["stage"] == "actief"


async def test_four_eyes_also_where_nobody_here_drafted(databank: Databank) -> None:
    """A version that came with the software was seen by nobody yet."""
    version = "/v1/rules/two-places/versions/1"
    await back_tested(databank, version, by="an")
    step = {"validFrom": SOON, "reason": "eerste_invoering"}
    refused = await leader(databank, "an").post(f"{version}/activation", step)
    assert refused.json()["code"] == "tweede-persoon-nodig"


async def test_an_officer_reads_rules_and_changes_none(databank: Databank) -> None:
    rules = (await databank.get("/v1/rules")).json()["rules"]
    assert {one["ruleId"] for one in rules} == set(RULES)
    assert (await databank.post(f"{MOVE}/versions", body())).status_code == 403
    assert (await databank.get("/v1/rules/niet-bestaand")).status_code == 404


@pytest.mark.parametrize(("stage", "step"), list(product(Stage, Step)))
async def test_every_stage_with_every_step_follows_the_table(
    databank: Databank, stage: Stage, step: Step, tidy: None
) -> None:
    """What the table does not allow is refused with what it does, whatever else is missing."""
    if step in ALLOWED[stage]:
        return
    version = await drafted(databank, by="an")
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    number = int(version.rpartition("/")[2])
    await conn.execute(
        "UPDATE detection_rule SET stage = $1 WHERE id = 'branch-move' AND version = $2",
        stage.value,
        number,
    )
    await conn.close()
    other = leader(databank, "bo")
    reason = {"reason": "goed_bevonden"}
    match step:
        case Step.WIJZIGEN:
            answer = await databank.client.put(version, json=body(), headers=other.officer)
        case Step.TERUGTOETSEN:
            answer = await other.post(f"{version}/back-tests", {"from": "2025-01-01", "to": SOON})
        case Step.SCHADUW:
            answer = await other.post(f"{version}/shadow", {"from": SOON} | reason)
        case Step.ACTIVEREN:
            answer = await other.post(f"{version}/activation", {"validFrom": SOON} | reason)
        case Step.INTREKKEN:
            answer = await other.post(f"{version}/withdrawal", {"validTo": SOON} | reason)
    assert answer.status_code == 409
    assert answer.json()["extraInfo"] == {"allowed": [one.value for one in ALLOWED[stage]]}


@pytest.mark.parametrize(
    "parameters",
    [
        {"nationality": "ROU"},
        {"gender": "v"},
        {"herkomst": "EU-oost"},
        {"windowDays": 0},
        {"windowDays": "dertig"},
        {"minConfidence": 0.2},
        {"branchPairs": [{"fromBranch": "dak", "toBranch": "raam"}]},
    ],
)
async def test_dp10_a_rule_takes_only_the_parameters_of_its_schema(
    databank: Databank, parameters: dict[str, Any]
) -> None:
    answer = await leader(databank, "an").post(f"{MOVE}/versions", body(**parameters))
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"].startswith(f"parameters.{next(iter(parameters))}")


@pytest.mark.parametrize("trait", ["nationality", "geslacht", "health_state", "care_use", "age"])
def test_dp10_a_parameter_about_a_trait_cannot_even_be_declared(trait: str) -> None:
    with pytest.raises(TypeError, match="DP-10"):
        create_model("Bad", __base__=Parameters, **{trait: (str, ...)})  # type: ignore[call-overload]


@pytest.mark.parametrize("rule_id", RULES)
def test_dp10_no_schema_of_a_rule_names_a_trait(rule_id: str) -> None:
    schema = RULES[rule_id].parameters.model_json_schema(by_alias=True)
    models = [schema, *schema.get("$defs", {}).values()]
    names = [name for model in models for name in model.get("properties", {})]
    assert names
    assert [name for name in names if words_of(name) & FORBIDDEN] == []
    fields = [one for model in models for one in model.get("properties", {}).values()]
    assert all(" " in one["title"] for one in fields), "a field without a Dutch title"


async def test_a_day_that_people_have_seen_is_not_judged_again(databank: Databank) -> None:
    version = await drafted(databank)
    await back_tested(databank, version)
    late = databank.clock.now().replace(hour=23, minute=30)  # the next day in Brussels
    for when in (late.date(), late.date() + timedelta(days=1)):
        step = {"validFrom": when.isoformat(), "reason": "goed_bevonden"}
        answer = await leader(databank, "bo").post(f"{version}/activation", step, late)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "validFrom"


def test_versions_change_at_midnight_in_brussels() -> None:
    parameters = RULES["branch-move"].parameters.model_validate(body()["parameters"])
    version = Version(1, parameters, date(2026, 7, 1), date(2026, 7, 2))
    begins = datetime.fromisoformat("2026-06-30T22:00:00+00:00")
    assert day_start(date(2026, 7, 1)) == begins
    assert not version.covers(begins - timedelta(seconds=1))
    assert version.covers(begins)
    assert not version.covers(begins + timedelta(days=1))
    assert city_day(begins) == date(2026, 7, 1)


async def test_shadow_cases_are_for_leadership_and_told_to_nobody(
    databank: Databank, tidy: None
) -> None:
    version = await drafted(databank, windowDays=90)
    await back_tested(databank, version)
    step = {"from": SOON, "reason": "te_veel_gemist"}
    chief = leader(databank, "an")
    await chief.created(f"{version}/shadow", step)
    who = unlike_others()
    seen = await databank.inspect("straat", day(100), who)
    after = await databank.inspect("escort", day(180), who)
    assert after["branchShifts"] == []
    (case,) = await databank.cases(seen["persons"][0]["personId"])
    assert (case["shadow"], case["told"]) == (True, False)
    assert await databank.told(BranchShiftDetected, caseId=case["id"]) == []
    every = "/v1/branch-shifts?pagesize=500"
    assert str(case["id"]) not in {one["caseId"] for one in await databank.listed(every)}
    assert (await databank.get(f"{every}&shadow=true")).status_code == 403
    hidden = await chief.listed(f"{every}&shadow=true")
    assert str(case["id"]) in {one["caseId"] for one in hidden}
    path = f"/v1/branch-shifts/{case['id']}/assessment"
    assert (await databank.post(path, {"outcome": "bevestigd"})).status_code == 404
    await chief.created(path, {"outcome": "verklaarbaar"})
    precision = (await version_of(databank, version))["precision"]
    assert precision["right"]["count"] == 1


async def test_a_version_in_force_from_a_coming_day_judges_the_shifts_declared_for_it(
    databank: Databank, tidy: None
) -> None:
    """Shifts are declared before they start: what stood for those days is brought up to date."""
    who, before = unlike_others(), unlike_others()
    boundary = day(500)
    street = await databank.inspect("straat", day(480), who)
    await databank.tell(declared(who, day(505)))
    person_id = street["persons"][0]["personId"]
    (case,) = await databank.cases(person_id)
    await databank.inspect("straat", day(470), before)
    earlier = await databank.inspect("escort", day(490), before)

    version = await drafted(databank, windowDays=10)
    await back_tested(databank, version)
    step = {"validFrom": str(boundary.date()), "reason": "te_veel_verklaarbaar"}
    await leader(databank, "bo").created(f"{version}/activation", step)
    for _ in range(600):
        if not await databank.cases(person_id):
            break
        await asyncio.sleep(0.1)
    assert await databank.cases(person_id) == []
    (event,) = await databank.told(BranchShiftWithdrawn, caseId=case["id"])
    assert event.data["reason"] == "regel_gewijzigd"
    (kept,) = earlier["branchShifts"]
    (row,) = await databank.fetch(
        "SELECT withdrawn_at, rule_version FROM branch_shift_case WHERE id = $1", UUID(kept)
    )
    assert (row["withdrawn_at"], row["rule_version"]) == (None, 1)


async def test_a_withdrawn_version_ends_and_its_cases_stand(databank: Databank, tidy: None) -> None:
    version = await drafted(databank, windowDays=90)
    await back_tested(databank, version)
    chief = leader(databank, "an")
    await chief.created(f"{version}/shadow", {"from": SOON, "reason": "te_veel_gemist"})
    until = str(day(600).date())
    await chief.created(f"{version}/withdrawal", {"validTo": until, "reason": "niet_meer_nodig"})
    who, later = unlike_others(), unlike_others()
    found = []
    for one, begins in ((who, 500), (later, 580)):
        seen = await databank.inspect("straat", day(begins), one)
        await databank.inspect("escort", day(begins + 60), one)
        found.append(await databank.cases(seen["persons"][0]["personId"]))
    assert [len(cases) for cases in found] == [1, 0]


async def test_cancelling_a_shift_withdraws_a_shadow_case_in_silence(
    databank: Databank, tidy: None
) -> None:
    version = await drafted(databank, windowDays=90)
    await back_tested(databank, version)
    await leader(databank, "an").created(
        f"{version}/shadow", {"from": SOON, "reason": "te_veel_gemist"}
    )
    who = unlike_others()
    seen = await databank.inspect("straat", day(100), who)
    shift = declared(who, day(170))
    await databank.tell(shift)
    (case,) = await databank.cases(seen["persons"][0]["personId"])
    await databank.tell(cancelled(shift))
    assert await databank.cases(seen["persons"][0]["personId"]) == []
    assert await databank.told(BranchShiftWithdrawn, caseId=case["id"]) == []


def test_the_interval_of_a_share_is_wilsons() -> None:
    share = Share.of(9, 10)
    assert (share.share, round(share.low or 0, 3), round(share.high or 0, 3)) == (0.9, 0.596, 0.982)
    assert Share.of(0, 0).share is None
    assert Share.of(0, 20).low == 0.0


async def test_the_history_of_a_rule_can_not_be_rewritten(databank: Databank) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await databank.fetch("DELETE FROM rule_step")
