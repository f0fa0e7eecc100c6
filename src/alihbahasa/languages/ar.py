"""Arabic.

There are no capital letters: what follows a stop tells nothing, and every
abbreviation must be known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from alihbahasa.contracts import LanguagePack, Stops
from alihbahasa.languages._ar_numerals import NUMERALS
from alihbahasa.patterns import late_re
from alihbahasa.text import fold

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, places, what books write.
_TITLES = """
    د أ م أ.د ا.د د.م ص ص.ب ج ج.م.ع ش ط ق ع ع.م ب ح و.م.أ إ.ع.م ر.ق
    تل مج مط تح ترج ق.م ب.م
    Mr Mrs Ms Dr Prof St Gen Col Lt Capt Sen Gov vs v Inc Ltd Co Corp Jr
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    إلخ الخ هـ ه م كم سم مم كغ كجم كلم ل س.ت غ.م ص م.م ذ.م.م ش.م.م ش.م.ل
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    قال قالت قالوا يقول تقول سأل سألت تساءل تساءلت أجاب أجابت رد ردت كتب كتبت أضاف أضافت صرح صرحت
    هتف صاح صاحت أكد أكدت
"""

_STOPS = Stops(
    # A word may have "and" written to it.
    titles=frozenset(prefix + word for word in _TITLES.split() for prefix in ("", "و")),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset("ص ج ع رقم مادة هاتف ت ف س".split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("اقرأ:", "اقرأ المزيد:", "للمزيد:"),
    "read-also": ("اقرأ أيضًا:", "اقرأ أيضا:", "اقرأ أيضاً:"),
    "see": ("شاهد:", "انظر:", "فيديو:"),
    "see-also": ("شاهد أيضًا:", "انظر أيضًا:", "شاهد أيضا:"),
    "related": ("أخبار ذات صلة:", "مواضيع ذات صلة:", "أخبار ذات صلة", "مواضيع ذات صلة"),
    "page": ("صفحة:", "الصفحة:"),
    "author": ("الكاتب:", "المؤلف:", "المراسل:"),
    "editor": ("تحرير:", "المحرر:"),
    "source": ("المصدر:", "المصادر:"),
    "by": ("بقلم:", "بقلم"),
    "photo": ("الصورة:", "صورة:", "تصوير:"),
}

# --- inflection -------------------------------------------------------------

_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "نا")

#: The endings of duals and plurals, and what the dictionary form has in their
#: place; all as ``fold`` leaves them, without hamzas and with ي for ى.
_NUMBERS = {
    # كتابان، مسؤولون، مسؤولين
    "ان ين ون": ("",),
    # قرارات، حكومات; كاميرات
    "ات": ("", "ة", "ا"),
    # دولتان، دولتين
    "تان تين": ("ة",),
    # مباريات; قنوات، سنوات; سماوات
    "يات": ("اة",),
    "وات": ("اة", "ة"),
    "اوات": ("اء",),
    # شيئان، جزئين
    "يان يين": ("ء",),
}

#: Endings of words without the article: before a genitive, and of the
#: indefinite accusative.
_BOUND = {
    # كتابا، مسؤولو
    "ا و": ("",),
    # دولتا، دولتي
    "تا تي": ("ة",),
    # شيئا
    "يا": ("ء",),
}

#: What a pronoun is written to.
_BEFORE_PRONOUNS = {
    "0": ("",),
    # حكومته
    "ت تا تي": ("ة",),
    # قراراته، حكوماته; مبارياته; قنواته، سنواته
    "ات": ("", "ة"),
    "يات": ("اة",),
    "وات": ("اة", "ة"),
    # مسؤولوه، مسؤوليه; لقاؤه، لقائه
    "و ي": ("", "ء"),
    # كتاباه; مستشفاه
    "ا": ("", "ي"),
}


def _endings(
    *tables: tuple[Mapping[str, tuple[str, ...]], Iterable[str]],
) -> dict[str, tuple[str, ...]]:
    """Return what the endings of *tables*, each with what may follow them, stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for table, following in tables:
        for endings, instead in table.items():
            for ending in endings.replace("0", "").split(" "):
                for more in following:
                    known = found.get(ending + more, ())
                    found[ending + more] = tuple(dict.fromkeys((*known, *instead)))
    return found


