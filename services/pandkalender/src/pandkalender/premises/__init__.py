"""Premises of the owners with their rooms, and the decisions that block them."""
