"""Help lines as a worker reads them, in her language."""

from dataclasses import dataclass

from babel import Locale, dates
from starlette.requests import Request

from chassis.days import city_day
from chassis.web import request_context
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import language
from pandkalender.worker_portal.help_lines import HelpLine, HelpLines, Hours, Kind


@dataclass(frozen=True, slots=True)
class ShownLine:
    kind: Kind
    name: str
    phone: str
    address: str
    when: str
    speaks: str


@dataclass(frozen=True, slots=True)
class ShownLines:
    """With the terms that a worker is told after a dispute."""

    lines: tuple[ShownLine, ...]
    is_example: bool
    urgent_within_hours: int
    other_within_days: int

    def of(self, kind: str) -> list[ShownLine]:
        return [line for line in self.lines if line.kind == kind]


def shown_lines(request: Request) -> ShownLines:
    """Those of today."""
    known: HelpLines = request.app.state.help_lines
    spoken = language()
    today = city_day(request_context(request).now)
    return ShownLines(
        lines=tuple(_shown(line, Locale.parse(spoken)) for line in known.on(today, spoken)),
        is_example=known.example,
        urgent_within_hours=known.urgent_within_hours,
        other_within_days=known.other_within_days,
    )


def _shown(line: HelpLine, locale: Locale) -> ShownLine:
    hours = line.hours
    return ShownLine(
        kind=line.kind,
        name=line.name,
        phone=line.phone,
        address=line.address,
        when=_("dag en nacht")
        if isinstance(hours, str)
        else "; ".join(_open(each, locale) for each in hours),
        speaks=", ".join(
            locale.languages.get(code, code) for code in _own_first(line.languages, locale)
        ),
    )


def _own_first(codes: tuple[str, ...], locale: Locale) -> list[str]:
    return sorted(codes, key=lambda code: code != locale.language)


def _open(hours: Hours, locale: Locale) -> str:
    names = dates.get_day_names("abbreviated", context="stand-alone", locale=locale)
    return _("%(days)s van %(begin)s tot %(end)s") % {
        "days": "\N{EN DASH}".join(names[day] for day in hours.weekdays),
        "begin": f"{hours.from_:%H:%M}",
        "end": f"{hours.until:%H:%M}",
    }
