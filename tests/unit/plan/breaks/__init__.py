"""Tests of what a move would break."""