_WITH_ARTICLE = _endings((_NUMBERS, ("",)))
_WITHOUT_ARTICLE = _endings((_NUMBERS, ("",)), (_BOUND, ("",)), (_BEFORE_PRONOUNS, _PRONOUNS))
_LONGEST_ENDING = max(map(len, _WITHOUT_ARTICLE))

#: The shortest rest of a word that something else is taken off.
_SHORTEST = 3

# --- inflection: what changes within a word -----------------------------------

#: Broken plurals by their shape, digits for the letters of the root, of the
#: nouns whose singular hardly has another: what they make that is no word does
#: no harm, as no text has it.
_SHAPES = {
    # مكتب: مكاتب، تجربة: تجارب، خندق: خنادق
    "1234": "12ا34",
    "1234ة": "12ا34",
    # مشروع: مشاريع، مفتاح، تقرير، قانون
    "123ا4": "12ا3ي4",
    "123و4": "12ا3ي4",
    "123ي4": "12ا3ي4",
    # شارع: شوارع، قاعدة: قواعد
    "1ا23": "1وا23",
    "1ا23ة": "1وا23",
    # قانون: قوانين، تاريخ: تواريخ
    "1ا2و3": "1وا2ي3",
    "1ا2و3ة": "1وا2ي3",
    "1ا2ي3": "1وا2ي3",
    # رسالة: رسائل، جريدة: جرائد، ضرورة
    "12ا3ة": "12اي3",
    "12و3ة": "12اي3",
    "12ي3ة": "12اي3",
    # وزير: وزراء، صديق: أصدقاء، حريق: حرائق
    "12ي3": "123اء ا123اء 12اي3",
    # طبيب: أطباء، جنين: أجنة
    "12ي2": "ا12اء ا12ة",
    # نبي: أنبياء
    "12ي": "ا12ياء",
    # سلاح: أسلحة، عمود: أعمدة; غطاء: أغطية
    "12ا3": "ا123ة",
    "12و3": "ا123ة",
    "12اء": "ا12ية",
}

#: Broken plurals of the nouns of three letters (two, where the last is double), whose
#: shapes many other words have as well: by the shape, those that have it.
_OF_THREE = {
    "12و3": """
        أجر أصل ألف أمر أنف بحث بحر بذر برج برق بطن بند بنك بيت بيض ترس تيس ثقب ثلج جذر جرح جسر
        جفن جلد جند جهد جيب جيش حد حرب حرف حشد حصن حق حقل حل ختم خد خدش خرق خصم خط خمر خيط خيل درب
        درس درع دمع دهن ديك دين ذكر ذنب ذيل رد رسم رعد رف رمز رمش رهن ريف زهر زيت سبط سجن سد سطح
        سطر سفح سقف سم سهل سيف سيل شرخ شرط شعب شق شك شمع شهر شيخ شيك صحن صخر صدر صرح صف صقر صنف
        ضرب ضرس ضغط ضيف طبل طرد طرف طقس طير ظرف ظهر عرش عرض عرق عصر عطر عظم عقد عقل علم عهد عيب
        عين غصن غيم فرع فرق فصل فلس فن فهد فيض قبر قرد قرش قرض قرن قشر قصر قعر قلب قيد كسر كف كنز
        كهف لحم لص لون مرج ملك ميل نجم نذر نسر نص نصر نفس نقد نقش نمر هم وجه وحش وحل ورد وعد وفد
        يخت
    """,
    "ا12ا3": """
        بحث بدن برج بصر بطل بعد بوق بيت ثقل ثمر ثمن ثوب جد جرس جزء جسد جسم جنس جيل حبر حجر حجم حد
        حدث حرج حرش حرف حزب حزن حضن حكم حلف حلم حمض حمل حوض حين خبر خشب خصم خطر خلق خير درج دف دور
        دين ذكر ذهن ذوق ربح رتل رطل رقم ركن روح زر زمن زهر زوج سبب سد سر سرب سطل سعر سفر سلف سلك
        سمك سن سهم سور سوق سيد شبح شبر شبه شجر شخص شرط شعر شغل شكل شهر شوط صنف صنم صوت ضد ضرر ضعف
        ضلع طبق طرف طفل طقم طلل طن طور طول طيف ظرف ظفر عدد عذر عرض عرف عرق عشب عشر عصب عضد عطل عقب
        علم عم عمر عمق عمل عون عيد غرض غصن غلط غنم فخ فخذ فرد فرس فعل فكر فلك فوج قدر قدم قرص قزم
        قسط قسم قطب قطر قفص قفل قلم قمر قوس قول قوم كتف كشك كوب كوخ كون كيس لبن لحن لعب لغز لغم
        لفظ لقب لوح لون ليف متر مثل مجد مخ مرض مصل مطر ملح ملك موت موج ميل نجل نسب نسل نصف نظر نغم
        نفس نفق نقض نمط نهر نور نوع هدف هرم وتر وثن وجع ورق ورم وسط وصف وضع وطن وفد وقت وقف وكر
        ولد وهم
    """,
    "12ا3": """
        بحر بغل بلد جبل جمل حبل حصن خصم ذئب رجل رحل رمح رمل رهن ريح سهم شعب صعب طبل ظرف ظل عبد عظم
        فرخ قدر كلب نسر
    """,
    "ا123": "بحر حرف رجل سطح سهم شهر ضلع عين نجم نفس نهر وجه",
}

