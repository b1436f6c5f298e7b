"""Pages and their sections: in: an Edition, out: blocks of a document."""
