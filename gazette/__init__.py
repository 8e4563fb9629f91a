"""Official gazettes from their sources: read, reconciled, versioned, compared, typeset, published."""

__version__ = "0.1.0"
