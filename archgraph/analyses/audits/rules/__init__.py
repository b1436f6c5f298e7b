"""One file per rule; each declares a Rule that archgraph.registry.collect finds."""
