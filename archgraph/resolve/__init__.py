"""What names mean over the whole code base: facts and an environment in, a Codebase out."""
