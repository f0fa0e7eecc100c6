"""Numerals of Arabic.

News write Latin digits with the separators of English (CLDR, ar) or
Arabic-Indic ones with their own (٫ ٬).  The Maghreb writes 1.234,5; that is
read, as what it can only be, and told apart.

The article, "and" and the prepositions are written to numerals, so the tables
are without them.  Duals say two and need no numeral: they are implied.
"""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import Numerals


def _table(rows: str) -> dict[str, int]:
    """Return the forms of a table ``value: form, form ...``, one number a line."""
    found = {}
    for row in rows.strip().splitlines():
        value, _, forms = row.partition(":")
        found.update({form.strip(): int(value) for form in forms.split(",")})
    return found


#: In both genders, and in the cases that are seen without vowel signs.
_ONES = _table("""
    1: واحد, واحدة, واحدا, إحدى, أحد, احدى
    2: اثنان, اثنين, اثنتان, اثنتين, إثنان, إثنين
    3: ثلاث, ثلاثة
    4: أربع, أربعة, اربع, اربعة
    5: خمس, خمسة
    6: ست, ستة
    7: سبع, سبعة
    8: ثمان, ثماني, ثمانية, ثمانيا
    9: تسع, تسعة
""")
_TEENS = {
    **{
        f"{ones} {ten}": value + 10
        for ones, value in _ONES.items()
        if value > 2 and ones[-1] != "ا"
        for ten in ("عشر", "عشرة")
    },
    **_table("""
        11: أحد عشر, إحدى عشرة, احد عشر, إحدى عشر
        12: اثنا عشر, اثني عشر, اثنتا عشرة, اثنتي عشرة, إثنا عشر, إثني عشر
    """),
}
_TENS = _table("""
    10: عشر, عشرة
    20: عشرون, عشرين
    30: ثلاثون, ثلاثين
    40: أربعون, أربعين, اربعين
    50: خمسون, خمسين
    60: ستون, ستين
    70: سبعون, سبعين
    80: ثمانون, ثمانين
    90: تسعون, تسعين
""")
#: Decades, in both spellings: ثمانينيات, ثمانينات.
_DECADES = {
    f"{ten}{ending}": value
    for ten, value in _TENS.items()
    if ten.endswith("ين")
    for ending in ("يات", "ات")
}
_HUNDREDS = {
    f"{ones}{hundred}": value * 100
    for ones, value in (
        ("ثلاث", 3), ("أربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثمان", 8), ("ثماني", 8),
        ("تسع", 9),
    )
    for hundred in ("مئة", "مائة")
}  # fmt: skip
_LARGE = _table("""
    10: عشرات
    100: مئة, مائة, مئات
    200: مئتان, مئتين, مئتا, مئتي, مائتان, مائتين, مائتا, مائتي
    2000: ألفان, ألفين, ألفي, الفين
    2000000: مليونان, مليونين, مليوني
    2000000000: ملياران, مليارين, ملياري
    2000000000000: تريليونان, تريليونين, تريليوني
    0: صفر, صفرا
""")

_ORDINAL_STEMS = _table("""
    2: ثاني, ثانية
    3: ثالث, ثالثة
    4: رابع, رابعة
    5: خامس, خامسة
    6: سادس, سادسة
    7: سابع, سابعة
    8: ثامن, ثامنة
    9: تاسع, تاسعة
""")
_ORDINALS = {
    **_ORDINAL_STEMS,
    **{
        f"{stem} {ten}": value + 10
        for stem, value in _ORDINAL_STEMS.items()
        for ten in ("عشر", "عشرة")
    },
    **_table("""
        1: أول, أولى, أوّل, اول, حادي, حادية, أولا, أولًا, أولاً
        2: ثان, ثانيا, ثانيًا
        3: ثالثا, ثالثًا
        10: عاشر, عاشرة
        11: حادي عشر, حادية عشرة, حادية عشر
        100: مئوية
    """),
}

#: Nouns whose dual says two of them: masculine ones, then feminine ones.
_MASCULINE = """
    عام يوم شهر أسبوع شخص رجل طفل ولد ابن أخ شاب هدف شوط لاعب جندي ضابط شرطي مسلح قتيل جريح مصاب
    صاروخ بلد حزب مصنع منزل طابق باب كتاب فيلم مقال قسم جزء طرف جانب سبب مرض طن متر كيلومتر ميل
    دولار هجوم حادث انفجار كلب زوج شقيق صديق دور موسم عرض وزير رئيس مسؤول موظف صحفي
"""
_FEMININE = """
    سن ساع دقيق ليل مر امرأ فتا نقط مبارا بطول سيار طائر سفين دول مدين منطق شرك صور كلم صفح خطو مرحل
    فئ جه طريق درج غار ضرب رصاص جول بطاق نسخ دراس جامع حافل دراج رحل ابن حال جث
"""
_DUALS = {
    f"{noun}{ending}"
    for nouns, endings in ((_MASCULINE, ("ان", "ين")), (_FEMININE, ("تان", "تين")))
    for noun in nouns.split()
    for ending in endings
}

