"""Judgement: findings and figures against what was agreed. Pure functions; nothing here reads or writes files."""
