"""Few words: a name or a year of birth alone, by which nobody is known however rare they are."""

from linkage.claim import Features


def says_little(claim: Features) -> bool:
    """Whether there is neither a number nor both names with a birth date.

    A rare given name and a year are likely one person to a score over all that is known; but who
    was never noted before is in no such score, and two of one name in one street are two.
    """
    has_number = claim.documents or claim.number or claim.phone
    return not (has_number or (claim.family and claim.given and claim.birth))
