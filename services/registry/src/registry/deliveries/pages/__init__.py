"""Screens of deliveries: of an organisation, and of the study office."""
