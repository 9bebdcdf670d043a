"""A worker comes back from what is kept exactly as an owner entered her."""

from datetime import date

import pytest

from contracts.identity import IdentityClaim
from pandkalender.workers.rules.entered_worker import fields_of, worker_of
from pandkalender.workers.rules.identity_status import IdentityStatus

NAMES = {"given_names": "Ana", "family_name": "Voorbeeld", "birth_date": "1999-02"}
PAPER = {"kind": "paspoort", "country": "ROU", "number": "AB123456"}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"nationality": "ROU", "phone": "+32470000000"},
        {"document": PAPER},
        {"document": PAPER | {"expires_on": "2027-01-31"}},
    ],
    ids=["names", "nationality and phone", "document", "document with its last day"],
)
def test_what_is_kept_of_a_claim_gives_the_same_claim_back(more: dict[str, object]) -> None:
    claim = IdentityClaim.model_validate(NAMES | more)
    kept = fields_of(claim)
    if (expires_on := kept["document_expires_on"]) is not None:
        assert expires_on == date(2027, 1, 31)
        kept["document_expires_on"] = "2027-01-31"  # as it comes out of the vault
    worker = worker_of(kept)
    assert worker.name == "Ana Voorbeeld"
    assert (worker.document is None) == ("document" not in more)
    assert worker.claim() == claim


def test_only_one_status_asks_the_owner_to_call_the_police() -> None:
    assert [each.value for each in IdentityStatus if each.asks_to_call] == ["contacteer_politie"]
