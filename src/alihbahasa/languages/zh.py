"""Chinese."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops

# --- sentences --------------------------------------------------------------

#: Abbreviations of names in Latin letters that end no sentence.
_TITLES = """
    Mr Mrs Ms Dr Prof St Gen Col Lt Capt Sgt Sen Gov Jr vs v No Inc Ltd Co Corp
"""

_STOP = "[。！？?!]"
#: A straight quotation mark opens where an even number of them stands before it.
_EVEN = '^[^"]{0,300}(?:"[^"]{0,300}"[^"]{0,300}){0,9}'
#: Who spoke, in a few words before the end: 记者说。 他问道。
_SAID = r"[^。！？，、：；“”\"\s]{0,8}(?:说|说道|问|问道|喊道|写道|答道|表示|补充道)。"

_RULES = (
    Rule(False, rf"{_STOP}[”\"』」]", _SAID, "who spoke"),
    Rule(True, _EVEN + _STOP, '"', "a quotation mark that opens"),
    Rule(False, f'{_EVEN}{_STOP}"', "", "a quotation that has begun"),
    Rule(False, "[A-Za-z][!?]", r"[^\s”\"』」）)]", "a mark in a name: Yahoo!"),
)

_STOPS = Stops(wide="。！？｡?!", marks=".…", titles=frozenset(_TITLES.split()))

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("阅读：", "详见：", "延伸阅读："),
    "read-also": ("另请阅读：", "相关阅读：", "推荐阅读："),
    "see": ("观看：", "视频：", "请看："),
    "see-also": ("另见：", "参见：", "另请观看："),
    "related": ("相关报道：", "相关新闻：", "相关文章：", "相关报道", "相关新闻"),
    "page": ("页：", "页码："),
    "author": ("作者：", "记者：", "撰文："),
    "editor": ("编辑：", "责任编辑：", "责编："),
    "source": ("来源：", "消息来源："),
    "by": ("文：", "文/"),
    "photo": ("图：", "图片：", "图源：", "摄影："),
}

_NEGATIONS = frozenset("不 没 無 无 未 非 勿 莫 別 别".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    的 了 是 在 和 不 有 这 我 他 她 们 也 就 都 与 而 及 着 对 从 把 被 将 让
    向 但 或 为 所 以 于 之 其 到 说 要 会 能 可 没 很 更 最 还 又 只 已 吗 呢
    吧 啊 那 你 它 给 跟 则 并 且 该 此 因 由 至 过 地 得 这个 那个 我们 他们 她们
    你们 因为 所以 但是 如果 而且 以及 或者 可以 没有 已经 自己 什么 怎么 这些 那些 一个
    就是 不是 还是 这样 虽然 由于 關於 這 們 說 與 對 為 會 來 個
    """.split()
)

PLUGIN = LanguagePack(
    tag="zh",
    name="Chinese",
    plural_forms="nplurals=1; plural=0;",
    rules=_RULES,
    separator="",
    numerals=Numerals(decimal=".", group=(",", "\u00a0")),
    quotations=(("“", "”"), ("「", "」"), ("《", "》")),
    inner_quotations=(("‘", "’"), ("『", "』"), ("〈", "〉")),
    blanks={"%": ""},
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Hani",),
)
