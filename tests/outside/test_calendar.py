"""Judge: ``vobject``, a reader of calendars (PyPI); ours are written with another library."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import vobject

from reporting.regie.rules.kinds import Occasion, RegieKind
from reporting.year_calendar.pages.icalendar_file import as_icalendar
from reporting.year_calendar.rules import CalendarLine


@pytest.mark.parametrize(
    "text",
    [
        "Overleg",
        "Overleg; met komma, puntkomma \\ en schuine streep",
        "Twee\nregels",
        "Vergadering over de “Schipperskwartier”-werking, " * 6 + "€ ț ş",
    ],
)
def test_another_reader_of_calendars_finds_each_day(text: str) -> None:
    lines = [
        CalendarLine(
            day=date(2026, 12, 31),
            occasion=Occasion.AFSPRAAK,
            kind=RegieKind.OVERLEG,
            type="stuurgroep",
            text=text,
            record_id=UUID(int=number),
        )
        for number in (1, 2)
    ]
    made = as_icalendar(lines, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert all(len(line) <= 75 for line in made.split(b"\r\n")), "RFC 5545, section 3.1"
    (calendar,) = vobject.readComponents(made.decode())
    assert calendar.validate(raiseException=True)
    events = calendar.vevent_list
    assert [event.summary.value.endswith(text) for event in events] == [True, True]
    assert {(event.dtstart.value, event.dtend.value) for event in events} == {
        (date(2026, 12, 31), date(2027, 1, 1))
    }
    assert len({event.uid.value for event in events}) == 2