#: The same of nouns in ة: جثة: جثث, ضفة: ضفاف.
_OF_THREE_WITH_TA = {
    "123": """
        أسرة أمة إبرة بقعة تحفة تهمة ثغرة جثة جرعة جملة حجة حرفة حزمة حصة حفرة حقبة حقنة حيلة خدعة
        خرزة خطة خيمة دولة ذمة رتبة رخصة رزمة رقعة زمرة سكة سلعة شجرة شرفة شعلة شقة صورة صيغة عطلة
        عقدة علبة علة غرفة فتنة فرصة فرقة قبة قصة قطعة قمة قيمة كتلة كلية كومة لقمة محنة مدة منحة
        مهلة مهنة نخبة نسبة نسخة نكتة همة ورشة
    """,
    "12ا3": """
        بقعة ثمرة جرة خصلة خيمة رقبة رقعة روضة سلة ضفة قطة قلعة كفة لجنة نسمة نقطة نكتة هضبة
    """,
    "ا12ا3": "بقرة ثمرة زهرة سمكة شجرة شوكة عتبة فكرة كومة لعبة موجة ورقة",
    "12و3": "حبة زهرة صخرة غيمة نجمة",
}

#: Forms that no rule leads to: other plurals, and the feminine of أفعل.
_IRREGULAR = """
    رئيس: رؤساء, سيد: سادة سادات, قائد: قادة قواد, طالب: طلاب طلبة, عامل: عمال, ساكن: سكان,
    تاجر: تجار, حاكم: حكام, نائب: نواب, زائر: زوار, ثائر: ثوار, قارئ: قراء, كافر: كفار,
    حارس: حراس, راكب: ركاب, ناقد: نقاد, حاج: حجاج, سائح: سياح, سائق: سواق, لص: لصوص, خادم: خدم,
    راهب: رهبان, فارس: فرسان, شاب: شباب شبان, صبي: صبيان صبية, فتى: فتيان فتية, أبو: أبي أبا,
    ابن: أبناء, ابنة: بنات, بنت: بنات, أخ: إخوة إخوان, شقيق: أشقاء, أخت: أخوات, أم: أمهات,
    امرأة: نساء نسوة مرأة, إنسان: ناس أناس, رجل: رجالات, جندي: جنود, أستاذ: أساتذة, دكتور: دكاترة,
    تلميذ: تلامذة, فيلسوف: فلاسفة, أسقف: أساقفة, بطريرك: بطاركة, قس: قساوسة, إمام: أئمة,
    ملاك: ملائكة, إمبراطور: أباطرة, قيصر: قياصرة, صحابي: صحابة, قتيل: قتلى, جريح: جرحى,
    أسير: أسرى, مريض: مرضى, ميت: موتى أموات, غريق: غرقى, ضحية: ضحايا, يتيم: أيتام يتامى,
    شريف: أشراف, حفيد: أحفاد, عدو: أعداء, جار: جيران, صاحب: أصحاب, عزيز: أعزاء, كبير: كبار,
    صغير: صغار, عظيم: عظام, طويل: طوال, قديم: قدامى, جديد: جدد, حر: أحرار, عربي: عرب,
    تركي: أتراك ترك, كردي: أكراد كرد, أرمني: أرمن, روسي: روس, يهودي: يهود, أفغاني: أفغان,
    ألماني: ألمان, أجنبي: أجانب, إنجليزي: إنجليز, بدوي: بدو, هندي: هنود, زنجي: زنوج, يوم: أيام,
    عام: أعوام, سنة: سنين سنون, ليلة: ليال ليالي, باب: أبواب, مال: أموال, حال: أحوال, ناب: أنياب,
    دار: ديار, نار: نيران, تاج: تيجان, جدار: جدران, حائط: حيطان, خال: أخوال, قاع: قيعان,
    ثور: ثيران, ثوب: ثياب, شيء: أشياء, ضوء: أضواء, نبأ: أنباء, خطأ: أخطاء, مبدأ: مبادئ,
    ملجأ: ملاجئ, مرفأ: مرافئ, منشأة: منشآت, مكافأة: مكافآت, أثر: آثار, أفق: آفاق, أمل: آمال,
    ألم: آلام, رأي: آراء, إله: آلهة, ألف: آلاف, أب: آباء, أجل: آجال, مئة: مائة, مائة: مئات مئة,
    مهمة: مهام, ضابط: ضباط, ناشط: نشطاء, مليون: مليوني, اسم: أسماء, حي: أحياء, جزء: أجزاء,
    عبء: أعباء, رأس: رؤوس, شأن: شؤون, فأس: فؤوس, كأس: كؤوس, عضو: أعضاء, ماء: مياه أمواه,
    شفة: شفاه, فم: أفواه, يد: أيد أيدي أياد أيادي, أرض: أراضي أراض, أهل: أهالي أهال,
    كرسي: كراسي كراس, قرية: قرى, قوة: قوى, رؤية: رؤى, مدينة: مدن, سفينة: سفن, صحيفة: صحف,
    كتاب: كتب, طريق: طرق طرقات, جزيرة: جزر, سبيل: سبل, رسول: رسل, أسلوب: أساليب, حصان: أحصنة,
    حمار: حمير, طائر: طيور, بلد: بلدان, قضيب: قضبان, قضية: قضايا, هدية: هدايا, زاوية: زوايا,
    خلية: خلايا, مزية: مزايا, وصية: وصايا, منية: منايا, رعية: رعايا, شظية: شظايا, بقية: بقايا,
    خطيئة: خطايا, نية: نوايا, مرآة: مرايا, ناحية: نواحي نواح, أغنية: أغاني أغان,
    ضاحية: ضواحي ضواح, مبنى: مباني مبان, معنى: معاني معان, مقهى: مقاهي مقاه, منفى: منافي مناف,
    مرمى: مرام مرامي, شكوى: شكاوى, فتوى: فتاوى, دعوى: دعاوى, صحراء: صحارى, ميناء: موانئ موان,
    بناء: أبنية, إناء: آنية أوان أواني, نادي: أندية, وادي: أودية وديان, قاضي: قضاة, والي: ولاة,
    راعي: رعاة, داعية: دعاة, غازي: غزاة, رامي: رماة, حامي: حماة, جاني: جناة, برنامج: برامج,
    نموذج: نماذج, ميل: أميال, كيس: أكياس, عيد: أعياد, مادة: مواد, حاجة: حوائج, بئر: آبار,
    ذراع: أذرع, لسان: ألسنة ألسن, إصبع: أصابع, حاسة: حواس, دابة: دواب,
    آخر: آخرون آخرين أخرى أواخر, أول: أولى أوائل, أخير: أواخر, اثنان: اثنين, عشرون: عشرين,
    ثلاثون: ثلاثين, أربعون: أربعين, خمسون: خمسين, ستون: ستين, سبعون: سبعين, ثمانون: ثمانين,
    تسعون: تسعين, أكبر: كبرى أكابر, أصغر: صغرى, أعلى: عليا, أدنى: دنيا, أقصى: قصوى, أعظم: عظمى,
    أوسط: وسطى, أفضل: فضلى, أحمر: حمراء حمر, أسود: سوداء سود, أبيض: بيضاء بيض, أخضر: خضراء خضر,
    أزرق: زرقاء زرق, مكان: أماكن, سؤال: أسئلة, نظام: نظم, دبور: دبابير, كريم: كرام, ميعاد: مواعيد,
    موعد: مواعيد, عروس: عرائس, نخل: نخيل, إسباني: إسبان, إغريقي: إغريق, يوناني: يونان,
    بلغاري: بلغار, أمازيغي: أمازيغ, شركسي: شركس, غجري: غجر, صانع: صناع, دلو: دلاء, جزيء: جزيئات,
    طريقة: طرق, فلم: أفلام, نحو: أنحاء, عبد: عبيد, مغربي: مغاربة, إفريقي: أفارقة, صهيوني: صهاينة,
    قبطي: أقباط, عاشق: عشاق, رائد: رواد, شاهد: شهود, تابع: أتباع, نصير: أنصار, فأر: فئران,
    قرصان: قراصنة, عملاق: عمالقة, حديث: أحاديث, زبون: زبائن, أنثى: إناث, سيجارة: سجائر, أدب: آداب,
    شعاع: أشعة, بريء: أبرياء, سحابة: سحب, شريط: أشرطة, مولود: مواليد, واقعة: وقائع, معى: أمعاء,
    رصيد: أرصدة, رصيف: أرصفة, وريد: أوردة, زقاق: أزقة, بندقية: بنادق, أكذوبة: أكاذيب,
    خليفة: خلفاء, دمية: دمى, بنية: بنى, هاوي: هواة, طاغية: طغاة, ذات: ذوات, أساس: أسس,
    شجاع: شجعان, دود: ديدان, حوت: حيتان, زلزال: زلازل, ظفر: أظافر, عسكري: عسكر عساكر,
    ميزان: موازين, أذن: آذان, شلو: أشلاء, سلم: سلالم, حبيب: أحباب أحباء, غزال: غزلان,
    خروف: خراف خرفان, سلحفاة: سلاحف, عصا: عصي, نشيد: أناشيد, رفيق: رفاق, وارث: ورثة, كاهن: كهنة,
    إطار: أطر, ضعيف: ضعاف, وليد: ولدان, شهاب: شهب, عذراء: عذارى, حافة: حواف, ميثاق: مواثيق,
    مئذنة: مآذن, عازب: عزاب, شباك: شبابيك, قطيع: قطعان, سكين: سكاكين, بائس: بؤساء, عجوز: عجائز,
    ديوان: دواوين, غراب: غربان, ساق: سيقان, فيل: أفيال فيلة, دينار: دنانير, بساط: بسط, ثدي: أثداء,
    كثيب: كثبان, هوى: أهواء, جواد: جياد, رشوة: رشاوى, سوار: أساور, طاهر: أطهار, لحية: لحى,
    شيخ: مشايخ, مطران: مطارنة, بوق: أبواق, رغيف: أرغفة, نسيج: أنسجة, ضريح: أضرحة, فيلم: أفلام فلم,
    ثلاث: ثلاثة, أربع: أربعة, خمس: خمسة, ست: ستة, سبع: سبعة, ثماني: ثمان ثمانية, تسع: تسعة,
    عشر: عشرة, قميص: أقمصة قمصان, عالم: علماء, شاعر: شعراء, صالح: صلحاء, عاقل: عقلاء, منشأ: منشآت,
    أسطورة: أساطير, أطروحة: أطاريح, أصفر: صفراء صفر
"""

