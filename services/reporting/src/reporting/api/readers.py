"""Who may look at figures, and who keeps the register. Figures hold no personal data."""

from typing import Annotated

from chassis.web import Actor, Function, allow

READERS = (
    Function.PROSTITUTIEAMBTENAAR,
    Function.DIENST_PROSTITUTIEBELEID,
    Function.REPORTING_MEDEWERKER,
    Function.PLANGROEP_LID,
    Function.DOSSIERBEHANDELAAR_BH,
    Function.JURIST_BH,
    Function.SANCTIONEREND_AMBTENAAR,
    Function.COLLEGE_SECRETARIS,
    Function.KABINET_BURGEMEESTER,
)
KEEPERS = (
    Function.PROSTITUTIEAMBTENAAR,
    Function.DIENST_PROSTITUTIEBELEID,
    Function.REPORTING_MEDEWERKER,
)

Reader = Annotated[Actor, allow(*READERS)]
Keeper = Annotated[Actor, allow(*KEEPERS)]
Checker = Annotated[Actor, allow(*READERS, Function.TECHNISCH_BEHEERDER)]
"""The technical administrator sees how many facts there are, not what they say."""
