"""Registers: what is known of issuers before any document is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organ that issues documents."""

    name: str
    """Its full official name: 吉林省人民政府办公厅."""
    short: tuple[str, ...] = ()
    """Short forms in use: 省政府办公厅."""
    codes: tuple[str, ...] = ()
    """Codes its document numbers begin with: 吉政办发, 吉政办函; a trailing `*` matches any ending."""
    rank: int = 99
    """Order among issuers; 1 stands highest."""


@dataclass(frozen=True, slots=True)
class Register:
    """The issuers an office knows."""

    issuers: tuple[Issuer, ...] = ()

    def by_code(self, code: str) -> tuple[Issuer, ...]:
        """Return the issuers whose codes match `code`, the longest match first."""
        hits = [
            (len(pattern), issuer)
            for issuer in self.issuers
            for pattern in issuer.codes
            if code == pattern or (pattern.endswith("*") and code.startswith(pattern[:-1]))
        ]
        hits.sort(key=lambda hit: -hit[0])
        return tuple(issuer for _, issuer in hits)

    def by_name(self, name: str) -> Issuer | None:
        """Return the issuer called `name`, in full or in short."""
        for issuer in self.issuers:
            if name == issuer.name or name in issuer.short:
                return issuer
        return None
