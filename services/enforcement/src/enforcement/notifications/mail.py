"""Mail as a way out: a message that something is ready, never what, and never about whom.

The way out lays it into a Maildir, from which the city's own mail server takes it. Others fit the
same port.
"""

import mailbox
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Protocol

SUBJECT = "Er staat een bericht voor u klaar"
AWAITED = "De stad wacht op een advies van uw dienst"


class MailSender(Protocol):
    """A way out for mail. ``send`` does blocking work: call it in a thread."""

    def send(self, message: EmailMessage) -> None: ...


class MaildirSender:
    """The local way out: a folder of the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        mailbox.Maildir(self._folder, create=True).add(message)


def message_ready(page: str, sender: str, to: str, key: str) -> EmailMessage:
    """The message, the same for everybody but its address. ``key`` tells a repetition."""
    return _message("message_ready.txt", SUBJECT, (sender, to, key), page=page)


def advice_awaited(page: str, sender: str, to: str, key: str, due: str) -> EmailMessage:
    """The reminder of an advising service: until when, and never about which place or whom."""
    return _message("advice_awaited.txt", AWAITED, (sender, to, key), page=page, due=due)


def _message(name: str, subject: str, envelope: tuple[str, str, str], **said: str) -> EmailMessage:
    text = (files("enforcement") / "data" / name).read_text("utf-8")
    sender, to, key = envelope
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{key}@krachtlijn.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.format(**said))
    return message
