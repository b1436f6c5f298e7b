"""The command line: parses options, calls the pipeline, prints, exits."""
