"""Rules of letters: kinds, states and required contents, and the day on which one is received."""

from enforcement.notifications.rules.letters import LetterKind as LetterKind
from enforcement.notifications.rules.notification import Mode as Mode
from enforcement.notifications.rules.notification import notified_on as notified_on
