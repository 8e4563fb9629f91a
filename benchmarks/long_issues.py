"""Issues to set and to prove, each assembled from an archive of its own in a temporary folder.

The sample of 2023 No. 21; everything that the sources 002 to 004 hold; and one of about 200 pages, with
tables over several pages and one to seventeen signatories: real documents first, made ones where no
source has such a thing.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from unicodedata import category, decomposition

from gazette import markdown
from gazette.errors import GazetteError
from gazette.issue import assemble
from gazette.model.document import Block, Kind, Metadata, Part, PartKind, Policy, Role, text_of
from gazette.model.issue import Colophon, Entry, Issue, Manifest, Section
from gazette.structure import outline
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import import_file
from gazette.workflow.issues import held_policy, load_issue

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
CASES = Path(os.environ.get("GAZETTE_CASES", ROOT.parent / "shared" / "cases"))
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_NAMES = {
    Kind.POLICY: "规范性文件",
    Kind.INTERPRETATION: "政策解读",
    Kind.PERSONNEL: "人事任免",
    Kind.OTHER: "其他",
    Kind.ABOUT: "关于本刊",
}
_FIRST = re.compile(r"[\n，。；：]")
ORGANS = (
    "某省民政厅", "中共某省委组织部", "中共某省委宣传部", "中共某省委政法委员会",
    "中共某省委网络安全和信息化委员会办公室", "某省发展和改革委员会", "某省公安厅", "某省财政厅",
    "某省自然资源厅", "某省住房和城乡建设厅", "某省商务厅", "某省文化和旅游厅", "某省体育局",
    "某省政务服务和数字化建设管理局", "某省通信管理局", "某省邮政管理局", "某省残疾人联合会",
)  # fmt: skip


@contextmanager
def _desk() -> Iterator[OpenDesk]:
    """Open a fresh desk that knows the issuers of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(ROOT / "gazette.toml", root)
        init_desk(root)
        shutil.copytree(ROOT / "issues", root / "issues", dirs_exist_ok=True)
        with open_desk(root) as desk:
            yield desk


@contextmanager
def sample_desk() -> Iterator[OpenDesk]:
    """Open a desk that holds the documents and the running order of the sample."""
    with _desk() as desk:
        _import(desk, _seeds("10"))
        yield desk


def sample() -> Issue:
    """Assemble the sample issue."""
    with sample_desk() as desk:
        return load_issue(desk, "2023-21")


def of_portals() -> Issue:
    """Assemble everything that the sources 002 to 004 hold: 29 documents, as portals print them."""
    with _desk() as desk:
        held = _import(desk, _seeds("234"))
        return assemble(_manifest("2026-02", held), lambda name, at: held_policy(desk, name, at))


def long() -> Issue:
    """Assemble an issue of about 200 pages with long tables and one to seventeen signatories."""
    made = {policy.id: policy for policy in made_documents()}
    with _desk() as desk:
        held = _import(desk, [*_seeds("1"), *_cases()])
        manifest = _manifest("2026-03", [*held, *made.values()])
        return assemble(manifest, lambda name, at: made.get(name) or held_policy(desk, name, at))


def _seeds(numbers: str) -> list[Path]:
    return [path for number in numbers for path in SEEDS.glob(f"00{number}_*.txt")]


def _cases() -> list[Path]:
    """Return some real laws, and gazettes whose documents have tables; none where there are none."""
    laws = sorted(CASES.glob("revisions/*条例/*.md"))[-2:]
    return [*laws, *sorted(CASES.glob("issues/*/issue_body.html"))[:1]]


def _import(desk: OpenDesk, paths: Iterable[Path]) -> list[Policy]:
    """Import files; return the policies they brought, each once, as the archive holds it."""
    found: dict[str, Policy] = {}
    for path in paths:
        try:
            brought = import_file(desk, path, WHEN).policies
            found |= {policy.id: policy for policy in brought if _can_be_set(policy)}
        except GazetteError as error:
            print(f"{path.name}: {error}")
    return list(found.values())


def _can_be_set(policy: Policy) -> bool:
    """Tell whether the fonts have every character: private ones and small figures make a build stop."""
    return not any(
        category(char) == "Co" or decomposition(char).startswith("<sub>")
        for char in text_of(policy.parts)
    )


def _named(policy: Policy) -> Entry:
    """Enter a policy as an editor does, who gives a title where the source has none."""
    if policy.meta.title:
        return Entry(policy.id)
    return Entry(policy.id, title=_FIRST.split(text_of(policy.parts).strip(), maxsplit=1)[0][:30])


