"""When an identity may not be found in order (handbook §2.3)."""

import pytest

from contracts.codes import DocumentKind
from databank.identity_status.rules import ValidationOutcome, refusal
from databank.stated_identity.rules.document_checks import Photo
from databank.welfare.rules.priority import RefutedReason

PAPER = DocumentKind.PASPOORT
UNLIKE = Photo.LIJKT_NIET
ALIKE = next(photo for photo in Photo if photo is not UNLIKE)
MINOR = RefutedReason.MINDERJARIG


@pytest.mark.parametrize(
    ("method", "photo", "reason", "field"),
    [
        (PAPER, ALIKE, None, None),
        (PAPER, None, None, None),
        (None, ALIKE, None, "method"),
        (PAPER, UNLIKE, None, "photo"),
        (PAPER, ALIKE, MINOR, "reason"),
        (None, UNLIKE, MINOR, "reason"),
    ],
)
def test_an_identity_is_in_order_with_a_paper_of_that_person_and_no_reason_against(
    method: DocumentKind | None,
    photo: Photo | None,
    reason: RefutedReason | None,
    field: str | None,
) -> None:
    refused = refusal(ValidationOutcome.GEVALIDEERD, method, photo, reason)
    assert (refused and refused.field) == field
    for outcome in (ValidationOutcome.WEERLEGD, ValidationOutcome.ONDUIDELIJK):
        assert refusal(outcome, method, photo, reason) is None
