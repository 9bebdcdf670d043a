"""Street bans (tijdelijk plaatsverbod) of the mayor: NGW art. 134sexies."""

__all__ = ["agenda", "await_college", "lapse", "store"]
