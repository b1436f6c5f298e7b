"""Which functions and classes say the same thing."""
