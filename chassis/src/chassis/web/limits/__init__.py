"""Limits at the edge of a service: how much one actor or address may ask, and how slowly.

They stand inside ``chassis.web.boundary``, which makes the answer of every refusal (decision 0036).
"""
