"""Arabic and Persian names: common ones by a lexicon, the rest letter by letter (ICAO Doc 9303-3).

Short vowels are not written, so only a list of names can give them. What it lacks keeps its
consonants, by which such words are compared.
"""

import re
from typing import Final

from linkage.scripts.lexicon import lexicon

_MARKS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c]")
_ONE_LETTER: Final = str.maketrans("أإآٱىیکېۀ", "ااااييكيه")
_LETTERS: Final = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "k", "ك": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ي": "y", "ء": "", "ئ": "i", "ؤ": "ou",
}  # fmt: skip
_ARTICLE: Final = "ال"
_NAMES: Final = lexicon(
    """
    محمد mohamed | احمد ahmed | محمود mahmoud | علي ali | حسن hassan | حسين hussein | عمر omar |
    عثمان othman | خالد khaled | يوسف youssef | ابراهيم ibrahim | اسماعيل ismail | مصطفى mustafa |
    عبد abdul | عبدالله abdallah | الله allah | رحمن rahman | رحيم rahim | كريم karim | قادر kader |
    عزيز aziz | حميد hamid | مجيد majid | رشيد rachid | سعيد said | سعد saad | طارق tarek |
    زياد ziad | سمير samir | نبيل nabil | جمال jamal | كمال kamal | هشام hisham | بلال bilal |
    ياسين yassin | امين amin | انس anas | ايوب ayoub | حمزة hamza | ادريس idris | زكريا zakaria |
    صالح saleh | سليم salim | سالم salem | سليمان suleiman | داود dawoud | موسى moussa | عيسى issa |
    هارون haroun | يحيى yahya | نور nour | فارس fares | ماهر maher | وليد walid | فاطمة fatima |
    فاطمه fatemeh | زهراء zahra | زهرا zahra | زهرة zohra | عائشة aisha | عايشة aisha |
    خديجة khadija | خديجه khadijeh | مريم maryam | زينب zainab | زينة zina | امينة amina |
    حليمة halima | سعاد souad | سعيدة saida | نادية nadia | ناديا nadia | سميرة samira | اميرة amira
    | كريمة karima | رشيدة rachida | نعيمة naima | جميلة jamila | مليكة malika | لطيفة latifa |
    حنان hanan | هناء hanaa | هند hind | هدى huda | هبة heba | هالة hala | ليلى layla | لبنى loubna
    | لينا lina | لمياء lamia | منى mona | مها maha | مروة marwa | ميساء maysa | رانيا rania |
    رنا rana | ريم rim | رحمة rahma | سلمى salma | سارة sarah | سارا sara | سناء sanaa | سهام siham
    | شيماء chaimae | شيرين shirin | سوسن sawsan | صفاء safaa | صفية safia | عبير abir | غادة ghada
    | فرح farah | فريدة farida | فوزية fawzia | وفاء wafaa | وردة warda | ياسمين yasmin |
    ياسمينة yasmina | يسرى yousra | اسماء asma | امال amal | امل amal | ايمان iman | الهام ilham |
    اكرام ikram | بشرى bouchra | حياة hayat | دنيا dounia | دينا dina | رجاء rajae | زبيدة zoubida |
    حسناء hasnae | نوال nawal | نورة noura | نجاة najat | نجلاء najla | نسرين nasrin | نرجس narges |
    معصومة masoumeh | معصومه masoumeh | ليلا leila | مهسا mahsa | سميه somayeh | سمية soumaya |
    زهره zohreh | پروين parvin | شهرزاد shahrzad | مينا mina | نازنين nazanin | بهار bahar |
    الناز elnaz | سپيده sepideh | نيلوفر niloufar | محمدي mohammadi | احمدي ahmadi | حسيني hosseini
    | رضايي rezaei | رضا reza | كريمي karimi | موسوي mousavi | جعفري jafari | صادقي sadeghi |
    رحيمي rahimi | ابراهيمي ebrahimi | قاسمي ghasemi | هاشمي hashemi | علوي alaoui |
    شرقاوي sherqaoui | ادريسي idrissi | عمراني amrani | حداد haddad | خوري khoury | مصري masri |
    حلبي halabi | شامي shami | بغدادي baghdadi | تازي tazi | فاسي fassi | بنعلي benali | بن ben |
    ابن ibn | بنت bint | ابو abu | خليل khalil | خليفة khalifa | منصور mansour | ناصر nasser |
    قاسم qasem | جاسم jassem | عباس abbas | حيدر haidar | جعفر jafar | شمري shammari | جبوري jabouri
    | عبيدي obaidi | تميمي tamimi | زهراني zahrani | قحطاني qahtani | رمضان ramadan | شعبان shaaban
    | حاج hajj | شيخ sheikh | صباغ sabbagh | نجار najjar | خطيب khatib
    """
)
"""Names and the Latin form that is most on papers; Maghrebi ones as French registries write."""


def romanised(words: str) -> str:
    latin = " ".join([_word(word) for word in words.split()])
    return latin.replace("abdul al ", "abdul ")


def _word(word: str) -> str:
    plain = _MARKS.sub("", word)
    for written in (plain, plain.translate(_ONE_LETTER)):
        if written in _NAMES:
            return _NAMES[written]
    plain = plain.translate(_ONE_LETTER)
    if plain.startswith(_ARTICLE) and len(plain) > 4:
        rest = plain.removeprefix(_ARTICLE)
        return f"al {_NAMES.get(rest) or _letters(rest)}"
    return _letters(plain)


def _letters(word: str) -> str:
    """Letter by letter; ``و`` and ``ي`` between consonants, and at the end, are vowels."""
    if word.endswith("اوي"):
        return _letters(word.removesuffix("اوي")) + "aoui"
    latin: list[str] = []
    for place, letter in enumerate(word):
        after_vowel = place == 0 or word[place - 1] in "اويى"
        before_vowel = word[place + 1 : place + 2] in tuple("اويىة")
        if place == 0 and letter == "ع":
            latin.append("a")
        elif letter in "وي" and not after_vowel and not before_vowel:
            latin.append("ou" if letter == "و" else "i")
        elif letter == "ه" and place == len(word) - 1 and place > 1 and not after_vowel:
            latin.append("eh")
        else:
            latin.append(_LETTERS.get(letter, letter))
    return "".join(latin)
