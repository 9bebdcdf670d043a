"""Secretariats: whose decisions a function records."""

from chassis.web import Function
from contracts.codes import DecidingBody

SECRETARIAT_OF = {
    Function.COLLEGE_SECRETARIS: DecidingBody.COLLEGE,
    Function.KABINET_BURGEMEESTER: DecidingBody.BURGEMEESTER,
}
