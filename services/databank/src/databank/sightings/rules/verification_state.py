"""The state of a declared shift after the looks of officers on the spot."""

from enum import StrEnum


class VerificationState(StrEnum):
    NIET_GECONTROLEERD = "niet_gecontroleerd"
    BEVESTIGD_TER_PLAATSE = "bevestigd_ter_plaatse"
    WEERLEGD = "weerlegd"
    AFWEZIG_BIJ_CONTROLE = "afwezig_bij_controle"
    NIET_VAST_TE_STELLEN = "niet_vast_te_stellen"
