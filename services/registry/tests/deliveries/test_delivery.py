"""A delivery on its way from upload to frozen year, over HTTP (handbook §2.10, scenario 13)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.web import Function
from contracts.registry import AggregatePublished
from registry.delivery_register import store

from ..support.deliveries import activity, client, contact, of_branches, yearly
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE


def shown(event: AggregatePublished, measure: str, **dimensions: str) -> int | None:
    (cell,) = (c for c in event.cells if (c.measure, c.dimensions) == (measure, dimensions))
    return cell.value


async def test_an_accepted_delivery_becomes_one_event_without_persons(registry: Registry) -> None:
    delivery = await registry.accepted(yearly(1, 40))
    assert delivery["state"] == "geintegreerd"
    assert delivery["rows"]["clienten"] == 40
    event, *halves = await registry.published()
    assert isinstance(event, AggregatePublished)
    assert (event.organisation, event.year, event.half, event.revision) == ("GHAPRO", 2025, None, 1)
    assert [(half.half, half.revision) for half in halves] == [(1, 1), (2, 1)]
    text = event.model_dump_json()
    assert "c0001" not in text
    assert shown(event, "clienten") == 40
    assert event.suppressed == sum(1 for cell in event.cells if cell.value is None) > 0


async def test_a_workbook_gives_the_same_figures_as_three_csv_files(registry: Registry) -> None:
    tables = yearly(2, 20)
    shown = []
    for files in (tables.csv(), tables.workbook()):
        answer = await registry.upload(files, "GHAPRO", 2025)
        assert answer.json()["state"] == "gevalideerd", answer.text
        path = f"/v1/deliveries/{answer.json()['deliveryId']}"
        shown.append((await registry.get(ANALYST, path)).json()["rows"])
        async with registry.app.state.database.begin(datetime.now(UTC)) as tx:
            shown.append(await store.rows(tx, UUID(answer.json()["deliveryId"])))
    assert shown[:2] == shown[2:]


async def test_a_delivery_that_is_sent_again_with_its_key_is_the_same_one(
    registry: Registry,
) -> None:
    """Each sending has another border between its files."""
    files = yearly().csv()
    sent = [await registry.upload(files, key="sleutel-van-2025") for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    assert await registry.count("delivery") == 1
    other = await registry.upload(yearly(2).csv(), key="sleutel-van-2025")
    assert (other.status_code, other.json()["code"]) == (422, "sleutel-van-iets-anders")


async def test_errors_are_listed_corrected_and_delivered_again(registry: Registry) -> None:
    wrong = of_branches({"raam": 6})
    wrong.contacten.append(contact("unknown"))
    wrong.contacten.append(contact("raam-1", soort=""))
    first = (await registry.upload(wrong.csv())).json()
    assert first["state"] == "fouten"
    assert [(e["table"], e["row"], e["column"]) for e in first["errors"]] == [
        ("contacten", 8, "client_code"),
        ("contacten", 9, "soort"),
    ]
    assert first["allowed"] == ["withdrawal", "redelivery"]
    assert await registry.count("delivery_row") == 0
    refused = await registry.post(
        RESPONSIBLE, f"/v1/deliveries/{first['deliveryId']}/submission", "GHAPRO"
    )
    assert refused.status_code == 409
    second = await registry.accepted(of_branches({"raam": 6}))
    assert second["revision"] == 2
    told = [event.revision for event in await registry.published()]
    assert told == [1, 1, 1], "how often it was delivered is nobody's to know"


async def test_ten_thousand_errors_are_counted_by_kind_and_none_hides_another(
    registry: Registry,
) -> None:
    wrong = of_branches({"raam": 6})
    wrong.contacten += [contact("raam-1", "mrt/25") for _ in range(10_000)]
    wrong.activiteiten.append(activity("dropin", 3, maand="2024-03"))
    sent = (await registry.upload(wrong.csv())).json()
    path = f"/v1/deliveries/{sent['deliveryId']}"
    read = (await registry.get(Function.ZORG_REGISTRATOR, path, "GHAPRO")).json()
    assert read["errorCount"] == 10_001
    first, second = read["errorGroups"]
    assert (first["kind"], first["times"], first["rows"][0]) == ("month", 10_000, 8)
    (suggestion,) = first["suggestions"]
    assert (suggestion["written"], suggestion["meant"]) == ("mrt/25", "2025-03")
    assert (second["table"], second["kind"], second["rows"]) == (
        "activiteiten",
        "outside-period",
        [2],
    )
    assert {error["table"] for error in read["errors"]} == {"contacten", "activiteiten"}


async def test_a_delivery_that_a_newer_one_replaced_goes_no_further(registry: Registry) -> None:
    old = (await registry.upload(of_branches({"raam": 6}).csv())).json()
    await registry.upload(of_branches({"raam": 7}).csv())
    path = f"/v1/deliveries/{old['deliveryId']}"
    answer = await registry.post(RESPONSIBLE, f"{path}/submission", "GHAPRO")
    assert answer.status_code == 409
    assert answer.json()["extraInfo"] == {"allowed": []}
    shown = await registry.get(Function.ZORG_REGISTRATOR, path, "GHAPRO")
    assert shown.json()["allowed"] == []


async def test_nothing_is_accepted_before_the_organisation_signed_it(registry: Registry) -> None:
    delivery = (await registry.upload(of_branches({"raam": 6}).csv())).json()
    path = f"/v1/deliveries/{delivery['deliveryId']}"
    early = await registry.post(ANALYST, f"{path}/acceptance")
    assert early.status_code == 409
    assert early.json()["extraInfo"]["allowed"] == ["submission", "withdrawal", "redelivery"]
    await registry.post(RESPONSIBLE, f"{path}/submission", "GHAPRO")
    assert (await registry.post(ANALYST, f"{path}/acceptance")).status_code == 200
    assert (await registry.post(ANALYST, f"{path}/acceptance")).status_code == 409
    assert await registry.published() == [], "acceptance is not publication"


async def test_late_is_after_the_deadline_of_the_period(registry: Registry) -> None:
    files = of_branches({"raam": 6}).csv()
    in_time = await registry.upload(files, at="2026-02-28T23:30:00+01:00")
    late = await registry.upload(files, at="2026-03-01T00:30:00+01:00")
    assert [in_time.json()["late"], late.json()["late"]] == [False, True]


async def test_after_the_freeze_only_a_delivery_with_a_reason_changes_the_year(
    registry: Registry,
) -> None:
    first = await registry.accepted(of_branches({"raam": 30}))
    frozen = await registry.freeze(without=["BOYS", "FREECLINIC"])
    assert frozen.json()["deliveries"] == [first["deliveryId"]]
    assert (await registry.freeze(without=["BOYS", "FREECLINIC"])).status_code == 409
    files = of_branches({"raam": 40}).csv()
    refused = await registry.upload(files)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "reason"
    again = await registry.accepted(of_branches({"raam": 60}), reason="fout_in_bron")
    assert (again["revision"], again["state"]) == (2, "aanvaard")
    assert again["leavesOn"] == "2027-03-01"
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    path = f"/v1/deliveries/{again['deliveryId']}"
    assert (await registry.get(ANALYST, path)).json()["state"] == "bevroren"
    years = [
        event
        for event in await registry.published()
        if isinstance(event, AggregatePublished) and event.half is None
    ]
    assert [event.revision for event in years] == [1, 2]


async def test_a_year_freezes_only_when_it_is_over_and_nothing_waits(registry: Registry) -> None:
    running = await registry.post(ANALYST, "/v1/years/2026/freeze")
    assert running.status_code == 409
    delivery = (await registry.upload(of_branches({"raam": 6}).csv())).json()
    await registry.post(
        RESPONSIBLE, f"/v1/deliveries/{delivery['deliveryId']}/submission", "GHAPRO"
    )
    waiting = await registry.post(ANALYST, "/v1/years/2025/freeze")
    assert waiting.status_code == 409
    assert "GHAPRO" in waiting.json()["title"]


async def test_a_total_far_from_last_year_is_a_question_and_no_error(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 40}, "2024-03"), year=2024)
    answer = (await registry.upload(of_branches({"raam": 20}).csv())).json()
    assert answer["state"] == "gevalideerd"
    texts = [question["text"] for question in answer["questions"]]
    assert any("nu 20, een jaar eerder 40" in text for text in texts)


async def test_an_organisation_sees_and_touches_only_its_own(registry: Registry) -> None:
    mine = await registry.accepted(of_branches({"raam": 30}), "GHAPRO")
    other = (await registry.upload(of_branches({"straat": 8}).csv(), "FREECLINIC")).json()
    path = f"/v1/deliveries/{other['deliveryId']}"
    for function in (Function.ZORG_REGISTRATOR, RESPONSIBLE):
        asked = "/v1/deliveries?organisation=FREECLINIC"
        listed = await registry.get(function, asked, "GHAPRO")
        ids = [it["deliveryId"] for it in listed.json()["_embedded"]["deliveries"]]
        assert ids == [mine["deliveryId"]]
        assert (await registry.get(function, path, "GHAPRO")).status_code == 404
    foreign = await registry.post(RESPONSIBLE, f"{path}/submission", "GHAPRO")
    assert foreign.status_code == 404
    for_another = await registry.upload(
        of_branches({"raam": 6}).csv(), "FREECLINIC", token_of="GHAPRO"
    )
    assert for_another.status_code == 403
    figures = await registry.get(RESPONSIBLE, "/v1/aggregates", "FREECLINIC", year=2025)
    assert figures.json()["_embedded"]["aggregates"] == []
    all_figures = await registry.get(ANALYST, "/v1/aggregates", year=2025, half=0)
    (found,) = all_figures.json()["_embedded"]["aggregates"]
    assert found["organisation"] == "GHAPRO"
    (total,) = [
        (cell["value"], cell["roundedTo"], cell["first"])
        for cell in found["cells"]
        if (cell["measure"], cell["dimensions"]) == ("clienten", {})
    ]
    assert total == (30, None, None)


async def test_minors_are_delivered_only_with_a_protocol(registry: Registry) -> None:
    tables = of_branches({"raam": 6})
    tables.clienten.append(client("c77", geboortejaar_klasse="<18"))
    refused = (await registry.upload(tables.csv(), "GHAPRO")).json()
    assert [(e["row"], e["column"]) for e in refused["errors"]] == [(8, "geboortejaar_klasse")]
    accepted = (await registry.upload(tables.csv(), "BOYS")).json()
    assert accepted["state"] == "gevalideerd"


async def test_what_cannot_be_read_is_a_problem_and_leaves_nothing(registry: Registry) -> None:
    good = of_branches({"raam": 6}).csv()
    cases = [
        good | {"clienten": b""},
        good | {"clienten": b"\xff\xfe\x00"},
        good | {"contacten": b'client_code;"maand\n'},
        {"werkboek": b"no workbook"},
        {"clienten": good["clienten"]},
        {},
        good | {"werkboek": b"both"},
    ]
    for files in cases:
        answer = await registry.upload(files)
        assert answer.status_code == 422, files
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["errors"]
    too_large = await registry.upload(good | {"clienten": b"x" * (11 * 1024 * 1024)})
    assert too_large.status_code == 413
    assert await registry.count("delivery") == 0


async def test_the_template_is_itself_a_delivery_without_rows(registry: Registry) -> None:
    template = await registry.get(Function.ZORG_REGISTRATOR, "/v1/template.xlsx", "GHAPRO")
    assert template.status_code == 200
    answer = (await registry.upload({"werkboek": template.content})).json()
    assert answer["state"] == "gevalideerd"
    assert answer["rows"] == {"clienten": 0, "contacten": 0, "activiteiten": 0}


async def test_two_uploads_at_once_get_two_revisions(registry: Registry) -> None:
    import asyncio

    tables = of_branches({"raam": 6})
    tables.activiteiten.append(activity("dropin", 3))
    answers = await asyncio.gather(*(registry.upload(tables.csv()) for _ in range(4)))
    assert sorted(answer.json()["revision"] for answer in answers) == [1, 2, 3, 4]


async def test_a_year_minus_its_half_tells_nothing_small(registry: Registry) -> None:
    """Scenario 14: a half-year is published, then the year that holds three people more."""
    half = of_branches({"raam": 40, "escort": 20, "prive_thuis": 12})
    await registry.accepted(half, "BOYS", half=1)
    few = of_branches({"escort": 3}, "2025-10", start=100)
    year = half.changed(
        clienten=[*half.clienten, *few.clienten], contacten=[*half.contacten, *few.contacten]
    )
    year.contacten += [contact(f"raam-{nr}", "2025-11") for nr in range(30)]
    await registry.accepted(year, "BOYS")
    first, second, third = await registry.published()
    assert (first.half, second.half, third.half) == (1, None, 2)
    assert shown(first, "clienten") in (70, 80)
    assert shown(first, "contacten", branche="escort") == 20
    assert shown(second, "contacten", branche="escort") is None


@pytest.mark.parametrize("year_first", [True, False])
async def test_many_contacts_of_three_clients_in_the_other_half_are_not_given_away(
    registry: Registry, year_first: bool
) -> None:
    """No number of persons is small here, and no difference; only the clients behind it are few."""
    half = of_branches({"raam": 40, "straat": 30})
    half.contacten += [contact(f"raam-{nr}", aard="crisis") for nr in range(20)]
    half.contacten += [contact(f"raam-{nr}", aard="informatie") for nr in range(20)]
    later = [
        contact(f"raam-{nr}", f"2025-{month:02}", aard="crisis")
        for nr in range(3)
        for month in range(7, 13)
    ]
    later += [contact(f"straat-{nr}", "2025-08", aard="informatie") for nr in range(20)]
    year = half.changed(contacten=[*half.contacten, *later])
    for tables, number in [(year, None), (half, 1)] if year_first else [(half, 1), (year, None)]:
        await registry.accepted(tables, half=number)
    told = [shown(event, "contacten", aard="crisis") for event in await registry.published()]
    assert None in told
    assert told[0] is not None


async def test_what_clients_are_called_is_in_no_log(
    registry: Registry, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    tables = of_branches({"raam": 6})
    tables.contacten.append(contact("Ana-Voorbeeld"))
    await registry.upload(tables.csv())
    await registry.upload({"clienten": b'"Ana-Voorbeeld'})
    output = capsys.readouterr()
    assert "Voorbeeld" not in output.out + output.err + caplog.text
