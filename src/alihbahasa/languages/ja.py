"""Japanese."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops

# --- sentences --------------------------------------------------------------

#: Abbreviations of names in Latin letters that end no sentence.
_TITLES = """
    Mr Mrs Ms Dr Prof St Gen Col Lt Capt Sgt Sen Gov Jr vs v No Inc Ltd Co Corp
"""

_STOP = "[。！？?!．]"
#: A straight quotation mark opens where an even number of them stands before it.
_EVEN = '^[^"]{0,300}(?:"[^"]{0,300}"[^"]{0,300}){0,9}'
#: Words that begin with the particle と and are none.
_NO_PARTICLE = (
    "(?!ころ|ても|くに|にかく|りあえず|はいえ|もかく|もあれ|うとう|うぜん|き(?:に|どき)|なり)"
)

_RULES = (
    Rule(False, "モーニング娘。", r"\S", "a name with a stop in it"),
    Rule(
        False,
        rf"(?:{_STOP}[」』”\"）)]{{1,3}}|[！？?!])",
        f"(?:と{_NO_PARTICLE}|って|を|が(?!ん)|など)",
        "a particle after a quotation",
    ),
    Rule(True, _EVEN + _STOP, '"', "a quotation mark that opens"),
    Rule(False, f'{_EVEN}{_STOP}"', "", "a quotation that has begun"),
    Rule(False, "[A-Za-z][!?]", r"[^\s」』”\"）)]", "a mark in a name: Yahoo!"),
    Rule(False, r"\p{Nd}．", r"\p{Nd}", "a decimal point"),
)

_STOPS = Stops(wide="。！？｡?!．", marks=".…", titles=frozenset(_TITLES.split()))

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("記事：", "続きを読む：", "詳しくは："),
    "read-also": ("あわせて読みたい：", "こちらも読む：", "関連記事："),
    "see": ("参照：", "動画：", "映像："),
    "see-also": ("こちらも参照：", "あわせて見る：", "関連動画："),
    "related": ("関連ニュース：", "関連：", "関連ニュース", "関連リンク"),
    "page": ("ページ：",),
    "author": ("執筆：", "記者：", "著者：", "取材："),
    "editor": ("編集：", "編集者："),
    "source": ("出典：", "情報源：", "提供："),
    "by": ("文：", "文・"),
    "photo": ("写真：", "画像：", "イラスト：", "撮影："),
}

_NEGATIONS = frozenset("ない ぬ ません なかっ ず 不 無 非 未".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    は が を に で と の も へ や か ね よ な だ た て し さ れ る す ま い こ
    そ あ っ から まで より です ます した して する いる ある ない この その あの これ
    それ あれ ここ そこ ため こと もの よう など また しか そし だけ った って いた てい
    れた され には では とい いう ませ まし でき なっ なり おり れる られ たち ほど ので
    のに
    """.split()
)

PLUGIN = LanguagePack(
    tag="ja",
    name="Japanese",
    plural_forms="nplurals=1; plural=0;",
    rules=_RULES,
    separator="",
    numerals=Numerals(decimal=".", group=(",", "\u00a0")),
    quotations=(("「", "」"), ("“", "”"), ("《", "》"), ("〈", "〉"), ("〝", "〟")),
    inner_quotations=(("『", "』"), ("‘", "’")),
    blanks={"%": ""},
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Hani", "Hira", "Kana"),
)
