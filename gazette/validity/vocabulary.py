"""The words validity is spoken of with.  Data, in the order they are tried.

Every pattern is tried on a sentence whose titles and quotations are masked (see `passages`), and
every repeat in it is bounded.
"""

import re

KINDS = (
    "暂行办法", "管理办法", "实施办法", "办法", "辦法", "规定", "規定", "通知", "意见", "意見", "方案", "规划",
    "細則", "细则", "条例", "條例", "应急预案", "预案", "规则", "規則", "规程", "制度", "指南", "指引", "标准", "標準",
    "要点", "要點", "清单", "目录", "政策措施", "措施", "政策", "解释", "解釋", "决定", "決定", "公告", "通告", "法", "令",
    "准则", "準則", "基准", "基準", "要求", "计划", "計畫", "須知", "作業要點", "章程", "函", "若干规定", "若干措施",
    "規範", "规范", "注意事項", "批复", "纲要",
)  # fmt: skip
"""What a document calls itself after 本, and what the title of a document ends with."""

_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
SELF = re.compile(
    rf"本(?:实施|应急|管理|工作|行动|指导|暂行|试行|若干|专项|总体|修正|修订)?(?:{_KIND})"
)
"""The document named by itself: 本办法, 本实施意见."""

NO_DOCUMENT = (
    "证", "照", "证书", "合同", "协议", "协议书", "表", "报告", "报告书", "申请书", "批件", "许可", "登记簿", "名单",
    "承诺书", "證", "證書", "契約", "执照", "通知单", "决定书", "告知书", "备案书",
)  # fmt: skip
"""What a paper's name ends with that is issued to somebody and ends by itself: a licence."""

_S = r"\s{0,3}"
_YEAR = rf"(?:\d{{2}}\s?\d{{2}}|[一二][〇零○一二三四五六七八九]{{3}}|(?:中華民國|民國)[^年]{{1,8}}){_S}年"
_DAY = rf"{_YEAR}[^年月。，；]{{1,6}}月[^月日。，；]{{1,6}}日"
DATE = re.compile(_DAY)

ACT_EVENTS = {
    "公布": "published", "发布": "published", "發布": "published", "颁布": "published",
    "頒布": "published", "公告": "published", "印发": "issued", "印發": "issued", "下发": "issued",
    "发文": "issued", "签发": "issued", "签署": "issued", "制定": "issued", "通过": "adopted",
    "批准": "adopted",
}  # fmt: skip
"""Which of the seven dates a relative start counts from."""

_ACTS = "|".join(ACT_EVENTS)
_HOLDS = "施行|实施|执行|生效|試行|试行|实行|實施|執行|實行|适用|適用"
_COUNT = r"\d{1,3}|[一二三四五六七八九十两兩]{1,3}"
STARTS = re.compile(
    rf"(?:自|从|從|於|于){_S}"
    rf"(?P<when>{_DAY}|本?(?:{_KIND})?(?P<act>{_ACTS}){_S}(?:之{_S}日|日|后|後)|(?P<now>即日))"
    rf"{_S}(?:之日)?{_S}(?:起|开始)?{_S}(?:满|滿)?"
    rf"(?P<delay>(?P<count>{_COUNT}){_S}(?:个|個)?(?P<unit>日|天|工作日|月|年){_S}(?:后|後)?)?"
    rf"{_S}起?{_S}(?:正式|开始|開始|统一)?{_S}(?P<verb>{_HOLDS})(?!情况|情況|过程|細則|细则)"
)
"""自2023年5月1日起施行, 自发布之日起实施, 自發布日施行, 自發布後三個月施行, 自即日起执行."""

GAP = re.compile(
    r"(?:[(（][^()（）]{0,60}[)）])?"
    r"(?:[和与與及、]{1,2}(?:《□{1,200}》|附件|附录)){0,3}"
    r"(?:修正条文|修正條文|全文)?[，,、\s]{0,3}"
    r"(?:(?:由|经|經|除)[^，,。；]{1,80}[，,]\s{0,2}){0,2}"
    r"(?:应当|并|並|且|均|一律|统一|应|應|将|將|正式|从|的){0,2}\s{0,2}"
)
"""What may stand between a document's name for itself and its start."""

