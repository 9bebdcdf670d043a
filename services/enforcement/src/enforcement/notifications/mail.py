"""Messages by mail: that something is ready, never what, and never about whom."""

from email.message import EmailMessage
from importlib.resources import files

from chassis.mail import Envelope, message

SUBJECT = "Er staat een bericht voor u klaar"
AWAITED = "De stad wacht op een advies van uw dienst"


def message_ready(page: str, sender: str, to: str, key: str) -> EmailMessage:
    """The message, the same for everybody but its address. ``key`` tells a repetition."""
    return _message("message_ready.txt", SUBJECT, Envelope(sender, to, key), page=page)


def advice_awaited(page: str, sender: str, to: str, key: str, due: str) -> EmailMessage:
    """The reminder of an advising service: until when, and never about which place or whom."""
    return _message("advice_awaited.txt", AWAITED, Envelope(sender, to, key), page=page, due=due)


def _message(name: str, subject: str, envelope: Envelope, **said: str) -> EmailMessage:
    text = (files("enforcement") / "data" / name).read_text("utf-8")
    return message(envelope, subject, text.format(**said))
