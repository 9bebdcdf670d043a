"""Disclosure control: no published cell gives away a small number of persons."""

__all__ = ["rules", "secret"]
