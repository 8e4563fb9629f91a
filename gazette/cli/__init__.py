"""The command line: one command per file; each parses, makes one call and prints."""
