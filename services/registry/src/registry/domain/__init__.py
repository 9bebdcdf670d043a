"""The rules of the care registry: what a delivery is, and what may be shown of it. No I/O."""
