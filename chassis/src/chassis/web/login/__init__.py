"""Login in a browser: OpenID Connect at the issuer of a trust domain, and a session here."""

from chassis.web.login.sessions import Session, end_all, tell, upgrade

__all__ = ["Session", "end_all", "tell", "upgrade"]
