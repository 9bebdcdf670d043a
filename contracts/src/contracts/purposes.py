"""The purposes for which the bus carries events, by the code that an event names.

The legal bases follow the handbook (§4.1). They are the project's reading and have to be confirmed
by the data protection officer of each controller before real data travels.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Purpose:
    """``label`` is Dutch, for people; ``basis`` is the id of the record of processing's basis."""

    code: str
    label: str
    basis: str
    basis_text: str


PURPOSES: dict[str, Purpose] = {
    purpose.code: purpose
    for purpose in (
        Purpose(
            code="supervision",
            label="Toezicht op raamprostitutie",
            basis="politiecodex-aangifte",
            basis_text="municipal police code (duty to declare who works), police law, law of 30 "
            "July 2018 title 2",
        ),
        Purpose(
            code="protection",
            label="Bescherming van minderjarigen en mogelijke slachtoffers",
            basis="wpa-44-11-3",
            basis_text="Police Function Act art. 44/11/3 (special database)",
        ),
        Purpose(
            code="identity-status",
            label="Status van een identiteitscontrole, zonder reden",
            basis="wpa-44-11-4",
            basis_text="Police Function Act arts. 44/11/4 to 44/11/12 (communication to others)",
        ),
        Purpose(
            code="own-declarations",
            label="Sekswerkers zien en bevestigen wat over hen is aangegeven",
            basis="wet-2018-inzage",
            basis_text="law of 30 July 2018 title 2 (rights of the person concerned), municipal "
            "police code",
        ),
        Purpose(
            code="enforcement",
            label="Bestuurlijke handhaving: GAS en sancties",
            basis="gas-wet-2013",
            basis_text="law of 24 June 2013 (GAS), law of 30 July 2018 art. 10",
        ),
        Purpose(
            code="permits",
            label="Geschiktheid, schorsing en sluiting van panden",
            basis="politiecodex-geschiktheid",
            basis_text="municipal police code (declaration of suitability), GDPR",
        ),
        Purpose(
            code="policy-statistics",
            label="Beleidsopvolging met tellingen",
            basis="avg-89",
            basis_text="GDPR art. 89; counts and opaque ids only",
        ),
    )
}
"""Every purpose by code; a test holds that every event's purpose is here."""
