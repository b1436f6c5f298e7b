"""What a move would break for those who use the class that goes away: each file finds one sort, found.py asks them all."""
