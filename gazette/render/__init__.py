"""Issues and comparisons to HTML and PDF; the only room with WeasyPrint."""
