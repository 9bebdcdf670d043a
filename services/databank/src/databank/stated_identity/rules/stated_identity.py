"""The identity of somebody as officers state it: a whole one, or the little that anybody knows."""

import re
from dataclasses import dataclass
from datetime import date

from contracts.codes import DocumentKind, Sex
from contracts.identity import Document, IdentityClaim
from linkage.claim import IdentityDocument, RawClaim

_WHOLE_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


@dataclass(frozen=True, slots=True)
class StatedDocument:
    """A document as it was read; ``country`` is ISO 3166-1 alpha-3, or not known."""

    kind: DocumentKind
    number: str
    country: str | None = None
    expires_on: date | None = None

    def __repr__(self) -> str:
        return "<stated document>"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedIdentity:
    """Anything may be missing. ``looks_minor``: by an officer's eye, whatever the rest says."""

    given_names: str | None = None
    family_name: str | None = None
    alias: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    nationality: str | None = None
    national_number: str | None = None
    phone: str | None = None
    documents: tuple[StatedDocument, ...] = ()
    looks_minor: bool = False

    def __repr__(self) -> str:
        return "<stated identity>"

    @property
    def says_something(self) -> bool:
        """Whether it says anything by which somebody is known, or may need protection."""
        return self.looks_minor or any((*self._names, *self._numbers, self.birth_date))

    @property
    def claim(self) -> IdentityClaim | RawClaim | None:
        """The claim for the matcher: a whole one where there is one, so that the same words are the
        same claim. None where nothing was said of who it is."""
        if not any((*self._names, *self._numbers, self.birth_date)):
            return None
        return self._whole() or RawClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            sex=self.sex.value if self.sex else None,
            nationality=self.nationality,
            national_number=self.national_number,
            documents=tuple(
                IdentityDocument(paper.kind.value, paper.country or "", paper.number)
                for paper in self.documents
            ),
            phone=self.phone,
            alias=self.alias,
        )

    @property
    def _names(self) -> tuple[str | None, ...]:
        return self.given_names, self.family_name, self.alias

    @property
    def _numbers(self) -> tuple[str | None, ...]:
        return self.national_number, self.phone, *(paper.number for paper in self.documents)

    def _whole(self) -> IdentityClaim | None:
        if not (self.given_names and self.family_name and self.birth_date):
            return None
        if not _WHOLE_DATE.match(self.birth_date):
            return None
        papers = [
            Document(
                kind=paper.kind,
                country=paper.country,
                number=paper.number,
                expires_on=paper.expires_on,
            )
            for paper in self.documents
            if paper.country
        ]
        if len(papers) < len(self.documents):
            return None
        return IdentityClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            document=papers[0] if papers else None,
            other_documents=tuple(papers[1:]) or None,
            national_number=self.national_number,
            nationality=self.nationality,
            phone=self.phone,
            sex=self.sex,
            alias=self.alias,
        )
