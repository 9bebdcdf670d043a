"""Street bans (tijdelijk plaatsverbod) of the mayor: NGW art. 134sexies."""
