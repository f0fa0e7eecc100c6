"""Russian."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Stops
from alihbahasa.languages._ru_numerals import NUMERALS
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
    т.п н.э с.г б.г вкл выкл ltd inc corp co
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
        elif len(rest) == 1 and before not in _VOWELS and last in "нлр":
            # лён: льна; but ООН is no word in -он
            found.append(f"{rest}{last}")
    if declension in ("fs", "nj") and last == "ь":
        # статья: статей
        found.append(f"{stem[:-1]}е")
    elif declension == "mj" and last == "е":
        # ручей: ручья
        found.append(f"{stem[:-1]}ь")
    elif declension in ("f", "fs", "n", "ns") and last in _CONSONANTS and vowel in "ьй":
        found += [f"{rest}е{last}"]
    elif (
        # окно: окон; but пакт never gains a vowel, so пакет is another word
        (declension in ("f", "fs", "n", "ns") or (declension == "m" and ending))
        and {last, vowel} <= _CONSONANTS
    ):
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

# --- territories ------------------------------------------------------------

#: What and who comes from a territory, by its code in ISO 3166-1.
_DEMONYMS = {
    code: tuple(words.split(", "))
    for code, words in {
        "AM": "армянский, армянин", "AZ": "азербайджанский, азербайджанец",
        "GE": "грузинский, грузин", "RU": "российский, русский, россиянин", "TR": "турецкий, турок",
        "IR": "иранский, иранец", "UA": "украинский, украинец", "BY": "белорусский, белорус",
        "MD": "молдавский, молдаванин", "LT": "литовский, литовец", "LV": "латвийский, латыш",
        "EE": "эстонский, эстонец", "PL": "польский, поляк", "DE": "немецкий, германский, немец",
        "AT": "австрийский, австриец", "CH": "швейцарский, швейцарец", "FR": "французский, француз",
        "BE": "бельгийский, бельгиец", "NL": "нидерландский, голландский, голландец",
        "LU": "люксембургский, люксембуржец", "GB": "британский, британец",
        "IE": "ирландский, ирландец", "ES": "испанский, испанец", "PT": "португальский, португалец",
        "IT": "итальянский, итальянец", "VA": "ватиканский", "MT": "мальтийский, мальтиец",
        "GR": "греческий, грек", "CY": "кипрский, киприот", "BG": "болгарский, болгарин",
        "RO": "румынский, румын", "HU": "венгерский, венгр", "CZ": "чешский, чех",
        "SK": "словацкий, словак", "SI": "словенский, словенец", "HR": "хорватский, хорват",
        "BA": "боснийский, босниец", "RS": "сербский, серб", "ME": "черногорский, черногорец",
        "MK": "македонский, македонец", "AL": "албанский, албанец", "XK": "косовский, косовар",
        "SE": "шведский, швед", "NO": "норвежский, норвежец", "DK": "датский, датчанин",
        "FI": "финский, финн", "IS": "исландский, исландец", "US": "американский, американец, США",
        "CA": "канадский, канадец", "MX": "мексиканский, мексиканец", "BR": "бразильский, бразилец",
        "AR": "аргентинский, аргентинец", "KZ": "казахстанский, казахский, казахстанец",
        "UZ": "узбекский, узбекистанский, узбек", "TM": "туркменский, туркмен",
        "KG": "киргизский, кыргызский, киргиз", "TJ": "таджикский, таджик",
        "AF": "афганский, афганец", "PK": "пакистанский, пакистанец", "IN": "индийский, индиец",
        "BD": "бангладешский, бангладешец", "LK": "шри-ланкийский", "CN": "китайский, китаец",
        "TW": "тайваньский, тайванец", "HK": "гонконгский, гонконгец", "JP": "японский, японец",
        "KR": "южнокорейский, южнокореец", "KP": "Северная Корея, северокорейский, северокореец",
        "MN": "монгольский, монгол", "IQ": "иракский, иракец", "SY": "сирийский, сириец",
        "LB": "ливанский, ливанец", "JO": "иорданский, иорданец", "IL": "израильский, израильтянин",
        "PS": "палестинский, палестинец", "SA": "саудовский, саудовец", "AE": "эмиратский",
        "QA": "катарский, катарец", "KW": "кувейтский, кувейтец", "BH": "бахрейнский, бахрейнец",
        "OM": "оманский, оманец", "YE": "йеменский, йеменец", "EG": "египетский, египтянин",
        "LY": "ливийский, ливиец", "TN": "тунисский, тунисец", "DZ": "алжирский, алжирец",
        "MA": "марокканский, марокканец", "SD": "суданский, суданец", "ET": "эфиопский, эфиоп",
        "ID": "индонезийский, индонезиец", "MY": "малайзийский, малайзиец",
        "SG": "сингапурский, сингапурец", "BN": "брунейский, брунеец",
        "TH": "таиландский, тайский, таиландец", "VN": "вьетнамский, вьетнамец",
        "KH": "камбоджийский, камбоджиец", "LA": "лаосский, лаосец",
        "MM": "мьянманский, бирманский, мьянманец", "PH": "филиппинский, филиппинец",
        "TL": "восточнотиморский, тиморский", "AU": "австралийский, австралиец",
        "NZ": "новозеландский, новозеландец",
    }.items()
}  # fmt: skip

_NEGATIONS = frozenset(
    (
        "не ни нет нету без никто ничто ничего никогда нигде никак никакой никакая"
        " никакие нельзя невозможно"
    ).split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    и в не на что с по как это он она оно они но из у за то все всё так его от о об для же ее её
    их к ко бы был была было были быть только мы вы я мне меня нам нас вам вас ему ей им уже или
    если также при после до со который которая которое которые которых которой которого котором
    когда где чтобы этот эта эти этого этой этом этих тот та те того той том тем чем кто кого
    чего себя себе свой своей своих своего можно нет да ни еще ещё очень может есть между через
    под над без перед во сейчас теперь потому поэтому однако хотя более менее лишь даже лет
    здесь там тоже ли потом будет будут
    """.split()
)

#: Words that stand twice running where nothing is wrong.
_REPEATED = frozenset(
    """
    очень да нет как так ну давно много долго далеко что его её их еле чуть едва только вот там
""".split()
)

PLUGIN = LanguagePack(
    tag="ru",
    name="Russian",
    plural_forms=(
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
    numerals=NUMERALS,
    homographs=_HOMOGRAPHS,
    demonyms=_DEMONYMS,
    word_keys=_word_keys,
    term_keys=_term_keys,
    quotations=(("«", "»"),),
    inner_quotations=(("„", "“"),),
    blanks={"%": "\u00a0"},
    may_repeat=_REPEATED.__contains__,
    labels=_LABELS,
    openings=_OPENINGS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Cyrl",),
)
