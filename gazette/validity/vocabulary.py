"""The words validity is spoken of with.  Data, in the order they are tried."""

import re

KINDS = (
    "暂行办法", "管理办法", "实施办法", "办法", "辦法", "规定", "規定", "通知", "意见", "意見", "方案", "规划",
    "細則", "细则", "条例", "條例", "应急预案", "预案", "规则", "規則", "规程", "制度", "指南", "指引", "标准", "標準",
    "要点", "要點", "清单", "目录", "政策措施", "措施", "政策", "解释", "解釋", "决定", "決定", "公告", "通告", "法", "令",
    "准则", "基准", "要求", "计划", "計畫", "須知", "作業要點", "章程", "函", "若干规定", "若干措施",
)  # fmt: skip
"""What a document calls itself after 本."""

_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
SELF = re.compile(rf"本(?:实施|应急|管理|工作|行动|指导|暂行|试行|若干|专项|总体)?(?:{_KIND})")
"""The document named by itself: 本办法, 本实施意见."""

_DAY = r"(?:\d{4}|[一二][〇零○一二三四五六七八九]{3}|(?:中華民國|民國)[^年]{1,6})年[^年月]{1,4}月[^月日]{1,4}日"
DATE = re.compile(_DAY)

_ACTS = "公布|发布|發布|印发|颁布|下发|公告|批准|通过|发文|印發|頒布|签发|签署|制定"
_HOLDS = "施行|实施|执行|生效|試行|试行|实行|實施|執行|實行|适用|適用"
STARTS = re.compile(
    rf"(?:自|从|於|于)(?P<when>{_DAY}|(?P<act>{_ACTS})(?:之)?日)(?:之日)?"
    rf"(?:起)?(?P<delay>满?\d{{1,3}}(?:个?月|日)后)?(?:正式|开始|開始)?(?P<verb>{_HOLDS})"
)
"""自2023年5月1日起施行, 自发布之日起实施, 自發布日施行."""

ACT_EVENTS = {
    "公布": "published", "发布": "published", "發布": "published", "颁布": "published",
    "頒布": "published", "公告": "published", "印发": "issued", "印發": "issued", "下发": "issued",
    "发文": "issued", "签发": "issued", "签署": "issued", "制定": "issued", "通过": "adopted",
    "批准": "adopted",
}  # fmt: skip
"""Which of the seven dates a relative start counts from."""

EXPIRES_ON = re.compile(rf"有效期(?:限)?(?:为|為)?(?:至|到|截至|截止到?)(?P<day>{_DAY})")
EXPIRES_RANGE = re.compile(rf"有效期(?:限)?(?:为|為)?自(?:{_DAY})(?:起)?(?:至|到)(?P<day>{_DAY})")
EXPIRES_AFTER = re.compile(
    r"有效期(?:限)?(?:为|為|暂定)?(?P<years>\d{1,2}|[一二三四五六七八九十两]{1,3})(?P<unit>年|个月)"
)
UNTIL = re.compile(rf"(?:实施|施行|执行)(?:期限)?(?:至|到)(?P<day>{_DAY})")

TRIAL = re.compile(r"[（(](?:试行|暂行|試行)[)）]|暂行(?:办法|规定|条例|意见|细则)|試行")

REPEALED = re.compile(
    r"(?:即行|同时|同時|予以|一并|一併|自行|立即|均|随之|相应|即)?(?P<verb>废止|廢止|失效|停止执行|停止執行|停止適用|停止适用|不再执行|不再适用)"
)
SAME_TIME = re.compile(
    r"(?:即行|同时|同時|予以|一并|一併|自行|即|均|起)(?:废止|廢止|失效)|停止执行|停止執行|停止適用|停止适用|不再执行"
)
LAST_EDITION = re.compile(r"(?:上一版|上版|原版|旧版|前版)[^，。；]{0,6}(?:同时|即行|予以)?废止")
ARTICLE = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,6}[条條](?:第[一二三四五六七八九十]{1,3}[款项])?"
)

AMENDS = re.compile(r"(?:作如下修改|作出如下修改|予以修改|作以下修改|修改如下|修正为|修改为)")
REVISED = re.compile(r"(?:修订|修訂)了")
INTERPRETS = re.compile(r"》(?:的)?(?:政策)?(?:解读|解讀|起草说明|说明)$")
FORWARDS = re.compile(r"(?:转发|批转)")
ISSUES = re.compile(r"(?:印发|发布|颁布|公布)(?:给你们|实施|如下)?")
ADOPTED = re.compile(rf"(?P<day>{_DAY})[^。；，]{{0,60}}(?:通过|修订通过|修正)")
REVIEW = (
    (
        "repealed",
        re.compile(r"(?:宣布|决定|予以)?废止(?:和失效)?的?(?:行政)?(?:规范性文件|文件|规章|政策)"),
    ),
    ("expires", re.compile(r"(?:宣布|决定)?失效的?(?:行政)?(?:规范性文件|文件|规章|政策)")),
    ("amended", re.compile(r"(?:予以|需要|拟)?修改的?(?:行政)?(?:规范性文件|文件|规章|政策)")),
    ("continues", re.compile(r"(?:继续有效|保留|有效)的?(?:行政)?(?:规范性文件|文件|规章|政策)")),
)
"""Headings of the lists of a periodic review (清理)."""
