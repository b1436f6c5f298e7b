"""`python -m archgraph.cli`."""

from archgraph.cli.main import main

main()
