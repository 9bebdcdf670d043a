"""Identity claims of the contracts, as the matcher takes them."""

from contracts.codes import DocumentKind, Sex
from contracts.identity import Document, IdentityClaim
from databank.matching.rules.identity_claims import as_stated, digest
from linkage.claim import IdentityDocument, RawClaim

HERS = IdentityClaim(
    given_names="Ana",
    family_name="Voorbeeld",
    birth_date="1998-05-17",
    document=Document(kind=DocumentKind.PASPOORT, country="ROU", number="X1234567"),
)


def test_a_claim_is_taken_as_it_was_stated_with_all_its_papers() -> None:
    card = Document(kind=DocumentKind.EID, country="BEL", number="591000000012")
    said = HERS.model_copy(update={"sex": Sex.VROUW, "other_documents": (card,), "alias": "Luna"})
    stated = RawClaim(
        given_names="Ana",
        family_name="Voorbeeld",
        birth_date="1998-05-17",
        sex="vrouw",
        documents=(
            IdentityDocument("paspoort", "ROU", "X1234567"),
            IdentityDocument("eID", "BEL", "591000000012"),
        ),
        alias="Luna",
    )
    assert as_stated(said) == stated
    assert as_stated(stated) is stated


def test_claims_that_differ_in_anything_said_have_other_digests() -> None:
    """A claim is taken for one that its source repeats only where nothing in it differs."""
    hers = HERS
    paper = Document(kind=DocumentKind.EID, country="BEL", number="591000000012")
    others = [
        hers,
        hers.model_copy(update={"given_names": "Ilinca"}),
        hers.model_copy(update={"sex": "v"}),
        hers.model_copy(update={"document": None}),
        hers.model_copy(update={"document": paper}),
        hers.model_copy(update={"alias": "Luna"}),
        hers.model_copy(update={"other_documents": (paper,)}),
        hers.model_copy(
            update={"other_documents": (paper.model_copy(update={"number": "591000000013"}),)}
        ),
    ]
    digests = [digest(claim, "shift") for claim in others]
    assert len({*digests, digest(hers, "police")}) == len(others) + 1
    assert digest(hers.model_copy(update={"other_documents": ()}), "shift") == digests[0]