#: Words that lose a final ي where they are indefinite: قاضٍ, القاضي.
_DEFECTIVE = """
    قاضي محامي هاوي ماشي قاسي كافي نادي وادي والي راعي رامي حامي جاني ناجي داعي ماضي ثاني باقي
    عالي متحدي متساوي متوالي محاذي مساوي معادي موالي متبقي مغني مفتي تحدي تعدي تخلي تصدي تبني تلقي
    توالي تساوي تدني ترقي
"""

#: Nouns that have a feminine in ة though their shape does not tell.
_WITH_FEMININE = "ملك طفل زوج ابن بطل جد عم خال إمبراطور دكتور أستاذ تلميذ فنان"

#: Names that are spelt in several ways.
_SPELLINGS = """
    أمريكا أميركا, أمريكي أميركي, أوروبا أوربا, أوروبي أوربي, إنجلترا إنكلترا, إنجليزي إنكليزي,
    سوريا سورية, سويسرا سويسرة, الفلبين الفيليبين الفليبين, إسطنبول إستانبول إسطانبول,
    واشنطن واشنطون, أوكرانيا أكرانيا, كاراباخ كراباخ قراباغ, يريفان إيريفان, تبليسي تفليس
"""

#: Words that have the shape of one with a feminine where ة makes another word:
#: جامع mosque, جامعة university.
_WITHOUT_FEMININE = """
    جامع قائم طائر دائر قاعد خارج عاصم عائل جائز واجه حافل باخر ساحل جانب طابع عاصف قافل ناقل
    طريق مدين نظري جمهوري مكتب مدرس منطق محكم منظم مقدم مرتب منزل مسبح منشأ موقع مزرع مطبع مجموع
"""

