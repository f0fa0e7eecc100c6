"""Russian."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.model import Kind
from alihbahasa.text import fold

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence, before names of people, places, streets.
_TITLES = """
    г гр гор пос с дер д обл р-н оз о ул пер просп пр пр-т пл наб бул ш кв корп стр оф эт им св ст
    проф акад доц д-р г-н г-жа тов гос ген полк подполк кап лейт серж ред сост и.о т.е т.н т.к т.о
    см ср напр прим рис табл гл разд илл вып изд англ нем фр лат рус арм азерб тур перс греч букв
    тел факс эл зам пом нач зав жен муж дж ж mr mrs ms dr prof st
"""
#: Units of measure and lists cut short: they may end a sentence.
_FINALS = """
    г гг в вв тыс млн млрд трлн руб коп долл чел экз шт кг км м см ч мин сек с т га кв др пр т.д
    т.п н.э с.г б.г ltd inc corp co
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    п пп ч мин руб ст стр с т тт янв фев февр мар апр авг сен сент окт ноя нояб дек
"""
#: Words before a letter that is no initial.
_CLASSIFIERS = """
    витамин витамины витамина витамином гепатит гепатита группа группы группе класс класса план
    плана тип типа вариант корпус литера квартал серия серии
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    он она оно они мы вы ты это этот эта эти тот та те его её ее их но однако или во на по при для
    от до из со за об без под над перед после когда если как что кто так там здесь тут теперь
    сейчас затем потом пока хотя также кроме согласно между среди многие все всё никто ничего не
    ни уже ещё еще Я А И В С К О У
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    сказал сказала сказали спросил спросила ответил ответила написал написала заявил заявила
    добавил добавила воскликнул воскликнула подчеркнул подчеркнула говорит пишет спрашивает
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split()),
    finals=frozenset(_FINALS.split()) | {"т. д", "т. п", "н. э"},
    numbered=frozenset(_NUMBERED.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Читайте:", "Читать:", "Подробнее:"),
    "read-also": ("Читайте также:", "Читать также:", "Читайте ещё:"),
    "see": ("Смотрите:", "См.:", "Видео:"),
    "see-also": ("Смотрите также:", "См. также:"),
    "related": (
        "По теме:",
        "Материалы по теме:",
        "Материалы по теме",
        "Новости по теме",
    ),
    "page": ("Страница:", "Страницы:"),
    "author": ("Автор:", "Авторы:", "Корреспондент:"),
    "editor": ("Редактор:",),
    "source": ("Источник:", "Источники:"),
    "by": ("Текст:",),
    "photo": ("Фото:", "Иллюстрация:"),
}

#: Words that lines begin with which are no body text, and places of datelines.
_OPENINGS = {
    Kind.BOILERPLATE: (
        "Подписывайтесь на", "Подпишитесь на", "Следите за", "Читайте нас в", "Все права защищены",
        "Реклама", "Копирование материалов", "Перепечатка", "Следующая страница",
        "Продолжение на", "Присоединяйтесь к", "Статья впервые опубликована", "©",
    ),
    Kind.CAPTION: ("Фото из архива", "Кадр из видео", "AFP Photo", "Reuters/"),
    Kind.DATELINE: (
        "Москва", "Баку", "Ереван", "Степанакерт", "Анкара", "Тбилиси", "Тегеран", "Вашингтон",
        "Женева", "Париж", "Брюссель", "Джакарта",
    ),
}  # fmt: skip

# --- inflection -------------------------------------------------------------

