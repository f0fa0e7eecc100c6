"""Chinese."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops
from alihbahasa.languages import _han_numerals

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

# --- numbers, in simplified and traditional characters ------------------------

#: Weekdays: a word for "week" and a number.
_WEEKDAYS = {
    f"{week}{day}": at
    for week in ("星期", "周", "週", "礼拜", "禮拜")
    for days in ("一二三四五六日", "一二三四五六天")
    for at, day in enumerate(days, start=1)
}

#: Words with a numeral in them that say no number.
_IDIOMS = """
    一些 一样 一樣 一直 一起 一般 一定 一切 一旦 一方面 一系列 一致 一边 一邊 一下 一点 一點 一向
    一贯 一貫 一律 一再 一部分 一周年 一并 统一 統一 万一 萬一 进一步 進一步 十分 百姓 四川 五角大楼
    四面 四周 大陆 大陸 登陆 登陸 退伍 队伍 隊伍
    五角大廈 三星 四处 四處 四肢 七夕 九龙 九龍 八卦 千万别 千萬別
"""

#: What is counted as one where other languages have an article or nothing: 1年, 1个.
_COUNTERS = "年 天 小时 小時 分钟 分鐘 个 個 名 位 人 次 周 週"

_NUMERALS = Numerals(
    decimal=".",
    group=(",", "\u00a0"),
    clock=":",
    scales=_han_numerals.scales(
        {
            "万亿": 10**12, "亿": 10**8, "万": 10**4, "萬億": 10**12, "億": 10**8, "萬": 10**4,
            "兆": 10**12,
        },
        more="多余餘来來几幾",
    ),
    cardinals={
        **_han_numerals.CARDINALS,
        **_han_numerals.formal("壹贰叁肆伍陆柒捌玖"),
        **_han_numerals.formal("壹貳叁肆伍陸柒捌玖"),
        **dict.fromkeys(("几十", "幾十", "数十", "數十"), 10),
        **dict.fromkeys(("几百", "幾百", "数百", "數百"), 100),
        "百分之百": 100,
    },
    ordinals={
        **_han_numerals.ORDINALS,
        **dict.fromkeys(("首次", "首个", "首個", "首位", "首相", "首先", "头号", "頭號"), 1),
    },
    fractions={
        **_han_numerals.shares("分之"),
        **dict.fromkeys(("半", "个半", "個半"), Decimal("0.5")),
        # 三点半: half past three.
        **dict.fromkeys(("点半", "點半", "时半", "時半"), Decimal("0.3")),
        **dict.fromkeys(("点一刻", "點一刻"), Decimal("0.15")),
    },
    implied={
        **dict.fromkeys(
            ("双", "雙", "翻番", "翻倍", "加倍", "倍增", "一倍", "双重", "雙重", "对半", "夫妇",
             "夫婦", "夫妻", "情侣", "父母", "次子"),
            Decimal(2),
        ),
        **dict.fromkeys(("唯一", "独自", "獨自", "单独", "單獨", "另外"), Decimal(1)),
        **{f"1{counter}": Decimal(1) for counter in _COUNTERS.split()},
        **dict.fromkeys(("季度", "一刻钟", "一刻鐘"), Decimal("0.25")),
        **dict.fromkeys(("一半", "半数", "半數", "减半", "減半"), Decimal("0.5")),
        "打": Decimal(12), "正午": Decimal(12), "中午": Decimal(12), "午夜": Decimal(0),
    },
    idioms=(*_IDIOMS.split(), *_WEEKDAYS),
    spans=("至", "到", "或", "和", "与", "與", "~", "～", "－", "—", "——"),
    months=_han_numerals.MONTHS,
    weekdays=_WEEKDAYS,
    clock_before=(
        "上午", "下午", "早上", "早晨", "清晨", "凌晨", "中午", "傍晚", "晚上", "晚间", "晚間",
        "午夜", "夜间", "夜間", "当晚", "當晚", "今晚",
    ),
    clock_after=("点", "點", "点钟", "點鐘", "时", "時"),
    forenoon=("上午", "早上", "早晨", "清晨", "凌晨"),
    afternoon=("下午", "傍晚"),
    day_parts=dict.fromkeys(("晚上", "晚间", "晚間", "当晚", "當晚", "今晚"), 18),
    decades=("年代", " 年代"),
    centuries=("世纪", "世紀"),
    falling=("下降", "下跌", "下滑", "减少", "減少", "萎缩", "萎縮", "收缩", "收縮", "跌", "降"),
    minus=("零下", "负", "負", "减", "減"),
    units={
        "百分之": "percent", "个百分点": "percentage point", "個百分點": "percentage point",
        "百分点": "percentage point", "百分點": "percentage point", "月": "month", "月份": "month",
        "美元": "USD", "美金": "USD", "澳元": "AUD", "加元": "CAD", "港元": "HKD", "欧元": "EUR",
        "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP", "日元": "JPY", "日圓": "JPY", "人民币": "CNY",
        "人民幣": "CNY", "卢布": "RUB", "盧布": "RUB", "盾": "IDR", "印尼盾": "IDR",
        "韩元": "KRW", "韓元": "KRW", "里拉": "TRY", "元": "currency",
        **dict.fromkeys(("公里", "千米"), "km"),
        **dict.fromkeys(("公里每小时", "公里/小时"), "km/h"),
        "米": "m", "公尺": "m", "厘米": "cm", "公分": "cm", "毫米": "mm",
        **dict.fromkeys(("英里", "哩"), "mi"), "海里": "nmi",
        "英尺": "ft", "英呎": "ft", "英寸": "in", "英吋": "in", "码": "yd", "碼": "yd",
        "公斤": "kg", "千克": "kg", "克": "g", "吨": "t", "噸": "t", "公吨": "t", "公噸": "t",
        "磅": "lb", "盎司": "oz", "英石": "st", "公顷": "ha", "公頃": "ha", "英亩": "ac",
        "英畝": "ac", "平方公里": "km²", "平方千米": "km²", "平方米": "m²", "平方公尺": "m²",
        "平方英里": "mi²", "平方英尺": "ft²", "升": "l", "公升": "l", "加仑": "gal", "加侖": "gal",
        "节": "kn", "節": "kn", "英里每小时": "mph", "摄氏度": "°C", "攝氏度": "°C", "度": "°",
        "华氏度": "°F", "華氏度": "°F", "千瓦": "kW", "千卡": "kcal",
    },
)  # fmt: skip

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
    quotations=(("“", "”"), ("「", "」"), ("《", "》")),
    inner_quotations=(("‘", "’"), ("『", "』"), ("〈", "〉")),
    blanks={"%": ""},
    numerals=_NUMERALS,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Hani",),
)
