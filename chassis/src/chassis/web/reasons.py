"""Reasons for refusing a value, in Dutch that everybody reads (B1). They never repeat it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.messages import LazyMessage, lazy

FALLBACK = lazy("Deze waarde is niet geldig.")
MOMENT = lazy("Geef een tijdstip met tijdzone, bijvoorbeeld 2026-11-24T19:00:00+01:00.")
DATE = lazy("Geef een datum, bijvoorbeeld 2026-11-24.")
TIME = lazy("Geef een uur, bijvoorbeeld 19:00.")
DURATION = lazy("Geef een duur, bijvoorbeeld PT4H.")
WHOLE = lazy("Geef een geheel getal.")
NUMBER = lazy("Geef een getal, bijvoorbeeld 12.5.")
TEXT = lazy("Geef een tekst.")
OBJECT = lazy("Geef een object.")
LIST = lazy("Geef een lijst.")
ID = lazy("Geef een geldig id (UUID).")

Context = Mapping[str, Any]
Reason = str | Callable[[Context], str]
_SOURCES = {"body", "query", "path", "header", "cookie"}
_LONGEST_PART = 64
_LIKE_A_FIELD = re.compile(r"[a-z][A-Za-z_-]*\d{0,2}")
_NOT_A_FIELD = "?"


def _allowed(context: Context) -> str:
    values = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    return (
        lazy("Kies een van deze waarden: %(values)s.", values=", ".join(values))
        if values
        else FALLBACK
    )


def _characters(count: Any) -> str:
    return lazy("1 teken") if count == 1 else lazy("%(count)s tekens", count=count)


def _at_least(context: Context) -> str:
    least = context.get("min_length")
    if least == 1:
        return lazy("Vul dit veld in.")
    return lazy("Gebruik minstens %(many)s.", many=_characters(least))


def _fewest(context: Context) -> str:
    least = context.get("min_length")
    if least == 1:
        return lazy("Geef minstens 1 element.")
    return lazy("Geef minstens %(least)s elementen.", least=least)


REASONS: dict[str, Reason] = {
    "missing": lazy("Dit veld is verplicht."),
    "extra_forbidden": lazy("Dit veld kennen we niet."),
    "json_invalid": lazy("Dit is geen geldige JSON."),
    "string_type": TEXT,
    "string_unicode": lazy("Deze tekst bevat tekens die niet geldig zijn."),
    "string_too_short": _at_least,
    "string_too_long": lambda c: lazy(
        "Gebruik hoogstens %(many)s.", many=_characters(c.get("max_length"))
    ),
    "string_pattern_mismatch": lazy("Deze tekst heeft niet de juiste vorm."),
    "uuid_type": ID,
    "uuid_parsing": ID,
    "uuid_version": ID,
    "datetime_past": lazy("Geef een tijdstip in het verleden."),
    "datetime_future": lazy("Geef een tijdstip in de toekomst."),
    "timezone_aware": MOMENT,
    "timezone_naive": lazy("Geef een tijdstip zonder tijdzone."),
    "date_past": lazy("Geef een datum in het verleden."),
    "date_future": lazy("Geef een datum in de toekomst."),
    "enum": _allowed,
    "literal_error": _allowed,
    "finite_number": NUMBER,
    "multiple_of": lambda c: lazy("Geef een veelvoud van %(of)s.", of=c.get("multiple_of")),
    "greater_than": lambda c: lazy("Dit moet meer zijn dan %(than)s.", than=c.get("gt")),
    "greater_than_equal": lambda c: lazy("Dit moet %(least)s of meer zijn.", least=c.get("ge")),
    "less_than": lambda c: lazy("Dit moet minder zijn dan %(than)s.", than=c.get("lt")),
    "less_than_equal": lambda c: lazy("Dit moet %(most)s of minder zijn.", most=c.get("le")),
    "too_short": _fewest,
    "too_long": lambda c: lazy("Geef hoogstens %(most)s elementen.", most=c.get("max_length")),
    "none_required": lazy("Laat dit veld leeg."),
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "dataclass_type": OBJECT,
    "dict_type": OBJECT,
    "mapping_type": OBJECT,
    "union_tag_invalid": lazy("Deze soort kennen we niet."),
    "union_tag_not_found": lazy("Geef aan om welke soort het gaat."),
}
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("datetime_", MOMENT),
    ("timezone_", MOMENT),
    ("date_", DATE),
    ("time_delta_", DURATION),
    ("time_", TIME),
    ("int_", WHOLE),
    ("float_", NUMBER),
    ("decimal_", NUMBER),
    ("bool_", lazy("Geef true of false.")),
    ("list_", LIST),
    ("tuple_", LIST),
    ("set_", LIST),
    ("frozen_set_", LIST),
    ("string_", TEXT),
    ("url_", lazy("Geef een geldig webadres.")),
)


def reason(error: Mapping[str, Any]) -> str:
    """The reason for one pydantic error. Our own validators raise ``ValueError`` in Dutch."""
    kind = str(error.get("type", ""))
    context = error.get("ctx") or {}
    if kind == "value_error":
        raised = context.get("error")
        if (
            isinstance(raised, ValueError)
            and raised.args
            and isinstance(raised.args[0], LazyMessage)
        ):
            return raised.args[0]
        return str(error.get("msg", FALLBACK)).removeprefix("Value error, ") or FALLBACK
    reason_of = REASONS.get(kind)
    if reason_of is None:
        return next((text for prefix, text in _FAMILIES if kind.startswith(prefix)), FALLBACK)
    return reason_of if isinstance(reason_of, str) else reason_of(context)


def field(location: Sequence[Any]) -> str:
    """``shifts.3.worker.birthDate``; ``body`` when the whole body is meant.

    A name that the client made up is repeated only when it looks like the name of a field, and not
    like that of a person, or a number.
    """
    parts = list(location)
    if parts and parts[0] in _SOURCES:
        parts = parts[1:] or parts
    return ".".join(_part(part) for part in parts)


def _part(part: Any) -> str:
    if isinstance(part, int) or _LIKE_A_FIELD.fullmatch(str(part)):
        return str(part)[:_LONGEST_PART]
    return _NOT_A_FIELD
