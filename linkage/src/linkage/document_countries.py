"""Codes of one state on its documents, where papers and clerks write more than one.

ISO 3166-1 alpha-3, its former codes and user-assigned ones; ICAO Doc 9303-3 (``D``, ``RKS``, the
codes of British nationalities); those of the Olympic committees, which people write instead; those
of countries that share a passport, as the Kingdom of the Netherlands has one.
"""

from typing import Final

_CODES: Final = """
XKX RKS KOS XXK UNK | ROU ROM | DEU D GER DDR | GBR GBD GBN GBO GBP GBS | BGR BUL |
NLD NED HOL ANT ABW CUW SXM | FRA FXX |
PRT POR | CHE SUI | HRV CRO | GRC GRE HEL | DNK DEN | LVA LAT | SVN SLO | SRB SCG YUG |
MNE SCG YUG | MKD FYR FYM | CZE CSK TCH | SVK CSK TCH | RUS SUN URS | COD ZAR ZRE | MMR BUR MYA |
TLS TMP | BLR BYS | VNM VIE VDR | YEM YMD | DZA ALG | NGA NGR | PHL PHI | IDN INA | THA THI |
MNG MGL | ZAF RSA | CHL CHI | PRY PAR | URY URU | HND HON | GTM GUA | SLV ESA | CRI CRC | HTI HAI
| LBN LIB | KWT KUW | ARE UAE | SAU KSA | PSE PLE | IRN IRI | MYS MAS | BGD BAN | LKA SRI |
NPL NEP | TGO TOG | BFA BUR HVO | GMB GAM | GIN GUI | MDG MAD | ZMB ZAM | TZA TAN | AGO ANG |
GNQ GEQ | COG CGO | NER NIG | MRT MTN | SDN SUD | LBY LBA | TWN TPE | HKG CHN | MAC CHN | MCO MON
| LTU LIT
"""
_PADDED: Final = 3


def padded(code: str) -> str:
    """A code in capitals, filled with ``-`` to three signs."""
    return f"{code.upper()[:_PADDED]:-<{_PADDED}}"


def _states() -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, codes in enumerate(_CODES.split("|")):
        for code in codes.split():
            numbers.setdefault(padded(code), set()).add(number)
    return {code: frozenset(of_states) for code, of_states in numbers.items()}


_STATES: Final = _states()
_NONE: Final[frozenset[int]] = frozenset()


def may_be_one_state(one: str, other: str) -> bool:
    """Whether two codes, filled with ``-`` to three signs, may be of one state."""
    states = _STATES.get(one)
    return states is not None and not states.isdisjoint(_STATES.get(other, _NONE))


def is_one_document_state(one: str, other: str) -> bool:
    """Whether two codes, as papers and clerks write them, are one or may be of one state."""
    mine, theirs = padded(one), padded(other)
    return mine == theirs or may_be_one_state(mine, theirs)
