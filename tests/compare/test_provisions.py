from gazette.compare import provisions
from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline


def cut(text: str) -> list[tuple[str, str, str | None]]:
    blocks = [Block(line) for line in text.strip().split("\n")]
    part = Part(PartKind.INSTRUMENT, None, outline(blocks))
    return [(one.address, one.text, one.heading) for one in provisions((part,))]


def test_an_article_takes_its_paragraphs_and_items_with_it() -> None:
    assert cut(
        "某办法\n第一章　总则\n第一条　应当：\n（一）甲；\n（二）乙。\n另一款。\n第二条　丙。"
    ) == [
        ("", "某办法", None),
        ("第一章/第一条", "第一条　应当：\n（一）甲；\n（二）乙。\n另一款。", "第一章　总则"),
        ("第一章/第二条", "第二条　丙。", "第一章　总则"),
    ]


def test_headings_nest_and_a_contents_list_stays_in_the_preamble() -> None:
    text = "目录\n第一章　总则\n第二章　罚则\n第一章　总则\n第一条　甲。\n第二章　罚则\n第一节　一般\n第二条　乙。"
    assert cut(text) == [
        ("", "目录\n第一章　总则\n第二章　罚则", None),
        ("第一章/第一条", "第一条　甲。", "第一章　总则"),
        ("第二章/第一节/第二条", "第二条　乙。", "第二章　罚则\n第一节　一般"),
    ]


def test_a_line_that_quotes_an_article_is_no_article() -> None:
    text = "第一条　甲。\n第九条　第二款所称企业，是指乙。\n第二条　丙。\n第三条　丁。"
    assert [address for address, *_ in cut(text)] == ["第一条", "第二条", "第三条"]


def test_an_inserted_article_and_a_second_count() -> None:
    text = "第一条　甲。\n第二条　乙。\n第二条之一　丙。\n第三条　丁。\n第一条　戊。\n第二条　己。"
    assert len(cut(text)) == 6


def test_traditional_labels_stay_as_printed() -> None:
    assert [address for address, *_ in cut("第一條　甲。\n第三條之一　乙。")] == [
        "第一條",
        "第三條之一",
    ]


def test_without_articles_each_numbered_paragraph_is_a_provision() -> None:
    text = "各市：\n一、总体要求\n（一）指导思想。坚持。\n（二）目标。到2025年。\n1．甲。\n二、保障措施\n加强领导。"
    assert cut(text) == [
        ("", "各市：", None),
        ("一、/（一）", "（一）指导思想。坚持。", "一、总体要求"),
        ("一、/（二）", "（二）目标。到2025年。\n1．甲。", "一、总体要求"),
        ("二、", "二、保障措施\n加强领导。", None),
    ]


def test_arabic_numbers_count_where_there_is_nothing_above_them() -> None:
    assert [text for _, text, _ in cut("事项：\n1．甲。\n2．乙。\n其他。")] == [
        "事项：",
        "1．甲。",
        "2．乙。\n其他。",
    ]


def test_a_text_without_numbers_is_one_provision() -> None:
    assert cut("甲。\n乙。") == [("", "甲。\n乙。", None)]
    assert provisions(()) == ()
    assert (
        provisions((Part(PartKind.SIGNATURE, None, (Block("某局", role=Role.SIGNATORY),)),))[
            0
        ].label
        is None
    )