PROMULGATES = re.compile(
    r"^(?:[主]?\s{0,4}旨[:：]\s{0,4})?(?:现|現|兹|茲|訂定|订定|修正|公告)"
    r"[^。；]{0,300}[，,]\s{0,3}(?:并|並|且)?\s{0,2}$"
)
"""现公布《…》，自…起施行; 訂定「…」，並自…生效."""

_TERM_NAME = r"(?:有效期|施行期|实施期|执行期|试行期|适用期|試行期|有效期間|施行期間)(?:限|间)?"
TERM = re.compile(
    rf"(?:{_TERM_NAME}|(?:暂定|试行|期限为)){_S}(?:为|為|为期|暂定为?|[:：])?{_S}"
    rf"(?P<count>{_COUNT}){_S}(?P<unit>年|个月|個月)(?!内|以)"
)
"""有效期五年, 试行期一年, 试行两年."""
UNTIL = re.compile(
    rf"(?:{_TERM_NAME}{_S}(?:为|為|暂定为?|[:：])?|(?P<going>施行|实施|执行|试行|适用|实行|實施)(?:期限)?){_S}"
    rf"(?:自?{_S}{_DAY}{_S}起?{_S})?(?:至|到|截至|截止到?|截止|—{{1,2}}|-|－|~|～){_S}(?P<day>{_DAY})"
)
"""有效期至2025年12月31日, 有效期自…至…, 执行至…."""
ENDS_ON = re.compile(rf"(?P<day>{_DAY}){_S}(?:自动|自行)?{_S}(?:终止|終止|失效|届满)")
"""本办法自…起施行，2025年12月31日终止."""

TRIAL = re.compile(
    r"[（(](?:试行|暂行|試行)[)）]|暂行(?:办法|规定|条例|意见|细则|规则)|試行|试行(?:办法|方案)"
)

REPEAL_VERB = re.compile(
    r"(?P<how>即行|同时|同時|予以|一并|一併|自行|立即|均|随之|相应|宣布|即|亦|也|,|，)?\s{0,2}"
    r"(?P<verb>废止|廢止|失效|停止执行|停止執行|停止施行|停止適用|停止适用|不再执行|不再施行|不再适用|不再執行)"
)
KEEPS = re.compile(r"继续有效|继续执行|繼續適用|仍然有效|予以保留|修改为|作如下修改")
"""Other fates; the documents before them are not repealed by a verb that follows."""
_PROVISION = (
    r"第[一二三四五六七八九十百零〇\d]{1,6}[条條章节點点](?:之[一二三四五六七八九十]{1,3})?"
    r"(?:第[一二三四五六七八九十]{1,3}[款项項])?(?:第?[（(]?[一二三四五六七八九十]{1,3}[)）]?[项項])?"
)
PROVISIONS = re.compile(
    rf"(?:中)?(?:的)?(?P<what>{_PROVISION}(?:[、和与及至]{{1,2}}{_PROVISION}){{0,20}})"
)
CONDITION = re.compile(
    r"(?:中|的)?(?:有关|相关)?(?:规定|内容|条款)?(?P<what>(?:与|和|同)[^，。；]{1,30}(?:不一致|相抵触|不符|抵触)的?(?:规定|内容|条款|部分|地方)?)"
)
"""与本办法不一致的: only so much of it goes."""
DOCUMENT_TAIL = re.compile(
    r"(?:的?(?:通知|决定|公告|意见|批复|函|命令))?(?:等(?:[^，。；、]{0,12}(?:文件|规定|办法))?)?(?:文件)?"
)
REPEAL_WHEN = re.compile(
    rf"[，,]?{_S}(?:自|从|從|於|于)?{_S}(?:(?P<day>{_DAY})|即日|本{_KIND}?[^，。；]{{0,16}}(?:之日|日)){_S}起?{_S}[，,]?{_S}"
)
CONNECTS = re.compile(
    r"(?:以及|[、，,和与與及;；\s])\s{0,2}(?:以及|及其|和|与|及)?\s{0,2}(?:原|[^。；《》]{0,60}的)?\s{0,2}|\s{0,2}"
)
"""What may stand between two documents that share one verb."""
RULED_BY = re.compile(
    r"(?:依据|根据|按照|依照|符合|违反|适用|参照|依法|按|依據|依照|違反|執行)[^，。；《》]{0,12}$"
)
"""Words before a document that is applied, not repealed."""
REPEALS_NEXT = re.compile(
    r"(?:^|[，,。；：:\s起]|决定|予以|同时|一并|现|并|宣布|请|請)(?:废止|廢止|停止执行|停止適用|停止适用)(?:了|以下|下列)?"
    r"[:：]?\s{0,2}(?:原|[^，。；《》「」]{0,30}的)?\s{0,2}$"
)
"""废止《…》: the verb before the document."""
LIST_OPENS = re.compile(
    r"(?:下列|以下|如下|附件所列)[^，。；：:]{0,30}(?:废止|廢止|失效|停止执行|不再执行|停止適用)[^，。；：:]{0,4}[：:]?"
    r"|(?:废止|廢止|停止执行|停止適用)(?:下列|以下|如下)[^，。；：:]{0,20}[：:]?"
)
LAST_EDITION = re.compile(
    r"(?:上一版|上版|原版|旧版|前版|上一版本|原版本|旧版本)[^，。；]{0,6}(?:同时|即行|予以|相应)?(?:废止|停止执行|失效)"
)

