"""Issues to set: a small one with everything in it, and the one of the seeds; each set once."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from gazette import extract
from gazette.config import data_text
from gazette.issue import assemble, manifest
from gazette.model.document import Block, Kind, Metadata, Part, PartKind, Policy, Role
from gazette.model.issue import Colophon, Entry, Issue, Manifest, Section
from gazette.model.register import Issuer, Register
from gazette.render import html, pdf
from gazette.render.html import Look
from gazette.segment import segment
from gazette.store.ids import policy_id
from gazette.structure import outline
from gazette.text.fold import fold

ROOT = Path(__file__).resolve().parents[2]
PROSE = "为进一步推动现代技术与城乡社区治理服务深度融合，不断提升治理服务智慧化、智能化水平（含5G网络），现提出如下意见。"
ORGANS = [
    "某省民政厅", "中共某省委组织部", "中共某省委宣传部", "中共某省委政法委员会",
    "中共某省委网络安全和信息化委员会办公室", "某省发展和改革委员会", "某省公安厅", "某省财政厅",
    "某省自然资源厅", "某省住房和城乡建设厅", "某省商务厅", "某省文化和旅游厅", "某省体育局",
    "某省政务服务和数字化建设管理局", "某省通信管理局", "某省邮政管理局", "某省残疾人联合会",
]  # fmt: skip
WIDE = "\n".join(
    ["序号\t责任单位\t重点任务\t工作措施\t完成时限"]
    + [
        f"{n}\t省民政厅\t建设集约式平台\t依托一体化政务平台推进社区信息共享{n}\t2025年{n % 12 + 1}月底前"
        for n in range(1, 70)
    ]
)
NARROW = "项目\t数量\n社区\t100个\n食堂\t25个"


@dataclass(frozen=True)
class Built:
    """An issue, how it looks, and what was made of it."""

    issue: Issue
    look: Look
    screen: str
    pdf: bytes


def _part(kind: PartKind, title: str | None, blocks: list[Block]) -> Part:
    return Part(kind, title, outline(blocks))


def joint() -> Policy:
    """A notice of seventeen issuers with an instrument, tables and an attachment."""
    title = "某省民政厅等十七部门印发《关于推进智慧社区建设的实施意见》的通知"
    signed = [Block(name, Role.SIGNATORY) for name in ORGANS]
    instrument = [Block("关于推进智慧社区建设的实施意见", Role.TITLE), Block(PROSE)]
    instrument += [
        Block("一、总体要求"),
        Block("（一）加强组织领导。" + PROSE * 3),
        Block("（二）强化支持保障。" + PROSE * 5),
        Block(NARROW, Role.TABLE),
        Block("1.建设平台。" + PROSE * 2),
        Block("（1）" + PROSE),
    ]
    return Policy(
        "某民发/2024/1",
        Metadata(number="某民发〔2024〕1号", title=title, issuers=tuple(ORGANS)),
        (
            _part(
                PartKind.NOTICE,
                title,
                [
                    Block(title, Role.TITLE),
                    Block("某民发〔2024〕1号", Role.NUMBER),
                    Block("各市（州）民政局：", Role.ADDRESSEES),
                    Block(
                        "现将《关于推进智慧社区建设的实施意见》印发给你们，请认真抓好贯彻落实。"
                    ),
                ],
            ),
            _part(PartKind.SIGNATURE, None, [*signed, Block("2024年1月2日", Role.DATE)]),
            _part(PartKind.INSTRUMENT, "关于推进智慧社区建设的实施意见", instrument),
            _part(PartKind.ATTACHMENT_LIST, None, [Block("附件：重点任务清单", Role.ATTACHMENT)]),
            _part(
                PartKind.ATTACHMENT,
                "重点任务清单",
                [Block("附件"), Block("重点任务清单", Role.TITLE), Block(WIDE, Role.TABLE)],
            ),
        ),
    )


def rules() -> Policy:
    """Rules with chapters, articles, a note below the title and one signatory."""
    blocks = [
        Block("某省社区服务管理办法（试行）", Role.TITLE),
        Block("（2024年1月1日省政府第3次常务会议通过）", Role.NOTE),
        Block("第一章　总　则"),
    ]
    for n, count in enumerate("一二三四五六七八", 1):
        if n == 5:
            blocks.append(Block("第二章　管　理"))
        blocks.append(Block(f"第{count}条　" + PROSE * 3))
        blocks.append(Block(f"（一）<script>alert({n})</script> & “引号”；"))
    blocks += [
        Block("某省人民政府", Role.SIGNATORY),
        Block("2024年1月3日", Role.DATE),
        Block("（此件公开发布）", Role.NOTE),
    ]
    title = "某省社区服务管理办法（试行）"
    meta = Metadata(number="某政令〔2024〕3号", title=title, issued=date(2024, 1, 3))
    return Policy("某政令/2024/3", meta, (_part(PartKind.NOTICE, title, blocks),))


def personnel() -> Policy:
    """Appointments grouped by dates, without a number."""
    title = "某省人民政府任免人员"
    blocks = [
        Block(title, Role.TITLE),
        Block("2024年1月4日", Role.DATE),
        Block("任命甲为省民政厅副厅长。"),
        Block("2024年1月5日", Role.DATE),
        Block("免去乙的职务。"),
    ]
    meta = Metadata(kind=Kind.PERSONNEL, title=title)
    return Policy("unnumbered/任免", meta, (_part(PartKind.NOTICE, title, blocks),))


def about() -> Policy:
    """Back matter whose text has no title of its own."""
    part = _part(
        PartKind.NOTICE, None, [Block("《某省人民政府公报》是某省人民政府主办的政府出版物。")]
    )
    return Policy("unnumbered/简介", Metadata(kind=Kind.ABOUT), (part,))


ORDER = Manifest(
    id="2024-02",
    name="某省人民政府公报",
    pinyin="MOUSHENG RENMIN ZHENGFU GONGBAO",
    year=2024,
    number=2,
    total=910,
    total_label="总",
    published=date(2024, 1, 31),
    publisher="某省人民政府",
    frequency="半月刊",
    motto=("传达政令", "宣传政策"),
    statement="政府公报所登文件与正式文件具有同等效力",
    sections=(
        Section("卷首语", (Entry(title="推动高质量发展", printed_page=1),)),
        Section("省政府令", (Entry("某政令/2024/3", printed_page=2),)),
        Section("部门文件", (Entry("某民发/2024/1"),)),
        Section("人事任免", (Entry("unnumbered/任免"),)),
    ),
    colophon=Colophon((("编辑委员会", ()), ("主编", ("甲",)), ("电话", ("0431-1", "0431-2")))),
    back=(Entry("unnumbered/简介", title="《某省人民政府公报》简介"),),
)


def build(issue: Issue, variant: str | None = pdf.UA) -> Built:
    """Make the page for the screen and the PDF of an issue."""
    look = html.look(issue.manifest, {}, "zh", None)
    families = look.profile.families
    data = pdf.write(html.print_page(issue, look), pdf.Options(variant, families, families))
    return Built(issue, look, html.issue_page(issue, look), data)


@pytest.fixture(scope="session")
def small_issue() -> Issue:
    """A small issue with everything in it."""
    held = {policy.id: policy for policy in (joint(), rules(), personnel(), about())}
    return assemble(ORDER, lambda name, _: held.get(name))


@pytest.fixture(scope="session")
def small(small_issue: Issue) -> Built:
    """The small issue, set in two columns."""
    return build(small_issue)


@pytest.fixture(scope="session")
def gongwen(small_issue: Issue) -> Built:
    """The small issue, set in one column after GB/T 9704."""
    return build(replace(small_issue, manifest=replace(ORDER, profile="gongwen-9704")), pdf.A3U)


@pytest.fixture(scope="session")
def seed_issue() -> Issue:
    """Issue 2023 No. 21, read from the seed."""
    table = tomllib.loads(data_text("issuers.toml"))["issuer"]
    register = Register(
        tuple(Issuer(each["name"], codes=tuple(each.get("codes", ()))) for each in table)
    )
    found = segment(extract.read(ROOT / "seeds" / "001_7dbb9fe1df8c5f2f.txt"), register)
    held: dict[str, Policy] = {}
    for witness in found.witnesses:
        text = "".join(block.text for part in witness.parts for block in part.blocks)
        name = policy_id(witness.meta, fold(text))
        held[name] = Policy(name, witness.meta, witness.parts)
    order = manifest.load((ROOT / "issues" / "2023-21.toml").read_text(encoding="utf-8"))
    return assemble(order, lambda name, _: held.get(name))


@pytest.fixture(scope="session")
def seed(seed_issue: Issue) -> Built:
    """Issue 2023 No. 21, set."""
    return build(seed_issue)
