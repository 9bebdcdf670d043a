"""Street bans (tijdelijk plaatsverbod) of the mayor: NGW art. 134sexies."""

__all__ = ["acts", "agenda", "await_college", "desk", "lapse", "rules", "store"]
