"""A proof on paper: names in every script, as the owner entered them."""

import io

import pytest
from pypdf import PdfReader

from chassis.typeset import typeset
from pandkalender.shifts.pages import proof


@pytest.mark.parametrize("name", ["王小明", "Ștefania Đặng", "สมหญิง", "Lila 💋"])
def test_a_proof_has_the_name_as_it_was_entered(name: str) -> None:
    content = {
        "title": "Bewijs van aangifte",
        "lines": [["Naam", name], ["Begin", "di 6/01/2026, 20:00"]],
        "note": "Scan de code.",
        "address": "https://kalender.example/bewijs/1/2",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    }
    made = typeset(proof.TEMPLATE, content, None, ("a-2b",))
    assert made.undrawable == ()
    read = PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    assert set(name) - {" "} <= set(read)
