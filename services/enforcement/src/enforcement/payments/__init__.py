"""Payments of final fines: claims, bookings, instalments, bank statements and collection."""
