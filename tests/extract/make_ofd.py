"""Build an OFD by hand: pages of text objects with places, as office suites write them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text_object(
    text: str, x: float, y: float, size: float = 4.0, more: str = "", inner: str = ""
) -> str:
    """Return one line at `x`, `y` millimetres, each character `size` apart."""
    deltas = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y} {size * len(text)} {size}" Size="{size}" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{size * 0.88}"{deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def build(pages: list[str], template: str = "") -> bytes:
    """Return an OFD whose pages hold the given text objects over one template."""
    listed = "".join(
        f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(pages))
    )
    members = {
        "OFD.xml": f"<ofd:OFD {_NAMESPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>公报</ofd:Title>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Content.xml": _page(template),
    }
    for index, page in enumerate(pages):
        used = '<ofd:Template TemplateID="2"/>' if template else ""
        members[f"Doc_0/Pages/Page_{index}/Content.xml"] = _page(page, used)
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of the given members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def _page(objects: str, used: str = "") -> str:
    return f'<ofd:Page {_NAMESPACE}>{used}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
