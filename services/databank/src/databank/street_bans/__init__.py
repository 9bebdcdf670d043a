"""Street bans that the mayor ordered: whom, where and until when, as long as that matters."""

__all__ = ["labels", "read"]
