"""Lists that may leave enforcement: so far that of who looked at whom, for who oversees it."""

from chassis.web.exports import Exports
from chassis.web.overseeing import listing as accesses
from enforcement.authorisation import DATA_PROTECTION
from enforcement.pages.overseen import OVERSIGHT

EXPORTS = Exports(listings=(accesses(OVERSIGHT),), approvers=frozenset(), overseers=DATA_PROTECTION)
