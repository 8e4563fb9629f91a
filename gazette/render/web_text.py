"""The words of an issue's page for the screen, less what the page adds."""

from html.parser import HTMLParser

from gazette.text.fold import fold

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr"})


class _Words(HTMLParser):
    """Gathers the text of `main`, leaving out links back to the contents."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        taken = bool(self.open and self.open[-1][1]) or tag == "main"
        if dict(attrs).get("class") == "up":
            taken = False
        self.open.append((tag, taken))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, _ = self.open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.words.append(data)


def words(page: str) -> str:
    """Return the folded text of the items on an issue's page."""
    parser = _Words()
    parser.feed(page)
    parser.close()
    return fold("".join(parser.words))
