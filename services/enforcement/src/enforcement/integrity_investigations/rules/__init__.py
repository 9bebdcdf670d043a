"""The integrity investigation (integriteitsonderzoek): NGW arts. 119ter-119quinquies."""

from enforcement.integrity_investigations.rules.codes import ADVICE_BASIS as ADVICE_BASIS
from enforcement.integrity_investigations.rules.codes import ADVICE_TERM as ADVICE_TERM
from enforcement.integrity_investigations.rules.codes import BASIS as BASIS
from enforcement.integrity_investigations.rules.codes import COMPLETION_TERM as COMPLETION_TERM
from enforcement.integrity_investigations.rules.codes import DEFENCE_TERM as DEFENCE_TERM
from enforcement.integrity_investigations.rules.codes import DESTROYED as DESTROYED
from enforcement.integrity_investigations.rules.codes import EFFECT_TERM as EFFECT_TERM
from enforcement.integrity_investigations.rules.codes import ERASED as ERASED
from enforcement.integrity_investigations.rules.codes import EXTENSION_TERM as EXTENSION_TERM
from enforcement.integrity_investigations.rules.codes import (
    INVESTIGATION_TERM as INVESTIGATION_TERM,
)
from enforcement.integrity_investigations.rules.codes import MEASURES as MEASURES
from enforcement.integrity_investigations.rules.codes import RETENTION_BASIS as RETENTION_BASIS
from enforcement.integrity_investigations.rules.codes import RETENTION_TERM as RETENTION_TERM
from enforcement.integrity_investigations.rules.codes import SUSPENSION_TERM as SUSPENSION_TERM
from enforcement.integrity_investigations.rules.codes import UNTIL_DECISION as UNTIL_DECISION
from enforcement.integrity_investigations.rules.codes import Admissibility as Admissibility
from enforcement.integrity_investigations.rules.codes import Consulted as Consulted
from enforcement.integrity_investigations.rules.codes import DayOf as DayOf
from enforcement.integrity_investigations.rules.codes import Ground as Ground
from enforcement.integrity_investigations.rules.codes import IntegrityState as IntegrityState
from enforcement.integrity_investigations.rules.codes import IntegrityStep as IntegrityStep
from enforcement.integrity_investigations.rules.codes import Measure as Measure
from enforcement.integrity_investigations.rules.codes import NoOrdinanceError as NoOrdinanceError
from enforcement.integrity_investigations.rules.codes import Outcome as Outcome
from enforcement.integrity_investigations.rules.codes import Restart as Restart
from enforcement.integrity_investigations.rules.codes import Reversal as Reversal
from enforcement.integrity_investigations.rules.codes import Source as Source
from enforcement.integrity_investigations.rules.codes import Subject as Subject
from enforcement.integrity_investigations.rules.guards import IntegrityFile as IntegrityFile
from enforcement.integrity_investigations.rules.procedure import INTEGRITY as INTEGRITY
