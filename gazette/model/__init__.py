"""The nouns of gazette: frozen dataclasses of the standard library, and nothing else."""
