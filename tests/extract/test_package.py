import zipfile
from io import BytesIO

import pytest

from gazette.errors import SourceError
from gazette.extract import package
from gazette.extract.package import Package
from tests.extract.make_ofd import zipped


def test_members_are_read_by_name() -> None:
    opened = Package(zipped({"a/b.xml": "<x>一</x>"}))
    assert "a/b.xml" in opened
    assert "a/../a/b.xml" in opened
    assert opened.read("a/c.xml") == b""
    root = opened.xml("a/b.xml")
    assert root is not None
    assert root.text == "一"
    assert opened.xml("none") is None


def _read_all(data: bytes) -> None:
    opened = Package(data)
    for name in ("a", "b"):
        opened.read(name)


def refused(data: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word) as caught:
        _read_all(data)
    assert caught.value.hint


def test_bombs_are_refused_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(zipped({"a": b" " * 3_000_000}), "inflates")
    monkeypatch.setattr(package, "MAX_INFLATED", 500)
    refused(zipped({"a": bytes(range(256)), "b": bytes(range(256)) * 2}), "inflates")


def test_declared_sizes_are_not_believed() -> None:
    data = bytearray(zipped({"a": b" " * 3_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    refused(bytes(data), "broken|inflates")


def test_too_many_members() -> None:
    refused(zipped({f"f{number}": "" for number in range(201)}), "packs 201 files")


def test_broken_and_locked_packages() -> None:
    whole = zipped({"a": bytes(range(256)) * 9})
    refused(whole[:-40], "broken")
    refused(whole[:60] + b"\xff" * 30 + whole[90:], "broken")
    locked = bytearray(whole)
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked), "locked")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a", b"x" * 50)
    odd = bytearray(stream.getvalue())
    odd[8], odd[odd.rindex(b"PK\x01\x02") + 10] = 99, 99
    refused(bytes(odd), "unusual|broken")


@pytest.mark.parametrize("text", ["<!DOCTYPE x><x/>", "<x>", "", "<x>&e;</x>"])
def test_xml_that_is_not_sound(text: str) -> None:
    opened = Package(zipped({"a": text.encode() or b"\n"}))
    with pytest.raises(SourceError):
        opened.xml("a")


def test_a_document_type_in_another_charset() -> None:
    opened = Package(zipped({"a": '<!DOCTYPE x [<!ENTITY e "b">]><x>&e;</x>'.encode("utf-16")}))
    with pytest.raises(SourceError, match="document type"):
        opened.xml("a")
