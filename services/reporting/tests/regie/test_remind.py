"""Reminders of regie: once for each day, to who does it, without what it is about, until done."""

import mailbox
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import city_moment
from chassis.web import Function
from reporting.regie.remind import remind
from reporting.regie.rules.due import due_days, to_remind
from reporting.regie.rules.kinds import Occasion, RegieKind
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import RecordVersion, RegieEntry
from reporting.settings import ReportingSettings

from ..support.browser import signed_in
from ..support.mornings import leave
from ..support.records import noted
from ..support.reporting import Reporting

MORNING = time(8)
LATEST = timedelta(days=28)

OFFICE = Function.PROSTITUTIEAMBTENAAR
WRITTEN = date(2026, 2, 1)
MILESTONE = date(2026, 8, 15)
ENDS = date(2026, 9, 30)


def agreement(
    *tasks: FollowUp, status: str = "ondertekend", withdrawn: bool = False
) -> RecordVersion:
    entry = RegieEntry(
        kind=RegieKind.OVEREENKOMST,
        type="convenant",
        day=WRITTEN,
        subject="Convenant",
        partners=(),
        status=status,
        signed_on=WRITTEN,
        until=ENDS,
        withdrawn=withdrawn,
        minutes=Minutes(follow_up=tasks),
    )
    return RecordVersion(uuid4(), 1, entry, None, OFFICE, datetime(2026, 2, 1, 12, tzinfo=UTC))


def task(due: date = MILESTONE, *, done: bool = False) -> FollowUp:
    return FollowUp("Evaluatie schrijven", "lokale_politie", due, done)


def test_a_milestone_is_reminded_two_weeks_before_and_an_end_three_months() -> None:
    record = agreement(task())
    first = {each.occasion: each.reminded_from for each in due_days(record)}
    assert first == {
        Occasion.AFSPRAAK: date(2026, 8, 1),
        Occasion.EINDE_OVEREENKOMST: date(2026, 7, 2),
    }
    assert to_remind([record], date(2026, 7, 1), ()) == []
    assert [each.by for each in to_remind([record], date(2026, 8, 1), ())] == [
        "lokale_politie",
        None,
    ]
    assert to_remind([record], ENDS + LATEST + timedelta(days=1), ()) == []


@pytest.mark.parametrize(
    "record",
    [
        agreement(task(done=True), status="ontwerp"),
        agreement(task(), status="beeindigd"),
        agreement(task(), withdrawn=True),
    ],
)
def test_what_is_done_ended_or_taken_back_is_reminded_no_more(record: RecordVersion) -> None:
    assert [*due_days(record)] == []


@given(
    st.lists(st.tuples(st.dates(date(2026, 3, 1), date(2026, 12, 1)), st.booleans()), max_size=5),
    st.dates(date(2026, 3, 1), date(2026, 6, 1)),
)
def test_every_open_day_is_reminded_exactly_once_whatever_mornings_are_missed(
    tasks: list[tuple[date, bool]], begin: date
) -> None:
    unique = dict(tasks)
    record = agreement(*(task(day, done=done) for day, done in unique.items()))
    sent: list[UUID] = []
    for week in range(0, 300, 7):
        sent += [each.key for each in to_remind([record], begin + timedelta(days=week), sent)]
    assert len(sent) == len({*sent})
    expected = {each.key for each in due_days(record) if each.due + LATEST >= begin}
    assert {*sent} == expected


async def morning(reporting: Reporting, day: date, settings: ReportingSettings) -> int:
    """How many leave."""
    return await leave(reporting, city_moment(day, MORNING), remind, settings)


async def test_a_milestone_goes_to_who_does_it_once_until_it_is_done(
    reporting: Reporting, tmp_path: Path
) -> None:
    settings = ReportingSettings(
        mail_folder=tmp_path / "mail",
        mailbox="plan@stad.example",
        mailboxes={"lokale_politie": "politie@politie.example"},
        regie_address="https://cijfers.stad.example",
    )
    office = await signed_in(reporting, OFFICE)
    tasks = {
        "wat1": "Evaluatie schrijven", "wie1": "lokale_politie", "tegen1": str(MILESTONE),
        "wat2": "Cijfers bezorgen", "wie2": "studiedienst", "tegen2": str(MILESTONE),
    }  # fmt: skip
    path = await noted(
        office, "overeenkomsten", ondertekend=str(WRITTEN), tot="2027-09-30", **tasks
    )
    assert await morning(reporting, date(2026, 7, 31), settings) == 0
    assert await morning(reporting, date(2026, 8, 1), settings) == 2
    assert await morning(reporting, date(2026, 8, 2), settings) == 0
    letters = {str(each["To"]): each for each in mailbox.Maildir(tmp_path / "mail")}
    assert {*letters} == {"politie@politie.example", "plan@stad.example"}
    text = letters["politie@politie.example"].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "Aan: Lokale politie" in text
    assert "15/08/2026" in text
    assert f"https://cijfers.stad.example{path}" in text
    assert "Evaluatie" not in text and "doorverwijzing" not in text
    shown = await office.sees("/regie")
    assert shown.count("Herinnering verstuurd op 1 augustus 2026") + shown.count("1/08/2026") >= 2
    await office.does(f"{path}/opvolging/0", versie="1")
    await office.does(
        f"{path}/verbeteren",
        **{
            "versie": "2", "reden": "Uitgesteld.", "soort": "convenant", "dag": "2026-02-01",
            "onderwerp": "Convenant over doorverwijzing", "partners": ["college"],
            "status": "ondertekend", "ondertekend": str(WRITTEN), "tot": "2027-09-30",
            **tasks, "klaar1": "true", "tegen2": "2026-09-15",
        },
    )  # fmt: skip
    assert await morning(reporting, date(2026, 9, 1), settings) == 1, "another day, another mail"


async def test_without_a_mailbox_nothing_leaves(reporting: Reporting, tmp_path: Path) -> None:
    office = await signed_in(reporting, OFFICE)
    await noted(office, "overeenkomsten", ondertekend=str(WRITTEN), tot=str(ENDS))
    settings = ReportingSettings(mail_folder=tmp_path / "mail")
    assert await morning(reporting, ENDS, settings) == 0
    assert not (tmp_path / "mail").exists()


def test_a_mailbox_is_of_a_partner_that_there_is() -> None:
    with pytest.raises(ValueError, match="no partner"):
        ReportingSettings(mailboxes={"iemand": "x@stad.example"})
