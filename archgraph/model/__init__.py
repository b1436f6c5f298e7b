"""The vocabulary of archgraph: frozen records and closed sets of words, shared by all stages."""
