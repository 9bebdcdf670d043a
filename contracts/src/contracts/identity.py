"""Identity data as somebody gave it, always inside a seal when it travels."""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.codes import DisputeReason, DocumentKind, Sex
from contracts.sealed import Personal


class Document(Personal):
    """A document. ``country`` is ISO 3166-1 alpha-3; ``number`` as printed, any punctuation."""

    kind: DocumentKind
    country: str = Field(pattern=r"^[A-Z]{3}$")
    number: str = Field(min_length=3, max_length=32)
    expires_on: date | None = None


class IdentityClaim(Personal):
    """An identity as somebody claims it: never corrected, only followed by a newer claim.

    ``birth_date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: identity papers may know no more.
    ``nationality`` is ISO 3166-1 alpha-3. ``other_documents`` come after the first.

    Owners never give a ``national_number``, ``sex``, ``alias`` or ``other_documents``: police read
    or hear those. Nobody gives an address: no flow needs one.
    """

    given_names: str = Field(min_length=1, max_length=120)
    family_name: str = Field(min_length=1, max_length=120)
    birth_date: str = Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
    document: Document | None = None
    national_number: str | None = Field(default=None, max_length=20)
    nationality: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    phone: str | None = Field(default=None, max_length=32)
    sex: Sex | None = None
    alias: str | None = Field(default=None, min_length=1, max_length=120)
    other_documents: tuple[Document, ...] | None = Field(default=None, max_length=5)


class WorkerClaim(Personal):
    """A worker as one owner declares her. ``worker_ref`` means something to pandkalender alone."""

    worker_ref: UUID
    identity: IdentityClaim


class OffenderIdentity(Personal):
    """The identity of an offender, for the one procedure that a finding opens."""

    name: str = Field(min_length=1, max_length=240)
    birth_date: str | None = None
    organisation: str | None = Field(default=None, max_length=120)


class FactPlace(Personal):
    """The place of a fact that is no premises of the city's: somebody may live there.

    ``label`` is the police's name for it, as ``Salon Rosa`` or a street and a number.
    """

    label: str = Field(min_length=1, max_length=200)
    street: str | None = Field(default=None, max_length=120)
    house_number: str | None = Field(default=None, max_length=20)
    postcode: str | None = Field(default=None, max_length=10)


class WorkerScope(Personal):
    """The declared workers that are one person to the police: hers to see, and no more.

    The refs are pandkalender's own; that they belong together is what is sealed.
    """

    worker_refs: tuple[UUID, ...]


class WorkerSecret(WorkerScope):
    """A scope with ``digest``, the slow hash of a worker's code, in hex. Her paper has the code."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class DisputeGrounds(Personal):
    """The grounds of a worker's dispute of a shift, in codes."""

    reasons: tuple[DisputeReason, ...] = Field(min_length=1)
