"""A login issuer for evaluation: it knows synthetic people only, and lets everybody in as any.

It is no part of a real deployment, and refuses to stand where one could be (``settings``).
"""
