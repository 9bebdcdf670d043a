"""Identity claims of the contracts as the matcher's core takes them, and what repeats one."""

from hashlib import blake2b

from contracts.identity import IdentityClaim
from linkage.claim import IdentityDocument, RawClaim


def as_stated(claim: IdentityClaim | RawClaim) -> RawClaim:
    """The claim in text, as somebody stated it."""
    if isinstance(claim, RawClaim):
        return claim
    documents = (claim.document, *(claim.other_documents or ()))
    return RawClaim(
        given_names=claim.given_names,
        family_name=claim.family_name,
        birth_date=claim.birth_date,
        sex=claim.sex.value if claim.sex else None,
        nationality=claim.nationality,
        national_number=claim.national_number,
        documents=tuple(
            IdentityDocument(document.kind.value, document.country, document.number)
            for document in documents
            if document
        ),
        phone=claim.phone,
        alias=claim.alias,
    )


def digest(claim: IdentityClaim, given_by: str) -> bytes:
    """The same for a claim that the same source repeats word for word; ``given_by`` names it."""
    document = claim.document
    fields = (
        given_by,
        claim.given_names,
        claim.family_name,
        claim.birth_date,
        claim.national_number,
        claim.nationality,
        claim.phone,
        *(
            (document.kind, document.country, document.number, document.expires_on)
            if document
            else ()
        ),
    )
    text = "\x1f".join("" if field is None else str(field) for field in (*fields, *_more(claim)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _more(claim: IdentityClaim) -> tuple[object, ...]:
    """Nothing where nothing more was said: claims of before these fields keep their digest."""
    documents = claim.other_documents or ()
    if not (claim.sex or claim.alias or documents):
        return ()
    return (
        claim.sex,
        claim.alias,
        *(
            part
            for one in documents
            for part in (one.kind, one.country, one.number, one.expires_on)
        ),
    )
