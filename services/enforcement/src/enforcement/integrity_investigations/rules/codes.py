"""Codes of an integrity investigation, and the legal terms that run in one."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import StepRefusedError


class IntegrityState(StrEnum):
    GESTART = "gestart"
    ADVIES_GEVRAAGD = "advies_gevraagd"
    ADVIES_ONTVANGEN = "advies_ontvangen"
    UITGENODIGD = "hoorzitting_uitgenodigd"
    GEHOORD = "gehoord"
    VOORGESTELD = "voorgesteld"
    BESLIST = "beslist"
    TER_KENNIS_GEBRACHT = "ter_kennis_gebracht"
    IN_WERKING = "in_werking"
    AFGESLOTEN = "afgesloten"


class IntegrityStep(StrEnum):
    CONSULTATION = "consultation"
    EXTENSION = "extension"
    ADVICE_REQUEST = "advice-request"
    ADMISSIBILITY = "admissibility"
    ADVICE = "advice"
    HEARING_INVITATION = "hearing-invitation"
    HEARING = "hearing"
    WRITTEN_DEFENCE = "written-defence"
    ABSENCE = "absence"
    ABSENCE_VOID = "absence-void"
    PROPOSAL = "proposal"
    DECISION = "decision"
    DISCONTINUATION = "discontinuation"
    NOTIFICATION = "notification"
    PASSING_ON = "passing-on"
    EFFECT = "effect"
    EFFECT_VOID = "effect-void"
    LIFTING = "lifting"
    REVOCATION = "revocation"
    COUNCIL_APPEAL = "council-appeal"
    COUNCIL_LAWYER = "council-lawyer"
    COUNCIL_FILE = "council-file"
    COUNCIL_RULING = "council-ruling"
    RETAKE = "retake"
    CORRECTION = "correction"
    CLOSING = "closing"


class Reversal(StrEnum):
    """Why the college took its decision back for good: the law makes it where new elements show
    that the facts do not hold."""

    NIEUWE_ELEMENTEN = "nieuwe_elementen"
    EIGEN_FOUT = "eigen_fout"


class Restart(StrEnum):
    """Where a case begins anew once its decision was taken back: where it went wrong."""

    ONDERZOEK = "onderzoek"
    HOORZITTING = "hoorzitting"
    VOORSTEL = "voorstel"
    BESLISSING = "beslissing"
    NIETS = "niets"


class DayOf(StrEnum):
    """Days that somebody may have noted wrong."""

    HOORZITTING = "hoorzitting"
    BESLISSING = "beslissing"
    KENNISGEVING = "kennisgeving"


class Subject(StrEnum):
    """Subject of the investigation; it decides which measures the law has (§§8-9)."""

    AANVRAAG = "aanvraag"
    VERKLARING = "verklaring"
    ZONDER_VERGUNNING = "zonder_vergunning"


class Source(StrEnum):
    """Sources that the law lets the city consult (§6), and what others said in the procedure."""

    CENTRAAL_REGISTER = "centraal_register"
    LOKALE_POLITIE = "lokale_politie"
    EIGEN_GEGEVENS = "eigen_gegevens"
    STRAFREGISTER = "strafregister"
    OPENBARE_BRONNEN = "openbare_bronnen"
    ARIEC = "ariec"
    PARKET = "parket"
    CASUSOVERLEG = "casusoverleg"
    DIOB = "diob"
    BETROKKENE = "betrokkene"


class Consulted(StrEnum):
    """The sources of §6, which people consult one by one, outside this service."""

    CENTRAAL_REGISTER = "centraal_register"
    LOKALE_POLITIE = "lokale_politie"
    EIGEN_GEGEVENS = "eigen_gegevens"
    STRAFREGISTER = "strafregister"
    OPENBARE_BRONNEN = "openbare_bronnen"
    ARIEC = "ariec"
    PARKET = "parket"
    CASUSOVERLEG = "casusoverleg"


class Outcome(StrEnum):
    """Outcome of a consultation: for the central register whether another city decided before."""

    TREFFER = "treffer"
    GEEN_TREFFER = "geen_treffer"


class Admissibility(StrEnum):
    """Answer of the directorate to a request for its advice (law of 15 January 2024, art. 20)."""

    ONTVANKELIJK = "ontvankelijk"
    AAN_TE_VULLEN = "aan_te_vullen"
    AFGEWEZEN = "afgewezen"


class Ground(StrEnum):
    """Grounds for a measure (§10), each on facts that can be verified."""

    VOORDEEL = "voordeel"
    MISBRUIK = "misbruik"
    GEPLEEGD = "gepleegd"


class Measure(StrEnum):
    WEIGERING = "weigering"
    SCHORSING = "schorsing"
    OPHEFFING = "opheffing"
    SLUITING = "sluiting"
    GEEN_MAATREGEL = "geen_maatregel"


MEASURES = {
    Subject.AANVRAAG: (Measure.WEIGERING,),
    Subject.VERKLARING: (Measure.SCHORSING, Measure.OPHEFFING),
    Subject.ZONDER_VERGUNNING: (Measure.SLUITING,),
}
"""§8 where the establishment needs a permit, §9 where it needs none."""


class NoOrdinanceError(StepRefusedError):
    """The city has no ordinance in force, without which the law has no such investigation."""

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "Een integriteitsonderzoek kan pas met een politieverordening die van kracht is. "
                "Vraag de beheerder om ze in te stellen."
            )
        )


BASIS = "ngw:119ter"
ADVICE_BASIS = "law:2024-01-15:24"
RETENTION_BASIS = "ngw:119quinquies"

ERASED, DESTROYED = "gegevens_vernietigd", "dossier_vernietigd"
"""Noted in the timeline."""

INVESTIGATION_TERM = "integrity.investigation_days"
EXTENSION_TERM = "integrity.investigation_extension_days"
COMPLETION_TERM = "integrity.advice_completion_days"
ADVICE_TERM = "integrity.diob_advice_days"
DEFENCE_TERM = "sanction.defence_days"
EFFECT_TERM = "integrity.effective_after_days"
SUSPENSION_TERM = "integrity.suspension_max_months"
RETENTION_TERM = "integrity.file_retention_years"
UNTIL_DECISION = (INVESTIGATION_TERM, COMPLETION_TERM, ADVICE_TERM, DEFENCE_TERM)
"""Terms that no longer run once the college decided, or the mayor ended the investigation."""
