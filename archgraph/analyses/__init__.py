"""What is found out about a code base: parts that do not know each other."""
