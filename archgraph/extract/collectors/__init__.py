"""One file per kind of facts; each declares a `Collector`."""
