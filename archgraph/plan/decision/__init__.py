"""What to do with a class beside the one that stays: in: a Case; out: an action, its reason, and what must be asked first."""
