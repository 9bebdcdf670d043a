"""Sanctions in the register, their destruction with its proof, and the persons who may read."""
