"""Organs in the text whose names no organ bears: a brand put in the place of a place."""

import re

from gazette.model.document import Flag, Role, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import blocks_of, source_of

_OF_PLACE = "省市县区州盟旗镇乡级方地央区國国府院部委厅局会署行社协联团处军警司"
"""What stands before 人民政府 or 办公厅 in a name."""
_IN_SENTENCE = (
    "的由经在各与和及或向对从给按受报送请到把被为以是即含除至于归据当该本此其上下两经让让使令将交函致同"
    "其他有无新原设立加强"
)
"""What may stand before them where they are no part of a name."""
_STRANGE = re.compile(
    rf"[\u4e00-\u9fff]{{1,3}}[^\W\da-zA-Z_{_OF_PLACE}{_IN_SENTENCE}](?:人民政府|办公厅)"
)


def strange_organs(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each government or general office in the body that is none of a place or an organ.

    Title and signature are held against the number (`issuer_mismatch`).
    """
    return [
        Flag(
            "strange-organ",
            f"“{match[0]}”: what stands before the office is no place and no organ.",
            witness.source,
            source_of(block, *match.span()),
        )
        for block in blocks_of(witness)
        if block.role not in (Role.TITLE, Role.SIGNATORY)
        for match in _STRANGE.finditer(block.text)
        if draft.register.by_name(match[0]) is None
    ]
