"""Minutes of meetings: what they may hold, and what they never do."""

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.regie.rules.kinds import PARTNERS, RegieKind
from reporting.regie.rules.minutes import FollowUp, Minutes, check_minutes
from reporting.regie.rules.no_names import names_somebody
from reporting.regie.rules.records import RegieEntry, changes_between

from ..support.reporting import Reporting

DAY = date(2026, 3, 12)
LINES = st.lists(st.sampled_from(["Nieuwe uren", "Verslag", "Brandveiligheid"]), max_size=4)
FOLLOW_UPS = st.builds(
    FollowUp,
    what=st.just("Brief sturen"),
    by=st.sampled_from([*PARTNERS, "iemand"]),
    due=st.dates(DAY - timedelta(days=3), DAY + timedelta(days=90)),
    done=st.booleans(),
)
MINUTES = st.builds(
    Minutes,
    agenda=LINES.map(tuple),
    decisions=LINES.map(tuple),
    follow_up=st.lists(FOLLOW_UPS, max_size=3).map(tuple),
    next_on=st.none() | st.dates(DAY - timedelta(days=3), DAY + timedelta(days=90)),
)


@pytest.mark.parametrize(
    ("line", "fits"),
    [("ab", False), ("abc", True), ("a" * 200, True), ("a" * 201, False), ("", False)],
)
def test_a_line_has_three_to_two_hundred_letters(line: str, *, fits: bool) -> None:
    for field in ("agenda", "decisions"):
        faults = [*check_minutes(Minutes(**{field: (line,)}), DAY, True, PARTNERS)]
        assert [each.field for each in faults] == ([] if fits else [field])


@pytest.mark.parametrize(
    "text",
    [
        "Bel 0470 12 34 56",
        "Rijksregister 85.07.30-033.28",
        "Nummer 85073003328",
        "Mail naar iemand@voorbeeld.example",
        "Mevrouw Voorbeeld komt langs",
        "dhr. Voorbeeld",
        "+32 3 000 00 00",
    ],
)
def test_a_line_that_names_somebody_is_refused(text: str) -> None:
    assert names_somebody(text)
    faults = check_minutes(Minutes(agenda=(text,)), DAY, True, PARTNERS)
    assert [fault.field for fault in faults] == ["agenda"]


@pytest.mark.parametrize(
    "text",
    [
        "Actieplan 2016-2018",
        "Verslag van 12-11-2025",
        "Overleg op 2026-03-12 om 14.00",
        "Vanaf 1.5.2026, 51 ramen",
        "Mobiele equipe, meer plaats",
    ],
)
def test_a_date_or_a_count_names_nobody(text: str) -> None:
    assert not names_somebody(text)


@given(MINUTES, st.booleans())
def test_accepted_minutes_never_decide_before_the_meeting_nor_are_due_before_it(
    minutes: Minutes, held: bool
) -> None:
    wrong = bool(
        (minutes.decisions and not held)
        or [each for each in minutes.follow_up if each.due < DAY or each.by not in PARTNERS]
        or (minutes.next_on is not None and minutes.next_on <= DAY)
    )
    assert bool([*check_minutes(minutes, DAY, held, PARTNERS)]) == wrong


@given(MINUTES, MINUTES)
def test_a_history_names_each_field_that_changed_and_no_other(
    before: Minutes, after: Minutes
) -> None:
    entry = RegieEntry(RegieKind.OVERLEG, "eigenaars", DAY, "Uren", (), "doorgegaan")
    changed = changes_between(replace(entry, minutes=before), replace(entry, minutes=after))
    assert set(changed) == {
        name for name in asdict(before) if getattr(before, name) != getattr(after, name)
    }


async def test_the_api_keeps_minutes_and_corrects_part_of_them(reporting: Reporting) -> None:
    body = {
        "kind": "overleg",
        "type": "kerngroep",
        "date": "2026-03-12",
        "subject": "Dossiers",
        "agenda": ["Branddeuren", "Bezoeken"],
        "followUp": [{"what": "Advies vragen", "by": "brandweer", "due": "2026-04-01"}],
        "nextOn": "2026-05-07",
    }
    made = (await reporting.post("/v1/regie-records", body)).json()
    path = f"/v1/regie-records/{made['recordId']}"
    correction = {"decisions": ["Deuren tegen 1 juni"], "reason": "Vergeten."}
    assert (await reporting.post(f"{path}/correction", correction)).status_code == 200
    now = (await reporting.get(path)).json()
    assert now["agenda"] == body["agenda"]
    assert now["decisions"] == correction["decisions"]
    assert now["followUp"] == [
        {"what": "Advies vragen", "by": "brandweer", "due": "2026-04-01", "done": False}
    ]
    assert now["nextOn"] == "2026-05-07"
    assert [each["decisions"] for each in now["history"]] == [[], correction["decisions"]]


async def test_only_a_meeting_has_minutes(reporting: Reporting) -> None:
    body = {"kind": "nota", "type": "beleid", "date": "2026-03-12", "subject": "Nota"}
    answer = await reporting.post("/v1/regie-records", body | {"agenda": ["Nieuwe uren"]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "agenda"


async def test_no_record_is_kept_with_somebody_in_its_subject_or_reason(
    reporting: Reporting,
) -> None:
    body = {"kind": "overleg", "type": "kerngroep", "date": "2026-03-12", "subject": "Dossiers"}
    named = await reporting.post("/v1/regie-records", body | {"subject": "Mevrouw Voorbeeld"})
    assert named.json()["errors"][0]["field"] == "subject"
    made = (await reporting.post("/v1/regie-records", body)).json()
    correction = {"withdrawn": True, "reason": "Gevraagd door iemand@voorbeeld.example"}
    path = f"/v1/regie-records/{made['recordId']}/correction"
    answer = await reporting.post(path, correction)
    assert answer.json()["errors"][0]["field"] == "reason"
