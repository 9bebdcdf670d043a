"""A claim that shows where an earlier one belongs brings it before people."""

from uuid import UUID

from linkage import Features, IdentityDocument, KnownClaim, RawClaim
from linkage.second_look import doubtful_links

ANA, BEA = UUID(int=1), UUID(int=2)


def claim(person: UUID, given: str, birth: str, document: str = "", phone: str = "") -> KnownClaim:
    papers = (IdentityDocument("paspoort", "ROU", document),) if document else ()
    raw = RawClaim(given, "Voorbeeld", birth, documents=papers, phone=phone)
    return KnownClaim(person, Features.of(raw))


HERS = claim(ANA, "Ana", "1998-05-17", "A1234567", "0470000001")
STRAY = claim(ANA, "Beatrice", "1991-11-02", phone="0470000001")
NEW = claim(BEA, "Beatrice", "1991-11-02", "B7654321")


def test_a_claim_that_fits_the_new_record_better_than_its_own_is_asked_about() -> None:
    (found,) = doubtful_links(BEA, [NEW], [(STRAY, [HERS])])
    assert found.claim is STRAY
    assert [person.person_id for person in found.ranked] == [BEA, ANA]
    assert found.ranked[0].posterior >= 0.9


def test_a_claim_that_fits_its_own_record_stays() -> None:
    mine = claim(ANA, "Ana", "1998-05-17", "A1234567")
    assert doubtful_links(BEA, [NEW], [(mine, [HERS])]) == []
    assert doubtful_links(BEA, [claim(BEA, "Ana", "1998-05-17")], [(mine, [HERS])]) == []


def test_a_claim_that_stands_alone_is_no_link() -> None:
    assert doubtful_links(BEA, [NEW], [(STRAY, [])]) == []


def test_a_claim_of_the_record_itself_is_none_of_another() -> None:
    other = claim(BEA, "Beatrice", "1991-11-02")
    assert doubtful_links(BEA, [NEW, other], [(other, [NEW])]) == []


def test_records_of_more_than_twelve_claims_are_left_alone() -> None:
    assert len(doubtful_links(BEA, [NEW], [(STRAY, [HERS] * 11)])) == 1
    assert doubtful_links(BEA, [NEW], [(STRAY, [HERS] * 12)]) == []
    assert len(doubtful_links(BEA, [NEW] * 12, [(STRAY, [HERS])])) == 1
    assert doubtful_links(BEA, [NEW] * 13, [(STRAY, [HERS])]) == []
