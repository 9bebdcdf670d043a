"""Outcomes of many declarations at once, told on the page that follows."""

from collections.abc import Sequence

from starlette.requests import Request

from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.flash import CAREFUL, tell
from chassis.web.pages.languages import ngettext

MOST_TOLD = 20


async def tell_outcomes(
    tx: Transaction, request: Request, accepted: int, refused: Sequence[str]
) -> None:
    """``refused`` says of each where, when and why, and no name."""
    if accepted or not refused:
        done = ngettext("%(num)s shift aangegeven", "%(num)s shiften aangegeven", accepted)
        await tell(tx, request, f"{done % {'num': accepted}}.")
    if refused:
        count = len(refused)
        text = ngettext(
            "%(num)s shift is niet aangegeven", "%(num)s shiften zijn niet aangegeven", count
        )
        told = list(refused[:MOST_TOLD])
        if count > MOST_TOLD:
            told.append(_("en nog %(num)s") % {"num": count - MOST_TOLD})
        await tell(tx, request, f"{text % {'num': count}}: {'; '.join(told)}", CAREFUL)
