"""Chinese family names that are read otherwise than the same character elsewhere (GB/T 28039)."""

from typing import Final

_READINGS: Final = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "查": "zha", "任": "ren",
    "朴": "piao", "区": "ou", "區": "ou", "盖": "ge", "蓋": "ge", "乐": "yue", "樂": "yue",
    "翟": "zhai", "葛": "ge", "冼": "xian", "洗": "xian", "覃": "qin", "纪": "ji", "紀": "ji",
    "宁": "ning", "甯": "ning", "员": "yun", "員": "yun", "折": "she", "召": "shao", "缪": "miao",
    "繆": "miao", "种": "chong", "秘": "bi", "黑": "he", "过": "guo", "過": "guo", "华": "hua",
    "華": "hua", "繁": "po", "逄": "pang", "尉迟": "yuchi", "尉遲": "yuchi", "长孙": "zhangsun",
    "長孫": "zhangsun", "万俟": "moqi", "澹台": "tantai", "臧": "zang", "谌": "chen", "晁": "chao",
    "隗": "wei", "贲": "ben", "宓": "mi", "柏": "bai", "卜": "bu", "沈": "shen", "尹": "yin",
    "佴": "nai", "牟": "mou", "芮": "rui", "薄": "bo", "强": "qiang", "车": "che", "車": "che",
    "祭": "zhai", "重": "chong", "撒": "sa", "费": "fei", "費": "fei", "兴": "xing", "谢": "xie",
    "卢": "lu", "吕": "lü", "呂": "lü", "褚": "chu", "盛": "sheng", "朝": "chao", "那": "na",
}  # fmt: skip


def family_reading(name: str) -> str:
    """A family name with its first character, or two, as it is read in family names."""
    for length in (2, 1):
        reading = _READINGS.get(name[:length])
        if reading:
            return f"{reading} {name[length:]}" if name[length:] else reading
    return name
