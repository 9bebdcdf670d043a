"""Hearings of fine cases: slots, requests, invitations, reports, and who stayed away."""
