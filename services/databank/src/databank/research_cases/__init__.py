"""Cases of recherche, within which alone it reads."""
