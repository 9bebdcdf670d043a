"""A person as an officer writes one down."""

from pydantic import Field

from chassis.web import Body
from contracts.identity import Document, IdentityClaim


class DocumentBody(Body, Document):
    """``country`` is ISO 3166-1 alpha-3."""


class ClaimBody(Body, IdentityClaim):
    """Prints nothing, like the claim that it is."""

    document: DocumentBody | None = Field(default=None)
