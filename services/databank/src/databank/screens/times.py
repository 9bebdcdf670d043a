"""Moments and stretches of time as an officer reads them, also in the nights the clock changes."""

from datetime import datetime, timedelta

from chassis.days import city_time
from chassis.web.pages import gettext as _
from chassis.web.pages.site import clock, day, number


def spell(at: datetime) -> str:
    """``za 24/10/2026, 22:00``; in the hour that comes twice it says which of the two."""
    return f"{day(at)}, {_hour(at)}"


def span(starts: datetime, ends: datetime) -> str:
    """From when until when; where the clock changes in between, how long it really was."""
    until = _hour(ends) if ends - starts < timedelta(hours=20) else spell(ends)
    text = f"{spell(starts)} – {until}"
    if city_time(starts).utcoffset() != city_time(ends).utcoffset():
        hours = number((ends - starts).total_seconds() / 3600, 1)
        text += " " + _("(%(hours)s uur: de klok werd verzet)") % {"hours": hours}
    return text


def _hour(at: datetime) -> str:
    local = city_time(at)
    summer, winter = local.replace(fold=0), local.replace(fold=1)
    if summer.utcoffset() == winter.utcoffset():
        return clock(at)
    which = _("wintertijd") if local.fold else _("zomertijd")
    return f"{clock(at)} {which}"
