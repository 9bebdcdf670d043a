"""Payments of final fines: claims, bookings, instalments, bank statements and collection."""

__all__ = [
    "agenda",
    "award_costs",
    "book",
    "collect",
    "costs_term",
    "go_on",
    "labels",
    "lower_claim",
    "open_claim",
    "pay_ahead",
    "request_instalments",
    "reserve_reference",
    "rules",
    "start_terms",
    "store",
    "withdraw_claim",
]
