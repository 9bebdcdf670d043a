"""GAS register: sanctions, who may read them, and their destruction when their time is over."""

__all__ = []
