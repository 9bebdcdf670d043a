"""Login in a browser: OpenID Connect at the issuer of a trust domain, and a session here."""

from chassis.web.assurance import Assurance
from chassis.web.login.schema import upgrade
from chassis.web.login.session_end import end_of_person
from chassis.web.login.sessions import Session, tell
from chassis.web.login.sign_in import SignIn

__all__ = ["Assurance", "Session", "SignIn", "end_of_person", "tell", "upgrade"]
