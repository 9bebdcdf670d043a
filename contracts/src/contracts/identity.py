"""Identity data as somebody gave it. Always inside a seal when it travels."""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.codes import DisputeReason, DocumentKind, Sex
from contracts.sealed import Personal


class Document(Personal):
    """``country`` is ISO 3166-1 alpha-3; ``number`` as printed, any punctuation."""

    kind: DocumentKind
    country: str = Field(pattern=r"^[A-Z]{3}$")
    number: str = Field(min_length=3, max_length=32)
    expires_on: date | None = None


class IdentityClaim(Personal):
    """Who somebody says that a person is: never corrected, only followed by a newer claim.

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
    """Whom a finding is about, for the one procedure that it opens."""

    name: str = Field(min_length=1, max_length=240)
    birth_date: str | None = None
    organisation: str | None = Field(default=None, max_length=120)


class WorkerScope(Personal):
    """Which declared workers are one person, in the eyes of the police: hers to see, and no more.

    The refs are pandkalender's own; that they belong together is what is sealed.
    """

    worker_refs: tuple[UUID, ...]


class WorkerSecret(WorkerScope):
    """``digest``: the slow hash of a worker's code, in hex. The code is on her paper alone."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class DisputeGrounds(Personal):
    """What a worker says of a shift, in codes."""

    reasons: tuple[DisputeReason, ...] = Field(min_length=1)
