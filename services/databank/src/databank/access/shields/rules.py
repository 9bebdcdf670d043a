"""Files that are shielded: who still opens them without asking (handbook §4.3)."""

from collections.abc import Collection
from enum import StrEnum

from databank.access.break_glass.rules import Role, Who


class ShieldGround(StrEnum):
    """Why a file is shielded; a code, since free text about a person is a risk (DP-19)."""

    BESCHERMING = "bescherming"
    LOPEND_ONDERZOEK = "lopend_onderzoek"
    KENNIS_VAN_COLLEGA = "kennis_van_collega"
    OP_VRAAG = "op_vraag"


def opens(who: Who, placed_by: Collection[str]) -> bool:
    """``placed_by``: who placed each shield that stands on the file; none means that it is open.

    Recherche follows the case. Who placed every shield knows the file already.
    """
    return who.role is Role.RECHERCHE or all(one == who.subject for one in placed_by)


def may_lift(who: Who, placed_by: Collection[str]) -> bool:
    """Else a team leader could open any file by lifting first and looking next."""
    return bool(placed_by) and opens(who, placed_by)
