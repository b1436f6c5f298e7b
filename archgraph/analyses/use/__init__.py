"""What names lead to classes with a duty: the part of usages.py that resolves."""