#: Stands before the keys of words that و ف ب ل ك are written to: only the first word
#: of a term may be one, as "the president and the ministers" is no prime minister.
_JOINED = "+"

#: Words whose first letter is their own though the rest would be a word: فكرة, كرة.
_OWN_LETTER = """
    واحد واحدة وحدة وحدات ورقة وراء وسام وجود وجهة وضوء وصفة وردة وكيل فنان فريق فرقة فكرة بعيد
    بعيدا بذرة بصمة بطاقة بطاقات بحار بنية بوصلة بقاع كامل كاملة كاملا كبرى كتلة كراس كلام كمال
    كمية كميات لجنة لجان لسان لطيف لقمة لواء
"""

#: What has a feminine in ة: adjectives in -ي, فاعل, فعيل, and participles but for those
#: of the third form, whose feminine looks like a noun of action (محافظ, محافظة).
_HAS_FEMININE = late_re("..+ي|[^ا]ا..|..ي.|م(?!.ا..$).{3,}")


@functools.cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Return the forms of the words of the tables, all folded."""
    found: dict[str, list[str]] = {}
    for table, ending in ((_OF_THREE, ""), (_OF_THREE_WITH_TA, "ة")):
        for shape, words in table.items():
            for word in fold(words).split():
                root = word.removesuffix(ending)
                root += root[-1] * (3 - len(root))
                form = shape.translate({ord("1"): root[0], ord("2"): root[1], ord("3"): root[2]})
                found.setdefault(word, []).append(form)
    for row in fold(_IRREGULAR).split(","):
        word, _, forms = row.strip().partition(": ")
        found.setdefault(word, []).extend(forms.split())
    for word in fold(_DEFECTIVE).split():
        found.setdefault(word, []).append(word[:-1])
        found.setdefault(word[:-1], []).append(word)
    for word in fold(_WITH_FEMININE).split():
        found.setdefault(word, []).append(f"{word}ة")
    for row in fold(_SPELLINGS).split(","):
        spellings = [word.removeprefix("ال") for word in row.split()]
        for word in spellings:
            found.setdefault(word, []).extend(spellings)
    return {word: tuple(forms) for word, forms in found.items()}


@functools.cache
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what matches a singular, and how its plural is put together, of every shape."""
    found = []
    for singular, plurals in _SHAPES.items():
        pattern, letters = "", set[str]()
        for each in singular:
            if not each.isdigit():
                pattern += each
            elif each in letters:
                pattern += f"\\{each}"
            else:
                # A word may begin with an alef that is no vowel: إقليم.
                pattern += "([^اة])" if letters else "([^ة])"
                letters.add(each)
        template = "".join(f"\\{each}" if each.isdigit() else each for each in plurals)
        found += [(re.compile(pattern), plural) for plural in template.split()]
    return tuple(found)


