"""Rules of pictures: which figures stand in one, and which are left out."""
