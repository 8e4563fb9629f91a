"""Zip packages (DOCX, OFD): nothing is unpacked to disk, and sizes are counted, not believed."""

import zipfile
import zlib
from io import BytesIO
from posixpath import normpath
from typing import IO

from lxml import etree

from gazette.errors import SourceError
from gazette.extract import xml
from gazette.extract.limits import MAX_INFLATED, MAX_MEMBERS, MAX_RATIO, MIB, RATIO_FLOOR

_CHUNK = 256 * 1024
_AGAIN = "Download it again, or open it in a word processor and save it anew."


class Package:
    """The members of a zip file, inflated one by one within the bounds of `limits`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SourceError("The file is a broken package.", _AGAIN) from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise SourceError(
                f"The file packs {len(members):,} files, more than the {MAX_MEMBERS} allowed.",
                _AGAIN,
            )
        self._members = {normpath(member.filename): member for member in members}
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return normpath(name) in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; empty if there is none of that name.

        Raises:
            SourceError: It is broken, locked, or grows beyond the bounds.
        """
        member = self._members.get(normpath(name))
        if member is None:
            return b""
        try:
            with self._zip.open(member) as stream:
                return self._inflate(stream, max(member.compress_size, 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise SourceError("The file is a broken package.", _AGAIN) from error
        except (RuntimeError, NotImplementedError) as error:
            raise SourceError(
                "The file is locked or packed in an unusual way.",
                "Save a copy without a password.",
            ) from error

    def xml(self, name: str) -> etree._Element | None:
        """Parse a member as XML; `None` if there is none of that name."""
        data = self.read(name)
        return xml.parse(data) if data else None

    def _inflate(self, stream: IO[bytes], packed: int) -> bytes:
        parts = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self._inflated += len(chunk)
            if self._inflated > MAX_INFLATED or (size > RATIO_FLOOR and size > MAX_RATIO * packed):
                raise SourceError(
                    f"The file inflates to more than {MAX_INFLATED // MIB} MiB "
                    f"or {MAX_RATIO} times its size.",
                    "No document does that: get another copy from a source you trust.",
                )
            parts.append(chunk)
        return b"".join(parts)