@functools.cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


def _without_proclitics(word: str) -> Iterator[tuple[str, str, bool]]:
    """Yield *word* and what may be left of it, each with its mark and whether it had the article.

    >>> [rest for rest, _, _ in _without_proclitics("وللجنة")]
    ['وللجنة', 'للجنة', 'جنة', 'لجنة']
    """
    rests = [(word, "")]
    for letters in ("وف", "بلك"):
        rests += [
            (rest[1:], _JOINED)
            for rest, _ in rests
            if rest and rest[0] in letters and rest not in _folded(_OWN_LETTER)
        ]
    for rest, mark in rests:
        if not mark or len(rest) >= _SHORTEST:
            yield rest, mark, False
        if len(rest) > _SHORTEST and rest.startswith(("ال", "لل")):
            yield rest[2:], _JOINED if rest[0] == "ل" else mark, True


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and what it may be a form of: without what is written to it at either end.

    Endings that change the last letter of a word give it back: ة for ت, ء for
    ئ and ؤ, ى for ا.

    >>> _word_keys("وحكومتها")
    ('وحكومتها', 'وحكومته', 'وحكومت', 'وحكومة', '+حكومتها', '+حكومته', '+حكومت', '+حكومة')
    """
    keys = [word]
    for base, mark, has_article in _without_proclitics(word):
        keys.append(mark + base)
        endings = _WITH_ARTICLE if has_article else _WITHOUT_ARTICLE
        for length in range(1, min(_LONGEST_ENDING, len(base) - 2) + 1):
            stem, ending = base[:-length], base[-length:]
            if ending == "ا" and stem[-1] == "ي" and len(stem) > _SHORTEST:
                # سوريا is hardly an accusative of سوري, but سعيا is one of سعي.
                continue
            keys += [
                f"{mark}{stem}{instead}"
                for instead in endings.get(ending, ())
                if len(stem) + len(instead) >= _SHORTEST
            ]
        # مسؤولي before a genitive; elsewhere -ي makes adjectives, which are other words.
        if not has_article and len(base) > 5 and base[0] == "م" and base[-1] == "ي":
            keys.append(mark + base[:-1])
    return tuple(dict.fromkeys(keys))


def _plain_keys(word: str) -> list[str]:
    """Return *word* without article, its feminine and what its plurals may be."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    keys = [word, bare, *_forms().get(word, ()), *_forms().get(bare, ())]
    keys += [
        found.expand(plural) for pattern, plural in _shapes() if (found := pattern.fullmatch(bare))
    ]
    if _HAS_FEMININE.fullmatch(bare) and bare not in _folded(_WITHOUT_FEMININE):
        keys.append(f"{bare}ة")
    if bare.endswith("ون") and len(bare) > 5:
        # A term that is a plural itself: فلسطينيون.
        keys.append(f"{bare[:-2]}ين")
    if len(bare) > _SHORTEST:
        # The g of foreign names, and names in -land.
        for one, other in (("ج", "غ"), ("غ", "ج"), ("لاند", "لند"), ("لند", "لاند")):
            if one in bare:
                keys.append(bare.replace(one, other))
    if bare[-1:] == "ه" and len(bare) > _SHORTEST:
        # The dots of ة are often left out.
        keys.append(f"{bare[:-1]}ة")
    return keys


