"""Words in which nobody is named: those of registers and of reports (DP-19).

Partners are organisations and functions; a text with the number of a person or a phone, an address
of mail or a form of address is refused.
"""

import re

from chassis.messages import lazy

NUMBER = re.compile(
    r"\d{6}|\d{2}\.\d{2}\.\d{2}[ -]\d{3}|\+\d{2}|\b0\d{1,3}[ /]\d{2,3}(?: ?\d{2,3}){2}\b"
)
"""Numbers of a person, a paper or a phone; no date and no span of years."""
ADDRESSED = re.compile(
    r"\b(?:dhr|mevr|mw|de heer|meneer|mevrouw|mr|mme|monsieur|madame)\b\.?", re.I
)


def names_somebody(text: str) -> bool:
    """A hint, no proof: numbers, mail and forms of address, as people write them of others."""
    return "@" in text or bool(NUMBER.search(text) or ADDRESSED.search(text))


NAMES_SOMEBODY = lazy(
    "Schrijf geen namen, nummers of adressen van mensen. Noem de organisatie of de functie."
)
