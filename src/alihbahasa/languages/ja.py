"""Japanese."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops
from alihbahasa.languages import _han_numerals

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

# --- numbers ----------------------------------------------------------------

#: Words with a numeral in them that say no number.
_IDIOMS = """
    一部 一方 一般 一緒 一連 一番 一致 一定 一切 一時 一環 一層 一気 一斉 一体 一種 一見 一旦 一員
    一覧 一家 統一 万が一 万一 三菱 三井 四国 九州 五輪 千葉 七面鳥 二酸化 百貨 十分 十字
"""

#: What is counted as one where other languages have an article or nothing: 1年, 1つ.
_COUNTERS = "年 日 か月 ヶ月 カ月 ヵ月 週間 時間 分 つ 人 名 台 回 度 個 点 本 件 試合"

_NUMERALS = Numerals(
    decimal=".",
    group=(",", "\u00a0"),
    clock=":",
    scales=_han_numerals.scales({"兆": 10**12, "億": 10**8, "万": 10**4}),
    cardinals={
        **_han_numerals.CARDINALS,
        **_han_numerals.formal("壱弐参"),
        **{
            word: at
            for at, word in enumerate(
                ("ひとつ", "ふたつ", "みっつ", "よっつ", "いつつ", "むっつ", "ななつ", "やっつ",
                 "ここのつ"),
                start=1,
            )
        },
        "ゼロ": 0, "ワン": 1, "ツー": 2, "スリー": 3, "イレブン": 11, "ひとり": 1, "ふたり": 2,
    },
    ordinals={
        **_han_numerals.ORDINALS,
        **dict.fromkeys(("初", "最初", "ファースト", "トップ"), 1),
        **dict.fromkeys(("セカンド",), 2),
    },
    fractions={
        **_han_numerals.shares("分の"),
        **dict.fromkeys(
            ("半", "年半", "日半", "時間半", "つ半", "ヶ月半", "か月半", "カ月半", "週間半"),
            Decimal("0.5"),
        ),
        **dict.fromkeys(("1年半", "1時間半", "1日半", "1か月半", "1ヶ月半"), Decimal("1.5")),
        # 三時半: half past three.
        "時半": Decimal("0.3"),
    },
    implied={
        **dict.fromkeys(
            ("倍増", "ダブル", "双", "両", "ペア", "カップル", "夫妻", "夫婦", "コンビ"),
            Decimal(2),
        ),
        **dict.fromkeys(("トリプル", "トリオ", "ハットトリック"), Decimal(3)),
        **dict.fromkeys(("単独", "唯一", "毎", "シングル"), Decimal(1)),
        **{f"1{counter}": Decimal(1) for counter in _COUNTERS.split()},
        **dict.fromkeys(("半分", "半数", "半減", "ハーフ"), Decimal("0.5")),
        "四半期": Decimal("0.25"), "ダース": Decimal(12), "正午": Decimal(12), "真夜中": Decimal(0),
    },
    idioms=tuple(_IDIOMS.split()),
    spans=("から", "〜", "～", "~", "－", "ー", "―", "と", "または", "ないし", "乃至"),
    months=_han_numerals.MONTHS,
    weekdays={f"{day}曜日": at for at, day in enumerate("月火水木金土日", start=1)}
    | {f"{day}曜": at for at, day in enumerate("月火水木金土日", start=1)},
    short_weekdays={
        f"{left}{day}{right}": at
        for at, day in enumerate("月火水木金土日", start=1)
        for left, right in ("()", "（）")
    },
    clock_before=("午前", "午後", "朝", "夕方", "夜", "深夜", "未明", "早朝", "正午"),
    clock_after=("時", "時頃", "時ごろ"),
    forenoon=("午前", "朝", "早朝", "未明"),
    afternoon=("午後", "夕方"),
    day_parts={"夜": 18, "深夜": 18},
    decades=("年代", " 年代"),
    centuries=("世紀",),
    falling=("減", "下落", "低下", "縮小", "下が"),
    minus=("マイナス", "氷点下", "零下", "負"),
    units={
        **dict.fromkeys(("パーセント", "ﾊﾟｰｾﾝﾄ", "プロセント"), "percent"), "月": "month",
        "ドル": "USD", "米ドル": "USD", "豪ドル": "AUD", "カナダドル": "CAD", "香港ドル": "HKD",
        "ユーロ": "EUR", "円": "JPY", "ルピア": "IDR", "ルーブル": "RUB", "ウォン": "KRW",
        "人民元": "CNY", "元": "CNY", "リラ": "TRY", "ルピー": "INR", "スイスフラン": "CHF",
        "パーセントポイント": "percentage point",
        "キロメートル": "km", "キロ": "km", "メートル": "m", "センチメートル": "cm", "センチ": "cm",
        "ミリメートル": "mm", "ミリ": "mm", "マイル": "mi", "海里": "nmi", "フィート": "ft",
        "フット": "ft", "インチ": "in", "ヤード": "yd", "キログラム": "kg", "グラム": "g",
        "トン": "t", "ポンド": "lb", "オンス": "oz", "ストーン": "st", "ヘクタール": "ha",
        "エーカー": "ac", "平方キロメートル": "km²", "平方キロ": "km²", "平方メートル": "m²",
        "平方マイル": "mi²", "平方フィート": "ft²", "リットル": "l", "ガロン": "gal",
        "パイント": "pt", "ノット": "kn", "度": "°",
    },
)  # fmt: skip

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
    quotations=(("「", "」"), ("“", "”"), ("《", "》"), ("〈", "〉"), ("〝", "〟")),
    inner_quotations=(("『", "』"), ("‘", "’")),
    blanks={"%": ""},
    numerals=_NUMERALS,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Hani", "Hira", "Kana"),
)