def _term_keys(word: str) -> tuple[str, ...]:
    """Return the keys of *word*, also as one that something is written to.

    >>> _term_keys("قانون")
    ('قانون', 'قوانين', '+قانون', '+قوانين')
    """
    keys = _plain_keys(word)
    return tuple(dict.fromkeys((*keys, *(_JOINED + key for key in keys))))


def _later_keys(word: str) -> tuple[str, ...]:
    """Return the keys of *word* behind another of its term.

    It may be an adjective, which is feminine with plurals: قوات مسلحة.
    """
    keys = _plain_keys(word)
    return tuple(dict.fromkeys((*keys, f"{keys[1]}ة")))


_NEGATIONS = frozenset("لا لم لن ليس ليست ليسوا لست غير دون بدون عدم ما كلا".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    في من على إلى أن إن أنه أنها عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت كانوا لم لن لا
    ما قد هو هي هم بعد قبل بين حتى كما أو ثم أي كل بعض غير عند عندما حيث خلال منذ لكن ولكن وقد
    وهو وهي وهم إذا يكون تكون ليس ليست فيه فيها منه منها عليه عليها إليه إليها له لها لهم به بها
    بهم لدى نحو ضد حول أما إلا أيضا أيضًا أيضاً فقط لقد سوف أكثر مثل وأن ومن وفي وعلى وإن نحن
    أنا أنت والتي والذي لأن بأن تم يتم أحد لأنه وأنه ولا ولم هنا هناك الآن بل دون تحت فوق أمام
    وراء كيف لماذا متى يا وكان وكانت الى ان او وما فإن بسبب
    """.split()
)

#: Words that stand twice running where nothing is wrong, and the names of Latin letters (NBC).
_REPEATED = frozenset(
    """
    لا نعم جدا جداً صفا دكا رويدا شيئا كل هذا من ما
    إن ان بي سي دي تي جي كي إم ام إل ال إف اف إس اس أس إكس أي اي إي أو او يو في آر ار إيه أيه
""".split()
)

PLUGIN = LanguagePack(
    tag="ar",
    name="Arabic",
    plural_forms=(
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 ? 4 : 5);"
    ),
    quotations=(("“", "”"), ("«", "»"), ("”", "“")),
    inner_quotations=(("‘", "’"), ("‹", "›"), ("’", "‘")),
    may_repeat=_REPEATED.__contains__,
    numerals=NUMERALS,
    labels=_LABELS,
    stops=_STOPS,
    word_keys=_word_keys,
    term_keys=_term_keys,
    later_keys=_later_keys,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Arab",),
)