#: The declensions: the endings of the dictionary form (singular, or plural for
#: words that have no other), then all endings.  "0" is no ending.  Vowels that
#: come and go (беженец, беженца) are the business of ``_stems``.
_DECLENSIONS = {
    # стол, город, брат, Пашинян; товарищ, месяц
    "m": ("0 ы и", "0 а у ом е ы и ов ам ами ах ем ев ей"),
    # музей, бой, край, гений
    "mj": ("й и я", "й я ю ем е и ев ям ями ях"),
    # житель, Кремль; день
    "ms": ("ь и", "ь я ю ем е и ей ям ями ьми ях"),
    # страна, война, граница, Москва
    "f": ("а ы и", "а ы и е у ой ою ей ею 0 ам ами ах"),
    # неделя, земля, статья
    "fs": ("я и", "я и е ю ей ею ь й 0 ям ями ях"),
    # Армения, санкция
    "fi": ("ия ии", "ия ии ию ией иею ий иям иями иях"),
    # область, речь, нефть
    "fx": ("ь и", "ь и ью ей ям ями ьми ях ам ами ах"),
    # правительство, войско, окно
    "n": ("о а", "о а у ом е 0 ам ами ах"),
    # поле, море; училище, солнце
    "ns": ("е я а", "е я ю ем и ей ям ями ях а у 0 ам ами ах"),
    # перемирие; наступление, наступленье
    "ni": ("ие ия", "ие ия ию ием ии ий иям иями иях"),
    "nv": ("ие", "ье ья ью ьем ьи ьям ьями ьях"),
    # воскресенье, ущелье; семья
    "nj": ("ье ья", "ье ья ью ьем ий ьев ьям ьями ьях ьи ьей ей"),
    # имя, время
    "nm": ("я", "я ени енем ена ен енам енами енах"),
    # россиянин, гражданин; татарин
    "mn": ("ин е", "ин ина ину ином ине ины е ы 0 ам ами ах"),
    # котенок, волчонок
    "mt": ("енок", "енок енка енку енком енке ята ят ятам ятами ятах"),
    "ma": ("онок", "онок онка онку онком онке ата ат атам атами атах"),
    # брат, лист, крыло: братья, крылья
    "mb": ("0 о", "0 о ья ьев ьям ьями ьях"),
    # новый, русский, военный, Лавровский; рабочий
    "a": (
        "ый ий ой ая ое ее ые ие",
        "ый ий ой ого его ому ему ым им ом ем ая яя ую юю ою ею ой ей ое ее ые ие ых их ыми ими",
    ),
    # трудящийся
    "ar": (
        "ийся аяся ееся иеся",
        "ийся егося емуся имся емся аяся ейся уюся ееся иеся ихся имися",
    ),
    # Алиев, Путин, Иванова
    "s": ("0 а", "0 а у ым е ой ы ых ыми"),
    # третий, вражий
    "aj": ("ий ья ье", "ий ья ье ьи ьего ьему ьим ьем ьей ью ьих ьими"),
}

#: The shortest stem that a word is cut to: бо(й), ми(р).
_SHORTEST_STEM = 2

_SURNAMES = ("ов", "ев", "ин", "ын")


def _by_ending(column: int) -> dict[str, tuple[str, ...]]:
    """Return the declensions of every ending, of the dictionary form or of all forms."""
    found: dict[str, list[str]] = {}
    for name, columns in _DECLENSIONS.items():
        for ending in columns[column].split():
            found.setdefault("" if ending == "0" else ending, []).append(name)
    return {ending: tuple(dict.fromkeys(names)) for ending, names in found.items()}


_DICTIONARY = _by_ending(0)
_FORMS = _by_ending(1)
_LONGEST_ENDING = max(map(len, _FORMS))
_LONGEST_DICTIONARY = max(map(len, _DICTIONARY))

_CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")
_VOWELS = frozenset("аеиоуыэюя")

