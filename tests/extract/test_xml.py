import pytest

from gazette import extract
from gazette.errors import SourceError
from gazette.model.source import LineKind
from tests.extract.laws import check, kept, notes, said

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def test_a_record_keeps_its_document_and_marks_its_fields() -> None:
    xml = (
        f"{HEAD}<G><R><Id>7</Id><Title><![CDATA[公告]]></Title>"
        "<Html><![CDATA[<p>第一条 甲</p><p>第二条 乙</p>]]></Html></R></G>"
    )
    read = check(extract.read_bytes(xml.encode(), "a.xml"))
    assert kept(read) == "第一条甲第二条乙"
    assert notes(read, LineKind.FURNITURE) == {"7": "field Id", "公告": "field Title"}


def test_plain_fields_are_text() -> None:
    xml = "<?xml version='1.0' encoding='gbk'?><law><art>第一条<num>1</num>甲</art><art>乙\n丙</art></law>"
    read = check(extract.read_bytes(xml.encode("gbk"), "a.xml"))
    assert said(read, LineKind.TEXT) == ["第一条1甲", "乙", "丙"]
    assert read.source.charset == "gb18030"


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a>b</a>',
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        "<a><b>x</a>",
        "<a>" * 5000,
        "<a>&undefined;</a>",
    ],
)
def test_what_is_broken_or_names_other_files_is_refused(body: str) -> None:
    with pytest.raises(SourceError) as caught:
        extract.read_bytes((HEAD + body).encode(), "a.xml")
    assert caught.value.hint
    assert "root:" not in str(caught.value)
