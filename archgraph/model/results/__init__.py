"""What the analyses find: each record is a row of a table, its fields the columns."""