#: Forms of words that follow no declension.
_IRREGULAR = {
    form: word
    for word, forms in {
        "человек": "люди людей людям людьми людях",
        "ребенок": "дети детей детям детьми детях",
        "год": "лет летам летами летах",
        "друг": "друзья друзей друзьям друзьями друзьях",
        "сосед": "соседи соседей соседям соседями соседях",
        "сын": "сыновья сыновей сыновьям сыновьями сыновьях",
        "муж": "мужья мужей мужьям мужьями мужьях",
        "мать": "матери матерью матерей матерям матерями матерях",
        "дочь": "дочери дочерью дочерей дочерям дочерьми дочерях",
        "господин": "господа господ господам господами господах",
        "хозяин": "хозяева хозяев хозяевам хозяевами хозяевах",
        "цветок": "цветы цветов цветам цветами цветах",
        "судно": "суда судов судам судами судах",
        "небо": "небеса небес небесам небесами небесах",
        "лев": "льва льву львом льве львы львам львами львах",
        "лед": "льда льду льдом льде льды льдов",
        "лоб": "лба лбу лбом лбе лбы лбов",
        "рот": "рта рту ртом рте рты ртов",
        "пес": "пса псу псом псе псы псов псам псами псах",
        "ложь": "лжи ложью",
        "заяц": "зайца зайцу зайцем зайце зайцы зайцев зайцам зайцами зайцах",
        "князь": "князья князей князьям князьями князьях",
        "тысяча": "тысячью",
        "ухо": "уши ушей ушам ушами ушах",
        "плечо": "плечи плеч",
        "колено": "колени коленей",
        "яблоко": "яблоки",
        "облако": "облаков",
        "очко": "очки очков",
        "яйцо": "яиц",
        "чудо": "чудеса чудес чудесам чудесами чудесах",
        "полгода": "полугода полугоду",
        "полчаса": "получаса получасу",
        "путь": "путем",
    }.items()
    for form in forms.split()
}


