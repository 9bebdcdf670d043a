"""Functions of the city as enforcement groups them: who works on which cases, and who decides."""

from collections.abc import Mapping

from chassis.web import Function
from contracts.codes import DecidingBody

OWNER = frozenset({Function.EIGENAAR})
OFFICE = frozenset({Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID})
LAWYERS = frozenset({Function.JURIST_BH})
CASE_WORKERS = LAWYERS | {Function.DOSSIERBEHANDELAAR_BH}
SANCTIONING = frozenset({Function.SANCTIONEREND_AMBTENAAR})
GAS = CASE_WORKERS | SANCTIONING
MAYOR = frozenset({Function.KABINET_BURGEMEESTER})
"""The mayor warns, orders, renews and lifts (NGW art. 134sexies); the cabinet records it."""
COLLEGE = frozenset({Function.COLLEGE_SECRETARIS})
"""The college confirms and decides at its next meeting; its secretary records it."""
BODIES = COLLEGE | MAYOR
"""They record what the college or the mayor decided; nobody decides here by himself."""
SECRETARIAT_OF: Mapping[Function, DecidingBody] = {
    Function.COLLEGE_SECRETARIS: DecidingBody.COLLEGE,
    Function.KABINET_BURGEMEESTER: DecidingBody.BURGEMEESTER,
}
"""Whose decisions a function records."""
FINANCE = frozenset({Function.FINANCIEN})
"""They see what a fine costs and what was paid of it, and never whom it was imposed on."""
DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_STAD})
ADVISERS = frozenset({Function.ADVIESDIENST})
"""Fire, planning, hygiene, statutes, morality: each sees and answers its own questions alone."""
INVESTIGATORS = LAWYERS | MAYOR
"""They investigate integrity under the authority of the mayor (NGW art. 119ter §§2-3)."""
INTEGRITY = INVESTIGATORS | COLLEGE
LETTER_WRITERS = CASE_WORKERS | SANCTIONING | OFFICE | INVESTIGATORS
"""Each of the cases that are theirs (``notifications.scope``): the office of declarations, who
investigates integrity of investigations."""
LAW_KEEPERS = LAWYERS | SANCTIONING
"""They know the law: two of them change a term."""
NOTIFIERS = CASE_WORKERS | COLLEGE
DECLARATION_DECIDERS = COLLEGE | {Function.DIENST_PROSTITUTIEBELEID}
"""The college, or the office for what the college left to it."""
HEARERS = OFFICE | CASE_WORKERS
"""They hear an owner before a declaration is refused."""
REPORT_READERS = CASE_WORKERS
"""Those who read the reports of the police, in sanction cases."""
MEASURE_WORKERS = CASE_WORKERS | MAYOR
MEASURE_READERS = MEASURE_WORKERS | COLLEGE
"""The college's secretary finds a measure only once there is an order to confirm."""
BAN_READERS = CASE_WORKERS | MAYOR | COLLEGE
CITY = OFFICE | CASE_WORKERS | BODIES
AT_THE_DOOR = CITY | SANCTIONING | FINANCE | ADVISERS | DATA_PROTECTION
AT_THE_DOOR |= {Function.TECHNISCH_BEHEERDER}
"""They are led on to their own first page."""
