"""Family names in two systems of romanisation, and with their particles written on to them.

A group says that two spellings may be one name, not that they are.
"""

from typing import Final

from linkage.transliteration import fold

_GROUPS: Final = """
kim gim | lee yi rhee i ri li | park bak pak | choi choe | jung jeong chung | kang gang | cho jo |
yoon yun | jang chang | lim im rim | han hahn | oh o | seo suh | shin sin | kwon gwon |
hwang whang | ahn an | song soong | yoo yu ryu you | hong hung | jeon chun jun chon | ko go koh |
moon mun | son sohn | bae pae bai | noh no roh | ha hah | nam nahm | shim sim | woo u wu |
ku koo gu | joo ju chu | baek paik paek back | heo huh hur | byun byeon | yeo yuh | pyo phyo |
gil kil | guk kook gook | zhang chang cheung teo | chen chan tan chin | wang wong ong |
huang wong ooi ng | li lee | lin lam lim | liu lau low liew | wu ng goh | zhou chow chou chew |
xu hsu tsui hui | sun suen | zheng cheng tay | cai tsai choi chua | xie hsieh tse chia |
guo kuo kwok quek | yang yeung yeo | zhao chao chiu | zhu chu | he ho | gao kao ko | luo lo law |
liang leung | song sung | feng fung | deng teng tang | cao tsao | peng pang |
zeng tseng tsang chan | xiao hsiao siu | tian tien tin | dong tung | pan poon pun | yuan yuen |
jiang chiang kong | yu yue yee | du tu to | ye yeh yip | cheng ching | wei ngai | su soo so |
lu loo | ding ting | shen shum sim | ren jen yam | yao yiu | lu lui lyu | tan tam | wan man |
qiu chiu yau | qian chien chin | fang fong | hu wu woo | jin chin kam | shi shih sek | bai pai pak
| mo mok | kong hung | hoang huynh | vu vo
"""
"""Korean (Revised Romanization, McCune-Reischauer, passports), Chinese (Pinyin, Wade-Giles,
Cantonese, Hokkien) and Vietnamese (north, south)."""
PARTICLES: Final = frozenset(
    fold(word)
    for word in """
    van vanden vande vander van von vonder vom den der de ter ten het la le les dela delas delos
    del du des di da do dos das el al ul ad ben bin ibn bint abu bou abd st saint san
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""Small words that some write on to a family name: ``Benali``, ``Vandenberghe``, ``Alhassan``."""
LEAST: Final = 3
"""Letters of a family name without its particle, at the least."""


def _numbered() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS.split("|")):
        for name in group.split():
            groups.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


_NUMBERS: Final = _numbered()
_NONE: Final[frozenset[int]] = frozenset()
_MOST_KEPT: Final = 65_536
_bare: Final[dict[str, str]] = {}


def may_be_one_family_name(one: str, other: str) -> bool:
    """Whether two folded family names are one in two systems: ``Zhang`` and ``Cheung``."""
    numbers = _NUMBERS.get(one)
    return numbers is not None and not numbers.isdisjoint(_NUMBERS.get(other, _NONE))


def without_particle(word: str) -> str:
    """A folded family name without the longest particle that is written on to it."""
    bare = _bare.get(word)
    if bare is None:
        bare = word
        for length in range(min(6, len(word) - LEAST), 1, -1):
            if word[:length] in PARTICLES:
                bare = word[length:]
                break
        if len(_bare) >= _MOST_KEPT:
            _bare.clear()
        _bare[word] = bare
    return bare