#: Months: as Egypt and the Gulf call them, then as the Levant does.
_MONTHS = (
    ("يناير", "كانون الثاني"), ("فبراير", "شباط"), ("مارس", "آذار"), ("أبريل", "نيسان"),
    ("مايو", "أيار"), ("يونيو", "حزيران"), ("يوليو", "تموز"), ("أغسطس", "آب"),
    ("سبتمبر", "أيلول"), ("أكتوبر", "تشرين الأول"), ("نوفمبر", "تشرين الثاني"),
    ("ديسمبر", "كانون الأول"),
)  # fmt: skip
#: Those that are verbs or names as well.
_DOUBTFUL = ("مارس", "مايو")


def _accusatives(words: str) -> tuple[str, ...]:
    """Return *words*, each also with the ending of what is counted (ألفا, ألفًا)."""
    return tuple(f"{word}{ending}" for word in words.split() for ending in ("", "ا", "ًا"))


NUMERALS = Numerals(
    decimal=".",
    group=(",", "\u00a0"),
    clock=":",
    scales={
        **dict.fromkeys((*_accusatives("ألف"), "آلاف", "الف", "الفا", "ألاف"), 10**3),
        **dict.fromkeys((*_accusatives("مليون"), "ملايين"), 10**6),
        **dict.fromkeys((*_accusatives("مليار بليون"), "مليارات", "بلايين"), 10**9),
        **dict.fromkeys((*_accusatives("تريليون ترليون"), "تريليونات"), 10**12),
    },
    cardinals={**_ONES, **_TEENS, **_TENS, **_DECADES, **_HUNDREDS, **_LARGE},
    ordinals=_ORDINALS,
    fractions={
        **dict.fromkeys(("نصف", "ونصف", "والنصف"), Decimal("0.5")),
        **dict.fromkeys(("ربع", "وربع", "والربع"), Decimal("0.25")),
        "ثلث": Decimal(1) / 3, "ثلثي": Decimal(2) / 3, "ثلثا": Decimal(2) / 3,
        "ثلاثة أرباع": Decimal("0.75"),
    },
    implied={
        **dict.fromkeys(sorted(_DUALS), Decimal(2)),
        **dict.fromkeys(
            ("ضعف", "ضعفي", "ضعفين", "ضعفا", "مضاعفة", "مضاعف", "ضاعف", "تضاعف", "يضاعف",
             "تضاعفت", "مزدوج", "مزدوجة", "كلا", "كلتا", "ثنائي", "ثنائية", "توأم"),
            Decimal(2),
        ),
        **dict.fromkeys(("ثلاثي", "ثلاثية"), Decimal(3)),
        **dict.fromkeys(("رباعي", "رباعية"), Decimal(4)),
        **dict.fromkeys(("خماسي", "خماسية"), Decimal(5)),
        **dict.fromkeys(("سداسي", "سداسية"), Decimal(6)),
        # A measure without a number is one of it.
        **dict.fromkeys(
            ("ميل", "كيلومتر", "متر", "طن", "أسبوع", "ساعة", "دقيقة", "مرة", "وحيد", "وحيدة"),
            Decimal(1),
        ),
        "عقد": Decimal(10), "عقدين": Decimal(20), "عقدان": Decimal(20), "قرن": Decimal(100),
        "قرنين": Decimal(200), "دزينة": Decimal(12), "منتصف الليل": Decimal(0),
    },
    joiners=("و",),
    spans=("إلى", "الى", "حتى", "وحتى", "أو", "و"),
    idioms=("الاثنين", "الإثنين", "الأحد"),
    proclitics=tuple(
        "و ف ب ل ك ال وال فال بال كال لل ولل فلل وب ول وك فب فل وبال وكال فبال".split()
    ),
    months={
        **{month: at for at, (month, _) in enumerate(_MONTHS, start=1) if month not in _DOUBTFUL},
        # Papers for readers of every country write both.
        **{
            written.format(*names): at
            for at, months in enumerate(_MONTHS, start=1)
            for names in (months, months[::-1])
            for written in ("{}/{}", "{} / {}", "{} ({})")
        },
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5,
        "حزيران": 6, "تموز": 7, "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11,
        "كانون الأول": 12, "إبريل": 4, "ابريل": 4, "يونيه": 6, "يوليه": 7, "اغسطس": 8,
        "اكتوبر": 10, "جانفي": 1, "فيفري": 2, "أفريل": 4, "جويلية": 7, "يوليوز": 7, "غشت": 8,
        "شتنبر": 9, "نونبر": 11, "دجنبر": 12,
    },
    short_months={"مارس": 3, "مايو": 5, "آب": 8, "ماي": 5, "جوان": 6, "أوت": 8},
    weekdays={
        "الاثنين": 1, "الإثنين": 1, "الثلاثاء": 2, "الأربعاء": 3, "الاربعاء": 3, "الخميس": 4,
        "الجمعة": 5, "السبت": 6, "الأحد": 7, "الاحد": 7,
    },
    clock_before=("الساعة",),
    clock_after=(
        "صباحا", "صباحًا", "مساء", "ظهرا", "ظهرًا", "عصرا", "عصرًا", "ليلا", "ليلًا", "فجرا",
        "فجرًا", "بتوقيت",
    ),
    forenoon=("صباحا", "صباحًا", "فجرا", "فجرًا"),
    afternoon=("مساء", "عصرا", "عصرًا"),
    day_parts={"ظهرا": 9, "ظهرًا": 9, "ليلا": 18, "ليلًا": 18},
    decades=("ينيات", "ينات"),
    falling=("انخفض", "انخفاض", "تراجع", "انكمش", "انكماش", "هبط", "هبوط"),
    minus=("ناقص", "سالب", "تحت الصفر", "دون الصفر"),
    units={
        **dict.fromkeys(
            ("في المئة", "في المائة", "بالمئة", "بالمائة", "في المية", "بالمية", "بالماية"),
            "percent",
        ),
        **dict.fromkeys((*_accusatives("دولار"), "دولارات"), "USD"), "يورو": "EUR",
        **dict.fromkeys(("جنيه إسترليني", "جنيها إسترلينيا", "جنيه استرليني"), "GBP"),
        **dict.fromkeys((*_accusatives("روبل"), "روبلات"), "RUB"), "يوان": "CNY", "ين": "JPY",
        # What several countries call their money.
        **dict.fromkeys(
            (*_accusatives("جنيه درهم دينار ريال"), "جنيهات", "روبية", "ليرة", "ليرات", "دراهم",
             "دنانير", "ريالات"),
            "currency",
        ),
        **dict.fromkeys(("نقطة مئوية", "نقاط مئوية"), "percentage point"),
        **dict.fromkeys((*_accusatives("كيلومتر"), "كيلومترات", "كلم", "كم"), "km"),
        **dict.fromkeys((*_accusatives("متر"), "أمتار", "امتار"), "m"),
        **dict.fromkeys((*_accusatives("سنتيمتر"), "سنتيمترات", "سم"), "cm"),
        **dict.fromkeys((*_accusatives("مليمتر"), "مليمترات", "ملم", "مم"), "mm"),
        **dict.fromkeys((*_accusatives("ميل"), "أميال", "اميال"), "mi"),
        **dict.fromkeys((*_accusatives("قدم"), "أقدام", "اقدام"), "ft"),
        **dict.fromkeys(("بوصة", "بوصات", "إنش"), "in"),
        **dict.fromkeys(("ياردة", "ياردات"), "yd"),
        **dict.fromkeys((*_accusatives("رطل"), "أرطال", "باوند"), "lb"),
        **dict.fromkeys(("أونصة", "أونصات", "أوقية"), "oz"),
        **dict.fromkeys(
            (*_accusatives("كيلوغرام كيلوجرام"), "كيلوغرامات", "كيلوجرامات", "كجم", "كغم", "كغ"),
            "kg",
        ),
        **dict.fromkeys((*_accusatives("غرام جرام"), "غرامات", "جرامات"), "g"),
        **dict.fromkeys((*_accusatives("طن"), "أطنان"), "t"),
        **dict.fromkeys((*_accusatives("هكتار"), "هكتارات"), "ha"),
        **dict.fromkeys((*_accusatives("فدان"), "أفدنة"), "ac"),
        **dict.fromkeys((*_accusatives("لتر"), "لترات"), "l"),
        **dict.fromkeys((*_accusatives("غالون جالون"), "غالونات", "جالونات"), "gal"),
        **dict.fromkeys(("عقدة", "عقد"), "kn"),
        **dict.fromkeys(("كيلومتر مربع", "كيلومترا مربعا", "كيلومترات مربعة", "كم مربع"), "km²"),
        **dict.fromkeys(("متر مربع", "مترا مربعا", "أمتار مربعة"), "m²"),
        **dict.fromkeys(("ميل مربع", "ميلا مربعا"), "mi²"),
        **dict.fromkeys(("قدم مربع", "قدما مربعا", "قدم مربعة"), "ft²"),
        **dict.fromkeys(
            ("كيلومتر في الساعة", "كيلومترا في الساعة", "كم/س", "كم/ساعة", "كم في الساعة"), "km/h"
        ),
        **dict.fromkeys(("ميل في الساعة", "ميلا في الساعة", "ميلاً في الساعة"), "mph"),
        **dict.fromkeys(("درجة مئوية", "درجات مئوية"), "°C"),
        **dict.fromkeys(("درجة فهرنهايت", "درجات فهرنهايت"), "°F"),
        **dict.fromkeys(("درجة", "درجات"), "°"),
    },
)  # fmt: skip
