"""Consents to messages by e-mail: who gave one, when, in which words, and until when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.sealed_columns import MAIL_CONSENT
from enforcement.tables import Table


class MailConsent(Table, table=True):
    """Personal data, sealed in ``said``: address and words; the address goes at the withdrawal."""

    __tablename__ = "mail_consent"
    __table_args__ = (
        Index("mail_consent_said_key", text("substr(said, 1, 5)")),
        Index(
            "mail_consent_open",
            "case_id",
            "person_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    consent_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    person_id: UUID
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    given_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)


@dataclass(frozen=True, slots=True, repr=False)
class ConsentSaid:
    """The address, and the words that somebody agreed to; prints nothing."""

    address: str | None
    words: str


def add(tx: Transaction, case_id: UUID, person_id: UUID, said: ConsentSaid) -> None:
    consent_id = uuid4()
    tx.session.add(
        MailConsent(
            consent_id=consent_id,
            case_id=case_id,
            person_id=person_id,
            said=_sealed(tx, consent_id, said),
            given_at=tx.now,
        )
    )


async def current(tx: Transaction, case_id: UUID, person_id: UUID) -> MailConsent | None:
    """The consent of a person of a case that was not withdrawn."""
    query = select(MailConsent).where(
        MailConsent.case_id == case_id,
        MailConsent.person_id == person_id,
        col(MailConsent.withdrawn_at).is_(None),
    )
    return (await tx.session.exec(query)).one_or_none()


def said_of(tx: Transaction, consent: MailConsent) -> ConsentSaid:
    return ConsentSaid(**tx.vault.open(MAIL_CONSENT, consent.consent_id, consent.said))


def end(tx: Transaction, consent: MailConsent) -> None:
    """Withdraw a consent: that it was given, and in which words, stays; the address does not."""
    words = said_of(tx, consent).words
    consent.said = _sealed(tx, consent.consent_id, ConsentSaid(None, words))
    consent.withdrawn_at = tx.now


def _sealed(tx: Transaction, consent_id: UUID, said: ConsentSaid) -> bytes:
    told = {"address": said.address, "words": said.words}
    return tx.vault.seal(MAIL_CONSENT, consent_id, told)
