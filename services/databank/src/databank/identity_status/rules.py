"""The outcome of a validation of an identity, and what may not go together with it."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import DocumentKind
from databank.stated_identity.rules.document_checks import Photo
from databank.welfare.rules.priority import RefutedReason


class ValidationOutcome(StrEnum):
    GEVALIDEERD = "gevalideerd"
    WEERLEGD = "weerlegd"
    ONDUIDELIJK = "onduidelijk"


def refusal(
    outcome: ValidationOutcome,
    method: DocumentKind | None,
    photo: Photo | None,
    reason: RefutedReason | None,
) -> FieldRefusedError | None:
    """The reason why nothing is in order, if the outcome says that it is (handbook §2.3).

    A person who is not the one on the document is a ground to refute, and no doubt that a word
    takes away. A ``reason`` that was given is never dropped: it may be one to protect.
    """
    if outcome is not ValidationOutcome.GEVALIDEERD:
        return None
    if reason is not None:
        return FieldRefusedError(
            "reason", lazy("Geef alleen een reden als de identiteit niet klopt.")
        )
    if method is None:
        return FieldRefusedError(
            "method",
            lazy("Zonder document is niets in orde. Kies 'Onduidelijk' of 'Niet in orde'."),
        )
    if photo is Photo.LIJKT_NIET:
        return FieldRefusedError(
            "photo",
            lazy(
                "De foto lijkt niet op de persoon. Dan is de identiteit niet in orde. Kies 'Niet in"
                " orde' en 'Persoon is niet document', of 'Onduidelijk'."
            ),
        )
    return None
