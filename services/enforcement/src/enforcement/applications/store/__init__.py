"""Applications with their documents; beside them their lists, and their destruction."""

from enforcement.applications.store import erasures, lists
from enforcement.applications.store.applications import ApplicationDocument as ApplicationDocument
from enforcement.applications.store.applications import ReceivedApplication as ReceivedApplication
from enforcement.applications.store.applications import add as add
from enforcement.applications.store.applications import add_document as add_document
from enforcement.applications.store.applications import documents_of as documents_of
from enforcement.applications.store.applications import filled_in as filled_in
from enforcement.applications.store.applications import find as find
from enforcement.applications.store.applications import get as get
from enforcement.applications.store.applications import keep_part as keep_part
from enforcement.applications.store.applications import latest_ended as latest_ended
from enforcement.applications.store.applications import of_dossier as of_dossier
from enforcement.applications.store.applications import of_reference as of_reference
from enforcement.applications.store.applications import take_document as take_document
from enforcement.applications.store.applications import undecided as undecided
from enforcement.applications.store.applications import without_dossier as without_dossier

__all__ = ["erasures", "lists"]
