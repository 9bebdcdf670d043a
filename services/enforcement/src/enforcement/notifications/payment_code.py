"""The code that a banking app reads from a letter: account, amount and message, by EPC069-12."""

import io
from decimal import Decimal

from segno.helpers import make_epc_qr
from stdnum import iban

from enforcement.notifications.city import City
from enforcement.notifications.rules.letters import Particulars


def payment_code(
    city: City, particulars: Particulars, asked_cents: int | None = None
) -> str | None:
    """The picture (SVG) of what a letter asks to pay; None for one that asks nothing.

    ``asked_cents`` is less than the letter's amount where a part was paid.
    Belgian banks read the structured message from the free text, as on paper.
    """
    cents = particulars.amount_cents if asked_cents is None else asked_cents
    if cents is None and particulars.amount_eur is not None:
        cents = 100 * particulars.amount_eur
    if not cents or particulars.payment_reference is None:
        return None
    code = make_epc_qr(
        name=city.payment.name,
        iban=iban.compact(city.payment.iban),
        amount=Decimal(cents) / 100,
        text=particulars.payment_reference,
        bic=city.payment.bic,
        encoding="utf-8",
    )
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
