"""The register of regie, and the figures that follow from it at once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from reporting.indicators.catalogue import catalogue
from reporting.regie.rules.kinds import PARTNERS, STATUSES, TYPES, RegieKind
from reporting.regie.rules.records import RegieEntry, check, default_status

from ..support.figures import parts, split
from ..support.reporting import Reporting

TODAY = date(2026, 7, 1)


def meeting(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "overleg",
        "type": "eigenaars",
        "date": "2026-03-12",
        "subject": "Nieuwe uren van de pandkalender",
        "partners": ["eigenaars", "lokale_politie"],
    } | changes


async def kept(reporting: Reporting, **changes: Any) -> dict[str, Any]:
    answer = await reporting.post("/v1/regie-records", meeting(**changes))
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


async def test_a_meeting_counts_at_once_in_its_own_indicator_and_in_the_sum(
    reporting: Reporting,
) -> None:
    await kept(reporting)
    await kept(reporting, type="kerngroep")
    owners = await reporting.figure("IND-2.3-03", "2026-03")
    assert (owners["value"], split(owners, "partner")) == (
        1,
        {"eigenaars": 1, "lokale_politie": 1},
    )
    everything = await reporting.figure("IND-3-03", "2026-03")
    assert everything["value"] == 2
    assert split(everything, "type") == {"eigenaars": 1, "kerngroep": 1}


async def test_all_forums_together_are_the_sum_of_the_forums(reporting: Reporting) -> None:
    for forum in TYPES[RegieKind.OVERLEG]:
        await kept(reporting, type=forum)
    forums = ("2.2-04", "2.3-03", "2.3-04", "3.3-01", "3.3-02", "3.3-03")
    single = [(await reporting.figure(f"IND-{name}"))["value"] for name in forums]
    ad_hoc = parts(await reporting.figure("IND-2.1-03"))
    together = (await reporting.figure("IND-3-03"))["value"]
    assert together == sum(single) + ad_hoc["broad"] + ad_hoc["internal"] == 8


async def test_police_among_themselves_do_not_count_as_consulting_others(
    reporting: Reporting,
) -> None:
    await kept(reporting, type="adhoc_pta_recherche")
    found = await reporting.figure("IND-2.1-03")
    assert (found["value"], parts(found)) == (0, {"broad": 0, "internal": 1})


async def test_notes_are_one_measure_under_two_ids(reporting: Reporting) -> None:
    await kept(reporting, kind="nota", type="beleid")
    await kept(reporting, kind="nota", type="signaal")
    await kept(reporting, kind="nota", type="signaal", status="ontwerp")
    first, second = await reporting.figure("IND-3-02"), await reporting.figure("IND-3.5-02")
    assert first["value"] == second["value"] == 2
    assert parts(first) == parts(second) == {"beleid": 1, "signaal": 1}


async def test_what_is_planned_counts_only_once_it_took_place(reporting: Reporting) -> None:
    planned = await kept(reporting, date="2026-09-01")
    assert (planned["status"], planned["counts"]) == ("gepland", False)
    assert (await reporting.figure("IND-2.3-03"))["value"] == 0
    later = reporting.headers(now="2026-09-02T09:00:00+02:00")
    done = await reporting.client.post(
        f"/v1/regie-records/{planned['recordId']}/correction",
        json={"status": "doorgegaan", "reason": "Het overleg ging door."},
        headers=later,
    )
    assert done.json()["counts"] is True
    assert (await reporting.figure("IND-2.3-03"))["value"] == 1


async def test_a_correction_moves_the_figure_and_keeps_the_history(reporting: Reporting) -> None:
    record = await kept(reporting)
    path = f"/v1/regie-records/{record['recordId']}"
    corrected = await reporting.post(
        f"{path}/correction", {"date": "2026-04-12", "reason": "Verkeerde datum."}
    )
    assert corrected.json()["version"] == 2
    assert (await reporting.figure("IND-2.3-03", "2026-03"))["value"] == 0
    assert (await reporting.figure("IND-2.3-03", "2026-04"))["value"] == 1
    read = (await reporting.get(path)).json()
    assert [(v["version"], v["date"]) for v in read["history"]] == [
        (1, "2026-03-12"),
        (2, "2026-04-12"),
    ]
    assert read["correction"] == "Verkeerde datum."
    assert read["partners"] == record["partners"]


async def test_a_record_made_by_mistake_is_withdrawn_and_can_come_back(
    reporting: Reporting,
) -> None:
    record = await kept(reporting)
    path = f"/v1/regie-records/{record['recordId']}/correction"
    await reporting.post(path, {"withdrawn": True, "reason": "Dubbel ingegeven."})
    assert (await reporting.figure("IND-2.3-03"))["value"] == 0
    await reporting.post(path, {"withdrawn": False, "reason": "Toch niet dubbel."})
    assert (await reporting.figure("IND-2.3-03"))["value"] == 1


async def test_a_record_made_by_mistake_still_has_a_status_that_exists(
    reporting: Reporting,
) -> None:
    record = await kept(reporting)
    path = f"/v1/regie-records/{record['recordId']}/correction"
    body = {"withdrawn": True, "status": "zomaar", "reason": "Dubbel ingegeven."}
    answer = await reporting.post(path, body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["status"]


async def test_a_correction_that_changes_nothing_is_refused(reporting: Reporting) -> None:
    record = await kept(reporting)
    path = f"/v1/regie-records/{record['recordId']}/correction"
    answer = await reporting.post(path, {"reason": "Zomaar."})
    assert answer.status_code == 409


async def test_an_agreement_counts_when_signed_and_is_in_force_until_its_end(
    reporting: Reporting,
) -> None:
    agreement = {"kind": "overeenkomst", "type": None, "date": "2026-01-05"}
    await kept(reporting, **agreement)
    await kept(reporting, **agreement, signedOn="2026-02-01", until="2026-04-30")
    await kept(reporting, **agreement, signedOn="2026-03-01")
    await kept(reporting, **agreement | {"type": "uitvoeringsovereenkomst"}, signedOn="2026-03-01")
    march = await reporting.figure("IND-3.5-01", "2026-03")
    june = await reporting.figure("IND-3.5-01", "2026-06")
    assert parts(march) == {"signed": 1, "in_force": 2, "execution_signed": 1}
    assert parts(june) == {"signed": 0, "in_force": 1, "execution_signed": 0}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "beleid"}, "type"),
        ({"type": None}, "type"),
        ({"status": "ondertekend"}, "status"),
        ({"date": "2026-09-01", "status": "doorgegaan"}, "status"),
        ({"partners": ["Jan Voorbeeld"]}, "partners"),
        ({"partners": ["eigenaars"] * 40}, "partners"),
        ({"signedOn": "2026-01-01"}, "signedOn"),
        ({"subject": "x"}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"subject": "nul\x00teken"}, "subject"),
        ({"kind": "feest"}, "kind"),
        ({"date": "12/03/2026"}, "date"),
        ({"naam": "iemand"}, "naam"),
        (
            {"kind": "overeenkomst", "type": "convenant", "status": "ondertekend"},
            "signedOn",
        ),
        (
            {"kind": "overeenkomst", "type": None, "signedOn": "2026-03-01", "until": "2026-02-01"},
            "until",
        ),
    ],
)
async def test_a_wrong_record_is_refused_by_field_and_changes_nothing(
    reporting: Reporting, changes: dict[str, Any], field: str
) -> None:
    answer = await reporting.post("/v1/regie-records", meeting(**changes))
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"].split(".")[0] == field
    assert "Voorbeeld" not in answer.text
    listed = (await reporting.get("/v1/regie-records")).json()
    assert listed["_embedded"]["regieRecords"] == []


async def test_the_register_is_listed_by_kind_in_pages(reporting: Reporting) -> None:
    for day in range(1, 6):
        await kept(reporting, date=f"2026-03-0{day}")
    await kept(reporting, kind="nota", type="beleid")
    params = {"kind": "overleg", "pagesize": 2, "from": "2026-03-02"}
    listed = (await reporting.get("/v1/regie-records", **params)).json()
    assert [r["date"] for r in listed["_embedded"]["regieRecords"]] == ["2026-03-05", "2026-03-04"]
    assert "kind=overleg" in listed["_links"]["next"]["href"]
    last = (await reporting.get("/v1/regie-records", **params, page=2)).json()
    assert len(last["_embedded"]["regieRecords"]) == 2
    assert "next" not in last["_links"]


async def test_a_record_that_does_not_exist_is_not_found(reporting: Reporting) -> None:
    unknown = f"/v1/regie-records/{uuid4()}"
    assert (await reporting.get(unknown)).status_code == 404
    correction = await reporting.post(f"{unknown}/correction", {"reason": "Fout."})
    assert correction.status_code == 404


async def test_the_plan_group_reads_the_register_but_does_not_write_it(
    reporting: Reporting,
) -> None:
    headers = reporting.headers(Function.PLANGROEP_LID)
    assert (await reporting.client.get("/v1/regie-records", headers=headers)).status_code == 200
    answer = await reporting.client.post("/v1/regie-records", json=meeting(), headers=headers)
    assert answer.status_code == 403


ENTRIES = st.builds(
    RegieEntry,
    kind=st.sampled_from(RegieKind),
    type=st.sampled_from(sorted({code for types in TYPES.values() for code in types})),
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    subject=st.just("onderwerp"),
    partners=st.lists(st.sampled_from(sorted(PARTNERS)), max_size=2).map(tuple),
    status=st.sampled_from(sorted({code for codes in STATUSES.values() for code in codes})),
    signed_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)


@given(ENTRIES)
def test_nothing_that_is_accepted_counts_before_it_happened(entry: RegieEntry) -> None:
    if check(entry, TODAY):
        return
    if entry.counts and entry.kind is RegieKind.OVEREENKOMST:
        assert entry.signed_on is not None
        assert entry.signed_on <= TODAY
    elif entry.counts and entry.kind is not RegieKind.KNELPUNT:
        assert entry.day <= TODAY


@given(st.sampled_from(RegieKind), st.integers(-400, 400), st.booleans())
def test_the_status_that_is_filled_in_is_always_accepted(
    kind: RegieKind, days: int, signed: bool
) -> None:
    day = TODAY + timedelta(days=days)
    signed_on = min(day, TODAY) if signed and kind is RegieKind.OVEREENKOMST else None
    status = default_status(kind, day, signed_on, TODAY)
    type_code = next(iter(TYPES[kind]))
    entry = RegieEntry(kind, type_code, day, "onderwerp", (), status, signed_on)
    assert check(entry, TODAY) == []


def test_every_forum_of_the_plan_can_be_registered() -> None:
    named = " ".join(entry.computed_from for entry in catalogue().values())
    for forum in TYPES[RegieKind.OVERLEG]:
        assert forum in named
