"""Rules of shielded files: who still opens them without asking (handbook §4.3)."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import NotPermittedError, StepRefusedError
from databank.access.break_glass.rules import Official, Role


class ShieldGround(StrEnum):
    """Ground of a shield; a code, since free text about a person is a risk (DP-19)."""

    BESCHERMING = "bescherming"
    LOPEND_ONDERZOEK = "lopend_onderzoek"
    KENNIS_VAN_COLLEGA = "kennis_van_collega"
    OP_VRAAG = "op_vraag"


class ShieldedError(NotPermittedError):
    """The file is shielded from this officer, who may ask access in an emergency.

    It is named by a shield on it: the refusal does not say whose it is.
    """

    def __init__(self, shield_id: UUID) -> None:
        link = {"href": asking_access(shield_id), "text": "Vraag toegang"}
        super().__init__(
            lazy("Dit dossier is afgeschermd."),
            code="afgeschermd",
            detail=lazy("Moet je het in een noodgeval toch zien? Vraag dan noodtoegang."),
            extra={"link": link},
        )


def asking_access(shield_id: UUID) -> str:
    """The page on which somebody asks to open the file under a shield."""
    return f"/noodtoegang/vraag?persoon={shield_id}"


class AlreadyShieldedError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier is al afgeschermd."), [])


class NoShieldError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier is niet afgeschermd."), [])


class MayNotLiftError(StepRefusedError):
    """Somebody else placed the shield."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Alleen de recherche, of wie het dossier afschermde, heft de afscherming op."), []
        )


def opens(official: Official, placed_by: Collection[str]) -> bool:
    """Whether somebody opens a file, by ``placed_by``: who placed each shield that is on it.

    Recherche follows the case. Who placed every shield knows the file already.
    """
    return official.role is Role.RECHERCHE or all(
        subject == official.subject for subject in placed_by
    )


def may_lift(official: Official, placed_by: Collection[str]) -> bool:
    """Else a team leader could open any file by lifting first and looking next."""
    return bool(placed_by) and opens(official, placed_by)
