"""From a running order to an assembled issue, and what a check of it finds."""
