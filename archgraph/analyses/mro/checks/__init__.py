"""Checks of inheritance: each file finds one kind of trouble in MROs and says where."""
