"""People and claims that are made up."""

from dataclasses import dataclass
from uuid import UUID

from hypothesis import strategies as st

from linkage.claim import IdentityDocument, RawClaim

KNOWN, OTHER = UUID(int=1), UUID(int=2)
"""Two persons."""


@dataclass(frozen=True)
class Someone:
    """A made-up person, whose number fits nobody."""

    given: str = "Ana"
    family: str = "Voorbeeld"
    birth: str = "1998-05-17"
    document: str | None = None
    number: str | None = None
    phone: str | None = None

    @property
    def identity(self) -> RawClaim:
        paper = (IdentityDocument("paspoort", "ROU", self.document),) if self.document else ()
        return RawClaim(
            given_names=self.given,
            family_name=self.family,
            birth_date=self.birth,
            documents=paper,
            national_number=self.number,
            phone=self.phone,
        )


raw_claims = st.builds(
    RawClaim,
    given_names=st.sampled_from(
        [None, "Ana", "Ana Maria", "A.", "Ilinca", "Анна", "Mihaela", "Miha"]
    ),
    family_name=st.sampled_from(
        [None, "Voorbeeld", "Voorbeelt", "van der Voorbeeld", "Garcia Lopez"]
    ),
    birth_date=st.sampled_from(
        [None, "1998-05-07", "1998-07-05", "1998-05", "1998", "19450631", "1998-01-01", "?"]
    ),
    sex=st.sampled_from([None, "F", "M", "X"]),
    national_number=st.sampled_from([None, "98650700100", "1234567", "1234576"]),
    documents=st.sampled_from(
        [
            (),
            (IdentityDocument("paspoort", "ROU", "X1234567"),),
            (IdentityDocument("eID", "", "X1234576"),),
        ]
    ),
    phone=st.sampled_from([None, "+32470000001", "0470 00 00 01", "1"]),
    street=st.sampled_from([None, "Voorbeeldstraat", "Voorbeeldstr.", "Anderelaan"]),
    house_number=st.sampled_from([None, "12", "12A", "7"]),
    postcode=st.sampled_from([None, "2000", "2020"]),
    municipality=st.sampled_from([None, "Antwerpen", "Anvers"]),
    alias=st.sampled_from([None, "Luna", "Ana"]),
)
"""Claims of few people, in many forms."""
