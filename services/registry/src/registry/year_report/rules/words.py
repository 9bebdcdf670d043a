"""Words beside the figures of a year: a chapter for the city, and one for each organisation.

They are written to be published, of nobody in particular (DP-19), and travel in no event: who makes
the report takes them over into the chapter of the same name.
"""

from chassis.messages import lazy
from contracts.codes import CareOrganisation
from registry.delivery_register.rules.answers import NUMBER
from registry.validation.rules.identifiers import identifier_in

CITY = "STAD"
CHAPTERS = (CITY, *(each.value for each in CareOrganisation))
LONGEST = 4_000
"""Characters of a chapter: a page."""


def wrong_words(words: str) -> str:
    """The fault of what somebody wrote, in Dutch; empty where it may stand."""
    if len(words) > LONGEST:
        return lazy("Schrijf hoogstens %(most)s tekens.", most=LONGEST)
    if NUMBER.search(words) or identifier_in(words, is_code=False):
        return lazy("Schrijf geen nummers of gegevens van een persoon.")
    return ""
