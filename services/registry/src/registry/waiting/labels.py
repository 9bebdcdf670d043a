"""Dutch words of small groups: what they count, of whom and when, never how many."""

from collections.abc import Mapping

from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from registry.delivery_register.labels import period
from registry.disclosure.rules.small_group import SmallGroup, Span
from registry.integration.labels import DIMENSION, MEASURE, code

SPAN: Mapping[str, str] = {
    Span.YEAR: mark("in het hele jaar"),
    Span.H1: mark("in het eerste halfjaar"),
    Span.H2: mark("in het tweede halfjaar"),
    Span.ONLY_H1: mark("alleen in het eerste halfjaar"),
    Span.ONLY_H2: mark("alleen in het tweede halfjaar"),
    Span.BOTH: mark("in beide halfjaren"),
}


def measure(group: SmallGroup) -> str:
    """Measures of acts name their type after a space."""
    name, _space, act = group.measure.partition(" ")
    said = _(MEASURE.get(name, name))
    return f"{said}: {act.replace('_', ' ')}" if act else said


def described(group: SmallGroup) -> str:
    """The codes of a group, and when; a total has no codes."""
    parts = [
        f"{_(DIMENSION[name]).lower()} {code(name, value)}" for name, value in group.dimensions
    ]
    parts.append(_(SPAN[group.span]) if group.span in SPAN else group.span)
    return ", ".join(parts)


__all__ = ["described", "measure", "period"]
