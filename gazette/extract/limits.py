"""Every bound on reading, in one place.  Sources are hostile until read."""

MIB = 1024 * 1024

MAX_SOURCE = 64 * MIB
"""Bytes of a file handed in."""
MAX_LINES = 60_000
"""Lines of one source that show something.  Each may be a paragraph, and a paragraph costs the whole
import a tenth of a millisecond or two, however short it is; the densest real source has 75 characters
a line."""

MAX_TEXT = 300_000
"""Characters of the text of one source: an issue of two hundred pages.  Cutting it into documents
takes a few millionths of a second for each."""

MAX_MEMBERS = 200
"""Files inside a package (DOCX, OFD)."""
MAX_INFLATED = 50 * MIB
"""Bytes of all members together, counted while inflating: declared sizes lie."""
MAX_RATIO = 100
"""How much a member may grow; more is a bomb.  Counted from `RATIO_FLOOR` bytes on."""
RATIO_FLOOR = MIB

MAX_MARKUP = 16 * MIB
"""Characters of an HTML or XML file."""
MAX_DEPTH = 1_000
"""Open elements at once.  The deepest real page seen had 60."""
MAX_TAG = 16 * 1024
"""Characters of one tag with its attributes before a page is read in a child process."""
MAX_NODES = 2_000_000
"""Elements and text nodes of one page."""
MAX_SPAN = 200
"""Columns or rows one table cell may claim."""
MAX_CELLS = 200_000
"""Cells of one table, the empty ones of spans included."""

MAX_PAGES = 5_000
"""Pages of a PDF or OFD file."""
MAX_GLYPHS = 4_000_000
"""Characters of a PDF or OFD file."""

CHILD_CPU = 9
"""Seconds of processor time a child process may take."""
CHILD_WALL = 40
"""Seconds by the clock after which a child process is stopped."""
CHILD_MEMORY = 512 * MIB
"""Bytes of address space of a child process."""
CHILD_OUTPUT = 256 * MIB
"""Bytes a child process may write."""