AMENDS = re.compile(
    r"作如下修改|作出如下修改|予以修改|作以下修改|修改如下|作部分修改|作出修改|修改为|修正为"
)
DECISION = re.compile(
    r"关于(?P<verb>修改|修正|修订|废止|廢止)(?:和废止|、废止)?(?P<what>[^的]{0,4}《)"
)
"""关于修改《…》的决定."""
REVISED = re.compile(r"(?:修订|修訂)了|对《□{1,200}》进行了?(?:修订|修訂)|现将修订后的")
AMENDS_TW = re.compile(r"(?:^|；|旨[:：]\s{0,4})修正\s{0,2}$")
SOME = re.compile(
    rf"[^，；。]{{0,30}}(?:部分|附件|{_PROVISION}|第[一二三四五六七八九十]{{1,3}}[部編编])"
)
INTERPRETS = re.compile(r"》(?:的)?(?:政策)?(?:解读|解讀|起草说明|说明)$")
FORWARDS = re.compile(r"(?:转发|批转)")
ISSUES = re.compile(r"(?:印发|发布|颁布|公布)(?:给你们|实施|如下)?")
ADOPTED = re.compile(
    rf"(?P<day>{_DAY})[^。；，]{{0,60}}(?:会议|大会|常委会|委员会|会议上|党组|會議)[^。；，]{{0,24}}通[过過]"
)
REVIEW = (
    (
        "repealed",
        re.compile(
            r"(?:宣布|决定|予以)?废止(?:和失效)?的?(?:行政|部分)?(?:规范性文件|文件|规章|政策|法规)"
        ),
    ),
    (
        "expires",
        re.compile(r"(?:宣布|决定)?失效的?(?:行政|部分)?(?:规范性文件|文件|规章|政策|法规)"),
    ),
    (
        "amended",
        re.compile(r"(?:予以|需要|拟)?修改的?(?:行政|部分)?(?:规范性文件|文件|规章|政策|法规)"),
    ),
    (
        "continues",
        re.compile(r"(?:继续有效|保留|有效)的?(?:行政|部分)?(?:规范性文件|文件|规章|政策|法规)"),
    ),
)
"""Headings of the lists of a periodic review (清理)."""
