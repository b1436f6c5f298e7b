"""What in a code base is said to be on its way out."""
