"""Which of several classes stays: in: a Scene and classes; out: the one to keep, with the figures and the words for it."""
