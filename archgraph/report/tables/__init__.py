"""The tables of the contract: each module holds some of them, and `catalogue` finds them all."""
