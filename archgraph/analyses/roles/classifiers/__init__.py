"""One file per role; each declares a Classifier that archgraph.registry.collect finds."""