def _fits(stem: str, ending: str, declension: str) -> bool:
    """Tell whether *stem* may be one of *declension* before *ending*.

    >>> _fits("стран", "ами", "f"), _fits("баку", "", "m")
    (True, False)
    """
    last = stem[-1]
    if declension == "mj":
        return last in _VOWELS or last == "ь"
    if declension == "fs":
        return last in _CONSONANTS if ending in ("", "ь") else last in _VOWELS or ending != "й"
    if declension == "s":
        return stem.endswith(_SURNAMES)
    if declension == "mn":
        return stem.endswith(("ан", "ян", "ар"))
    if declension == "nv":
        return stem.endswith(("ан", "ен"))
    if declension in ("fi", "ni", "nj", "aj", "mt", "ma"):
        return True
    if declension == "nm":
        return last == "м"
    if declension == "m" and ending in ("ем", "ев", "ей"):
        return last in "цжшчщ"
    if declension == "f" and ending in ("ей", "ею"):
        return last in "цжшчщ"
    return last in _CONSONANTS


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and every stem it may be a form of, each with its declension.

    >>> "страна"[:-1] + "~f" in _word_keys("странами")
    True
    """
    keys = [word]
    if word in _IRREGULAR:
        keys.append(_IRREGULAR[word])
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        keys += [
            f"{stem}~{declension}"
            for declension in _FORMS.get(ending, ())
            if _fits(stem, ending, declension)
        ]
    return tuple(keys)


def _term_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and its stem in every declension that its ending allows.

    A vowel that the other cases lose (беженец, беженца) or that the genitive
    plural gains (перестрелка, перестрелок) makes a second stem.

    >>> _term_keys("беженец")
    ('беженец', 'беженец~m', 'беженц~m', 'беженец~mb')
    """
    keys = [word]
    for length in range(min(_LONGEST_DICTIONARY, len(word) - _SHORTEST_STEM) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        for declension in _DICTIONARY.get(ending, ()):
            if _fits(stem, ending, declension):
                keys += [f"{each}~{declension}" for each in _stems(stem, ending, declension)]
    return tuple(dict.fromkeys(keys))


def _stems(stem: str, ending: str, declension: str) -> list[str]:
    """Return *stem*, and with the vowel that it loses or gains in other forms."""
    found = [stem]
    if len(stem) < 3:
        return found
    last, vowel, before = stem[-1], stem[-2], stem[-3]
    rest = stem[:-2]
    if declension in ("m", "ms", "fx") and ending in ("", "ь") and vowel in "ео":
        if last in "цкнлртвм" and len(rest) >= 2:
            # боец: бойца; палец: пальца; рынок: рынка
            link = "й" if before in _VOWELS else ""
            found.append(f"{rest}{link}{last}")
            if before == "л" and last in "цк":
                found.append(f"{rest}ь{last}")
        elif len(rest) == 1 and last in "нлр":
            found.append(f"{rest}{last}")
    if declension in ("fs", "nj") and last == "ь":
        # статья: статей
        found.append(f"{stem[:-1]}е")
    elif declension == "mj" and last == "е":
        # ручей: ручья
        found.append(f"{stem[:-1]}ь")
    elif declension in ("f", "fs", "n", "ns") and last in _CONSONANTS and vowel in "ьй":
        found += [f"{rest}е{last}"]
    elif declension in ("f", "fs", "n", "ns", "m") and {last, vowel} <= _CONSONANTS:
        found += [f"{stem[:-1]}о{last}", f"{stem[:-1]}е{last}"]
    return found


#: Names that are other words without their capital: places and rivers, papers, parties, persons.
_HOMOGRAPHS = frozenset(
    map(
        fold,
        "Бологое Ван Великий Грозный Катар Куба Кура Мирный Орёл Перу Свободный Того Чад Шахты "
        "Известия Правда Спутник Родина Труд Яблоко Дума "
        "Вера Лев Любовь Марс Надежда Роза Роман Слава".split(),
    )
)

# --- numbers ----------------------------------------------------------------


def _cased(rows: str) -> dict[str, int]:
    """Return the forms of a table ``value: form form ...``, one number a line."""
    found = {}
    for row in rows.strip().splitlines():
        value, _, forms = row.partition(":")
        found.update(dict.fromkeys(forms.split(), int(value)))
    return found


def _declined(stems: str, endings: str) -> list[str]:
    """Return every one of *stems* with every one of *endings*."""
    return [stem + ending for stem in stems.split() for ending in endings.split()]


_TEENS = "один две три четыр пят шест сем восем девят"
_CARDINALS = {
    **_cased("""
        0: ноль ноля нолю нуль нуля
        1: один одного одному одним одном одна одной одну одно
        2: два две двух двум двумя двое двоих двоим двоими оба обе обоих обеих обоим обеим
        3: три трёх трех трём трем тремя трое троих троим троими
        4: четыре четырёх четырех четырём четырем четырьмя четверо четверых четверым
        5: пять пяти пятью пятеро пятерых
        6: шесть шести шестью шестеро шестерых
        7: семь семи семью семеро семерых
        8: восемь восьми восемью восьмью восьмеро
        9: девять девяти девятью
        10: десять десяти десятью десяток десятка десятки десятков десяткам десятками
        12: дюжина дюжины дюжину дюжин
        40: сорок сорока
        50: пятьдесят пятидесяти пятьюдесятью
        60: шестьдесят шестидесяти шестьюдесятью
        70: семьдесят семидесяти семьюдесятью
        80: восемьдесят восьмидесяти восемьюдесятью
        90: девяносто девяноста
        100: сто ста сотня сотни сотню сотен сотням сотнями
        200: двести двухсот двумстам двумястами двухстах
        300: триста трёхсот трехсот трёмстам тремстам
        400: четыреста четырёхсот четырехсот
        500: пятьсот пятисот
        600: шестьсот шестисот
        700: семьсот семисот
        800: восемьсот восьмисот
        900: девятьсот девятисот
    """),
    **{
        f"{stem}надцат{ending}": 11 + at
        for at, stem in enumerate(_TEENS.split())
        for ending in ("ь", "и", "ью")
    },
    **{
        f"{stem}дцат{ending}": value
        for stem, value in (("два", 20), ("три", 30))
        for ending in ("ь", "и", "ью")
    },
}
_ENDINGS = "ый ой ая ое ого ому ым ом ую ые ых ыми"
_ORDINAL_STEMS = (
    (1, "перв"), (2, "втор"), (4, "четверт четвёрт"), (5, "пят"), (6, "шест"), (7, "седьм"),
    (8, "восьм"), (9, "девят"), (10, "десят"), (20, "двадцат"), (30, "тридцат"), (40, "сороков"),
    (50, "пятидесят"), (60, "шестидесят"), (70, "семидесят"), (80, "восьмидесят"),
    (90, "девяност"), (100, "сот"),
    *((11 + at, f"{stem}надцат") for at, stem in enumerate(_TEENS.split())),
)  # fmt: skip

_NUMERALS = Numerals(
    decimal=",",
    group=("\u00a0", " "),
    clock=":",
    scales={
        "тыс": 10**3, "тысяч": 10**3, "млн": 10**6, "млрд": 10**9, "трлн": 10**12,
        **dict.fromkeys(_declined("тысяч", "а и е у ей ью ам ами ах"), 10**3),
        **dict.fromkeys(_declined("миллион", "а у ом е ы ов ам ами ах"), 10**6),
        **dict.fromkeys(_declined("миллиард", "а у ом е ы ов ам ами ах"), 10**9),
        **dict.fromkeys(_declined("триллион", "а у ом е ы ов ам ами ах"), 10**12),
        "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12,
    },
    cardinals=_CARDINALS,
    ordinals={
        **{
            form: value
            for value, stems in _ORDINAL_STEMS
            for form in _declined(stems, _ENDINGS)
        },
        **dict.fromkeys(_declined("трет", "ий ья ье ьего ьему ьим ьем ью ьей ьи ьих ьими"), 3),
    },
    fractions={
        **dict.fromkeys(("с половиной", "половина", "половины", "половину"), Decimal("0.5")),
        **dict.fromkeys(("полтора", "полторы", "полутора"), Decimal("1.5")),
        "полмиллиона": Decimal(500_000), "полмиллиарда": Decimal(500_000_000),
        "четверть": Decimal("0.25"), "четверти": Decimal("0.25"),
    },
    implied={
        **dict.fromkeys(("дважды", "вдвое", "вдвоём", "пара", "пары", "пару"), Decimal(2)),
        **dict.fromkeys(("трижды", "втрое", "втроём"), Decimal(3)),
        **dict.fromkeys(("впервые", "одинаково", "единственный", "единожды"), Decimal(1)),
        **dict.fromkeys(("полгода", "пол"), Decimal("0.5")),
    },
    prefixes={
        "одно": 1, "двух": 2, "двоекрат": 2, "трёх": 3, "трех": 3, "четырёх": 4, "четырех": 4,
        "пяти": 5, "шести": 6, "семилет": 7, "семиднев": 7, "семикрат": 7, "восьми": 8,
        "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12, "пятнадцати": 15,
        "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50, "сто": 100,
    },
    spans=("до", "и", "или", "по"),
    months={
        form: value
        # The genitive first: it is what a date takes.
        for value, stem, endings in (
            (1, "январ", "я ь ю ем е"), (2, "феврал", "я ь ю ем е"), (4, "апрел", "я ь ю ем е"),
            (6, "июн", "я ь ю ем е"), (7, "июл", "я ь ю ем е"), (8, "август", "а у ом е"),
            (9, "сентябр", "я ь ю ем е"), (10, "октябр", "я ь ю ем е"),
            (11, "ноябр", "я ь ю ем е"), (12, "декабр", "я ь ю ем е"),
        )
        for form in _declined(stem, endings)
    }
    | {"август": 8, "марта": 3, "марте": 3, "март": 3, "мая": 5, "мае": 5}
    | {
        form: value
        for value, stem in enumerate(
            ("январск", "февральск", "мартовск", "апрельск", "майск", "июньск", "июльск",
             "августовск", "сентябрьск", "октябрьск", "ноябрьск", "декабрьск"),
            start=1,
        )
        for form in _declined(stem, "ий ая ое ие ого ому им ом ой ую их ими")
    },
    short_months={
        "май": 5, "маю": 5, "марту": 3, "янв": 1, "фев": 2, "апр": 4, "авг": 8, "сен": 9,
        "сент": 9, "окт": 10, "нояб": 11, "ноя": 11, "дек": 12,
    },
    clock_after=("утра", "дня", "вечера", "ночи", "мск", "часов", "часа", "час", "ч"),
    decades=("-е", "-х", "-ых", "-ые", "-ми", "-м"),
    minus=("минус", "ниже нуля", "мороза"),
    units={
        **dict.fromkeys(_declined("процент", "а у ом е ы ов ам ами ах"), "percent"),
        "процент": "percent", "доллар": "currency", "руб": "currency",
        **dict.fromkeys(_declined("доллар", "а у ом е ы ов ам ами ах"), "currency"),
        **dict.fromkeys(_declined("рубл", "ь я ю ей ём ями ях"), "currency"), "евро": "currency",
        "км": "km", "м": "m", "см": "cm", "мм": "mm", "кг": "kg", "г": "g", "т": "t", "га": "ha",
        "км/ч": "km/h", "л": "l",
        **dict.fromkeys(_declined("мил", "я и ю ь ей ям ями ях"), "mi"),
        **dict.fromkeys(_declined("миль", "ный ная ное ной ном ного ную ные ных"), "mi"),
        **dict.fromkeys(("фут", "фута", "футов", "футах", "футовый", "футовая", "футовой"), "ft"),
        **dict.fromkeys(("дюйм", "дюйма", "дюймов", "дюймовый"), "in"),
        **dict.fromkeys(("ярд", "ярда", "ярдов"), "yd"),
        **dict.fromkeys(("фунт", "фунта", "фунтов"), "lb"),
        **dict.fromkeys(("унция", "унции", "унций"), "oz"),
        **dict.fromkeys(("метр", "метра", "метров", "метрах", "метровый", "метровой"), "m"),
        **dict.fromkeys(("километр", "километра", "километров", "километрах"), "km"),
        **dict.fromkeys(("сантиметр", "сантиметра", "сантиметров"), "cm"),
        **dict.fromkeys(("килограмм", "килограмма", "килограммов"), "kg"),
        **dict.fromkeys(("грамм", "грамма", "граммов"), "g"),
        **dict.fromkeys(("тонна", "тонны", "тонн"), "t"),
        **dict.fromkeys(("гектар", "гектара", "гектаров"), "ha"),
        **dict.fromkeys(("акр", "акра", "акров"), "ac"),
        **dict.fromkeys(("литр", "литра", "литров"), "l"),
        **dict.fromkeys(("галлон", "галлона", "галлонов"), "gal"),
        **{
            form: symbol
            for stem, symbol in (
                ("метров", "m"), ("километров", "km"), ("сантиметров", "cm"), ("футов", "ft"),
                ("килограммов", "kg"), ("фунтов", "lb"), ("литров", "l"),
            )
            for form in _declined(stem, "ый ая ое ые ого ому ым ом ой ую ых ыми")
        },
        "миль в час": "mph", "мили в час": "mph", "километров в час": "km/h", "км в час": "km/h",
        "км кв": "km²", "кв. км": "km²", "кв. м": "m²", "квадратных километров": "km²",
        "квадратных метров": "m²", "квадратных миль": "mi²", "квадратных футов": "ft²",
        "градусов цельсия": "°C", "градуса цельсия": "°C", "градусов по цельсию": "°C",
        **dict.fromkeys(("градус", "градуса", "градусов", "градусах"), "°"),
        "градусов по фаренгейту": "°F", "градусов фаренгейта": "°F",
    },
)  # fmt: skip

PLUGIN = LanguagePack(
    tag="ru",
    name="Russian",
    plural_forms=(
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
    numerals=_NUMERALS,
    homographs=_HOMOGRAPHS,
    word_keys=_word_keys,
    term_keys=_term_keys,
    labels=_LABELS,
    openings=_OPENINGS,
    stops=_STOPS,
)
