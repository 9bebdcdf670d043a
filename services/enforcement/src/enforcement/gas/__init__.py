"""Fines (GAS): the procedure of a municipal administrative fine."""