def _manifest(name: str, policies: Iterable[Policy]) -> Manifest:
    sections: dict[str, list[Entry]] = {}
    for policy in policies:
        section = _NAMES.get(policy.meta.kind, _NAMES[Kind.OTHER])
        if policy.id.startswith("某"):
            section = "部门文件"
        sections.setdefault(section, []).append(_named(policy))
    year, number = map(int, name.split("-"))
    return Manifest(
        id=name,
        name="某省人民政府公报",
        pinyin="MOUSHENG RENMIN ZHENGFU GONGBAO",
        year=year,
        number=number,
        total=900 + number,
        total_label="总",
        published=date(year, number, 15),
        publisher="某省人民政府",
        frequency="半月刊",
        motto=("传达政令", "宣传政策", "指导工作", "服务社会"),
        statement="政府公报所登文件与正式文件具有同等效力",
        sections=tuple(Section(title, tuple(each)) for title, each in sections.items()),
        colophon=Colophon(
            (("编辑委员会", ()), ("主编", ("甲乙丙",)), ("电话", ("0431-1234567",)),
             ("编辑出版", ("某省人民政府办公厅",)), ("国内统一刊号", ("CN00-0000/D",)))
        ),
    )  # fmt: skip


def made_documents() -> Iterator[Policy]:
    """Make joint notices of one to seventeen signatories, every fourth with a table over pages."""
    for count in range(1, len(ORGANS) + 1):
        policy = _notice(count, table=count % 4 == 1)
        yield markdown.load(markdown.dump(policy))


def _notice(count: int, *, table: bool) -> Policy:
    number = f"某民发〔2026〕{count}号"
    subject = "关于进一步推进智慧社区建设和城乡社区服务体系建设的实施意见"
    lead = "某省民政厅" if count == 1 else f"某省民政厅等{count}部门"
    title = f"{lead}印发《{subject}》的通知"
    notice = [
        Block(title, Role.TITLE),
        Block(number, Role.NUMBER),
        Block("各市（州）民政局，长白山管委会，各县（市、区）人民政府：", Role.ADDRESSEES),
        Block(f"现将《{subject}》印发给你们，请结合实际认真抓好贯彻落实。"),
    ]
    signed = [Block(organ, Role.SIGNATORY) for organ in ORGANS[:count]]
    parts = [
        _part(PartKind.NOTICE, title, notice),
        _part(PartKind.SIGNATURE, None, [*signed, Block(f"2026年3月{count}日", Role.DATE)]),
        _part(PartKind.INSTRUMENT, subject, [Block(subject, Role.TITLE), *_provisions(count)]),
    ]
    if table:
        name = "重点任务清单"
        announced = [Block(f"附件：{name}", Role.ATTACHMENT)]
        body = [Block("附件"), Block(name, Role.TITLE), Block(_tasks(30 + 10 * count), Role.TABLE)]
        parts += [
            _part(PartKind.ATTACHMENT_LIST, None, announced),
            _part(PartKind.ATTACHMENT, name, body),
        ]
    meta = Metadata(number=number, title=title, issuers=ORGANS[:count])
    return Policy(f"某民发/2026/{count}", meta, tuple(parts))


def _part(kind: PartKind, title: str | None, blocks: list[Block]) -> Part:
    return Part(kind, title, outline(blocks))


def _provisions(count: int) -> list[Block]:
    """Write provisions of every level, with Latin, digits, percentages and neighbouring marks."""
    sentences = cycle(
        (
            "推动5G网络、IPv6和大数据技术与社区治理服务深度融合，到2025年底覆盖率达到80%以上。",
            "依托“吉事办”App、12345热线（含“互联网+督查”平台），实现“一网通办”“一网统管”。",
            "贯彻《中华人民共和国城市居民委员会组织法》《社区服务办法》（2021年修订）有关规定。",
            "每万人建设社区综合服务设施面积不低于300㎡，PM2.5浓度降至35μg/m³以下——不得反弹。",
        )
    )
    blocks = []
    for first in "一二三":
        blocks.append(Block(f"{first}、{'总体要求' if first == '一' else '重点任务和保障措施'}"))
        for second in "一二三四":
            blocks.append(
                Block(f"（{second}）加强组织领导。" + "".join(islice(sentences, 2 + count % 3)))
            )
            blocks += [
                Block(f"{n}.夯实基础。" + "".join(islice(sentences, 1 + n % 2))) for n in (1, 2)
            ]
        blocks.append(Block("（1）" + next(sentences)))
    if count % 3 == 0:
        blocks.append(Block("项目\t数量\n社区\t100个\n食堂\t25个", Role.TABLE))
        blocks.append(Block(next(sentences)))
    return blocks


def _tasks(count: int) -> str:
    """Make a table of `count` rows, five cells each, some of them long and some empty."""
    rows = ["序号\t责任单位\t重点任务\t工作措施\t完成时限"]
    for n in range(1, count + 1):
        organ = ORGANS[n % len(ORGANS)]
        steps = "依托一体化政务平台推进社区信息共享，" * (1 + n % 4)
        rows.append(f"{n}\t{organ}\t建设集约式平台\t{steps}\t{'' if n % 7 == 0 else '2026年底前'}")
    return "\n".join(rows)
