"""From text to text: what is folded before comparing, numerals, dates, document numbers."""
