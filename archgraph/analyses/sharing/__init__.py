"""State that several threads, tasks or users share: who holds it, and what may happen to it."""
