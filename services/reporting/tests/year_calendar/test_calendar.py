"""The year calendar: its days as rules, its file read by another library's rules, subscriptions."""

import re
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import httpx
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from chassis.web import Function
from launcher.page_walk import words
from reporting.regie.rules.kinds import TYPES, Occasion, RegieKind, RegieStatus
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import RecordVersion, RegieEntry
from reporting.year_calendar.pages.icalendar_file import as_icalendar
from reporting.year_calendar.rules import year_calendar

from ..support.browser import signed_in
from ..support.meetings import recorded
from ..support.records import noted
from ..support.report_pages import planned
from ..support.reporting import Reporting

OFFICE = Function.PROSTITUTIEAMBTENAAR
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def version(entry: RegieEntry) -> RecordVersion:
    return RecordVersion(UUID(int=len(entry.subject)), 1, entry, None, OFFICE, NOW)


@st.composite
def records(draw: st.DrawFn) -> RecordVersion:
    kind = draw(st.sampled_from(RegieKind))
    dues = draw(st.lists(days, max_size=3))
    tasks = [FollowUp("Iets doen", "college", day, draw(st.booleans())) for day in dues]
    entry = RegieEntry(
        kind=kind,
        type=draw(st.sampled_from(sorted(TYPES[kind]))),
        day=draw(days),
        subject="Een onderwerp",
        partners=(),
        status=draw(st.sampled_from(RegieStatus)),
        until=draw(st.none() | days),
        withdrawn=draw(st.booleans()),
        minutes=Minutes(follow_up=tuple(tasks), next_on=draw(st.none() | days)),
    )
    return RecordVersion(uuid4(), 1, entry, None, OFFICE, NOW)


@given(st.lists(records(), max_size=6), st.integers(2025, 2027))
def test_a_year_has_its_own_days_in_order_and_nothing_withdrawn(
    known: list[RecordVersion], year: int
) -> None:
    lines = year_calendar(known, year)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    assert {line.day.year for line in lines} <= {year}
    withdrawn = {each.record_id for each in known if each.entry.withdrawn}
    assert not withdrawn & {line.record_id for line in lines}
    tasks = sum(
        task.due.year == year
        for each in known
        if not each.entry.withdrawn
        for task in each.entry.minutes.follow_up
    )
    assert sum(line.occasion is Occasion.AFSPRAAK for line in lines) == tasks


@given(st.lists(records(), max_size=6))
def test_every_line_is_an_event_of_one_day_with_a_name_of_its_own(
    known: list[RecordVersion],
) -> None:
    lines = year_calendar(known, 2026)
    read = Calendar.from_ical(as_icalendar(lines, NOW))
    events = read.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [line.day for line in lines]
    assert len({str(event["uid"]) for event in events}) == len(lines)


def test_a_meeting_that_was_called_off_stands_in_no_calendar() -> None:
    entry = RegieEntry(
        RegieKind.OVERLEG, "eigenaars", date(2026, 4, 1), "Onderwerp", (), RegieStatus.AFGELAST
    )
    assert year_calendar([version(entry)], 2026) == []


async def test_the_calendar_shows_meetings_tasks_and_ends(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    await recorded(office)
    await noted(office, "overeenkomsten", ondertekend="2026-02-01", tot="2026-12-31")
    shown = await office.sees("/jaarkalender?jaar=2026")
    for text in ("Nieuwe uren van de kalender", "Brief over de nieuwe uren", "Volgend overleg"):
        assert text in shown, text
    assert "Overeenkomst loopt af" in shown
    file = await office.get("/jaarkalender/2026.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    assert len(Calendar.from_ical(file.content).walk("VEVENT")) == 4
    assert "Er staat niets in dit jaar." in await office.sees("/jaarkalender?jaar=2031")


async def test_a_report_that_is_planned_stands_on_its_last_day_until_it_is_out(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    report = await planned(office, "veiligheidsactoren", "2025")
    page = (await office.get("/jaarkalender?jaar=2026")).text
    assert f'href="{report}"' in page
    shown = words(page)
    assert "30 juni 2026" in shown or "30/06/2026" in shown or "30/6/2026" in shown, shown
    assert "Rapport registratie veiligheidsactoren, jaar 2025 Te laat" in shown
    member = await signed_in(reporting, Function.PLANGROEP_LID, "lid")
    page = (await member.get("/jaarkalender?jaar=2026")).text
    assert "Rapport registratie veiligheidsactoren" in page
    assert report not in page, "what is being made is not theirs to open"
    file = (await office.get("/jaarkalender/2026.ics")).content
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert "Rapport registratie veiligheidsactoren, jaar 2025" in str(event["summary"])


async def test_a_subscription_opens_without_a_login_until_it_is_revoked(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    await recorded(office)
    made = await office.get("/jaarkalender/abonnement")
    (address,) = re.findall(r"(/kalender/[\w-]{43}\.ics)", made.text)
    (key,) = re.findall(r'name="sleutel" value="([\w-]+)"', made.text)
    transport = httpx.ASGITransport(app=reporting.app)
    stranger = httpx.AsyncClient(transport=transport, base_url="http://service")
    assert (await stranger.get(address)).status_code == 404, "nothing is open before it is asked"
    for _ in range(2):
        await office.does("/jaarkalender/abonnement", sleutel=key)
    read = await stranger.get(address)
    assert read.status_code == 200
    assert Calendar.from_ical(read.content).walk("VEVENT")
    async with reporting.sandbox.asking("reporting") as conn:
        kept = await conn.fetch("SELECT * FROM calendar_feed")
    assert kept and address[10:-4] not in str(kept)
    page = (await office.get("/jaarkalender")).text
    assert address not in page
    (revoke,) = re.findall(r'action="(/jaarkalender/abonnement/[^"]+/intrekken)"', page)
    await office.does(revoke)
    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.get("/kalender/niets.ics")).status_code == 404
