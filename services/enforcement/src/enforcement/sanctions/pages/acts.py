"""Pages of the acts of a sanction."""

from enforcement.acts.pages import routes_of
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.pages.summary import summary

acts = routes_of(SANCTIONS, summary)
