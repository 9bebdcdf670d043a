"""Common given and family names per name culture. Every combination is made up."""

from dataclasses import dataclass

from contracts.codes import DocumentKind


@dataclass(frozen=True, slots=True)
class Culture:
    """``share`` is the weight in the city; ``respell`` are spellings that clerks mix up.

    ``nationalities`` are ISO 3166-1 alpha-3. They are drawn here and used nowhere else: nothing
    that happens to a person in the city depends on them.
    """

    code: str
    share: float
    nationalities: tuple[str, ...]
    document: DocumentKind
    given: tuple[str, ...]
    family: tuple[str, ...]
    respell: tuple[tuple[str, str], ...] = ()
    double_family: float = 0.0
    double_given: float = 0.0


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROMANIAN = Culture(
    "ro",
    0.34,
    ("ROU",),
    DocumentKind.ID_KAART_EU,
    _words(
        "Andreea Mihaela Ștefania Ioana Alexandra Cristina Gabriela Elena Mădălina Roxana Bianca"
        " Larisa Denisa Raluca Simona Florentina Nicoleta Oana Diana Anamaria Iuliana Lavinia"
        " Cătălina Loredana Sorina Adela Crina Dorina Ramona Ileana"
    ),
    _words(
        "Popescu Ionescu Țurcanu Stănescu Dumitrașcu Gheorghiu Rădulescu Marinescu Năstase"
        " Constantin Șerban Munteanu Dobrescu Vasilescu Petrescu Lupașcu Cojocaru Bălan Crăciun"
        " Moldoveanu Oprea Tănase Zamfir Călinescu Nistor Pîrvu Ungureanu Voicu Iordăchescu"
        " Săndulescu"
    ),
    (("Ș", "Sh"), ("ș", "sh"), ("ț", "tz"), ("Ț", "Tz"), ("escu", "esco")),
    double_given=0.15,
)

BULGARIAN = Culture(
    "bg",
    0.17,
    ("BGR",),
    DocumentKind.ID_KAART_EU,
    _words(
        "Desislava Yoana Gergana Tsvetelina Hristina Mariya Silviya Radostina Zhivka Kalina Vesela"
        " Teodora Borislava Nadezhda Ralitsa Yordanka Petya Daniela Mihaela Elitsa Stanislava"
        " Violeta Lyudmila Snezhana"
    ),
    _words(
        "Ivanova Georgieva Dimitrova Hristova Yordanova Stoyanova Tsvetkova Zhelyazkova Angelova"
        " Todorova Vasileva Mihaylova Petkova Kolarova Shopova Chavdarova Kyuchukova Lazarova"
        " Rangelova Yankova Hadzhieva Manolova Terzieva Velichkova"
    ),
    (
        ("Yo", "Io"),
        ("yo", "io"),
        ("Ts", "C"),
        ("Hr", "Khr"),
        ("zh", "j"),
        ("ya", "ia"),
        ("ay", "ai"),
    ),
)

FLEMISH = Culture(
    "nl",
    0.14,
    ("BEL", "BEL", "NLD"),
    DocumentKind.EID,
    _words(
        "Lotte Charlotte Evelien Annelies Liesbeth Joke Katrien Sofie Febe Nele Tine Saartje"
        " Marjolein Ellen Hannelore Griet Leen Renée Maité Zoë Elise Amber Veerle Hilde Britt Noor"
    ),
    _words(
        "Peeters Janssens Maes Jacobs Willems Mertens Claes Goossens Wouters Pauwels Hermans Segers"
        " Cools Michielsen Bogaerts Lemmens Aerts Verhoeven Smets Desmet Vermeulen Lievens Coppens"
        " Baeten Roelandts Deprez"
    ),
    (("ae", "aa"), ("ij", "y"), ("ck", "k")),
    double_family=0.08,
)

SPANISH = Culture(
    "es",
    0.13,
    ("COL", "DOM", "ESP", "ECU", "VEN"),
    DocumentKind.PASPOORT,
    _words(
        "Lucía Sofía Valentina Yésica Paola Mónica Estefanía Verónica Natalia Ximena Rocío Marisol"
        " Carolina Yamilé Soledad Belén Inés Leidy Dayana Angélica Milagros Graciela Nuria Zoraida"
    ),
    _words(
        "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Gómez Díaz"
        " Vásquez Jiménez Muñoz Núñez Peña Castañeda Ordóñez Quiñones Zambrano Céspedes Arango"
        " Bermúdez Londoño"
    ),
    (("ez", "es"), ("Jim", "Xim"), ("Vás", "Bás"), ("ll", "y")),
    double_family=0.8,
    double_given=0.2,
)

PORTUGUESE = Culture(
    "pt",
    0.07,
    ("BRA", "PRT"),
    DocumentKind.PASPOORT,
    _words(
        "Conceição Letícia Tainá Jéssica Luísa Patrícia Fabíola Aparecida Thaís Beatriz"
        " Bruna Camila Rafaela Juliana Larissa Vitória Débora Adriana Priscila Iara"
    ),
    _words(
        "Silva Gonçalves Conceição Araújo Magalhães Assunção Simões Brandão Falcão Guimarães"
        " Antunes Cardoso Teixeira Nogueira Barbosa Figueiredo Mendonça Sampaio Vilela Queirós"
    ),
    (("ç", "ss"), ("ão", "ao"), ("th", "t"), ("Th", "T")),
    double_family=0.4,
)

HUNGARIAN = Culture(
    "hu",
    0.06,
    ("HUN", "HUN", "SVK"),
    DocumentKind.ID_KAART_EU,
    _words(
        "Ágnes Zsófia Katalin Ildikó Boglárka Réka Tünde Enikő Zsuzsanna Dorottya Ibolya Piroska"
        " Csilla Orsolya Mónika Nikolett Gyöngyi Emőke"
    ),
    _words(
        "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász"
        " Lakatos Mészáros Oláh Simonyi Rácz Szűcs"
    ),
    (("ű", "ue"), ("ö", "oe"), ("cs", "ch"), ("Cs", "Ch"), ("sz", "s")),
)

THAI = Culture(
    "th",
    0.05,
    ("THA",),
    DocumentKind.PASPOORT,
    _words(
        "Siriporn Kanya Nittaya Pornthip Sunisa Ratchanee Wanida Chanthira Malee Duangjai Somying"
        " Phatcharin Jintana Orathai Suchada Apinya"
    ),
    _words(
        "Saetang Chaiyasit Phromma Srisuk Thongchai Wongsawat Bunmee Kaewkla Rattanaporn Somboon"
        " Intharat Phumiphat Chantarasuk Yodkaew Duangdee Suwannarat"
    ),
    (("ee", "i"), ("ph", "p"), ("Ph", "P"), ("th", "t"), ("oo", "u")),
)

WEST_AFRICAN = Culture(
    "wa",
    0.04,
    ("NGA", "GHA"),
    DocumentKind.VERBLIJFSKAART,
    _words(
        "Blessing Osarugue Ifeoma Abena Efua Adaeze Omolara Chidinma Akosua Ngozi Yaa Esohe Folake"
        " Amara Ekua Osayuki"
    ),
    _words(
        "Okafor Osagie Mensah Adeyemi Owusu Eze Nwosu Boateng Igbinedion Asante Ogbonna Adjei Ojo"
        " Aghedo Nkansah Idahosa"
    ),
    (("ei", "ey"), ("Og", "Ogh"), ("kh", "k")),
    double_given=0.2,
)

CULTURES = (
    ROMANIAN,
    BULGARIAN,
    FLEMISH,
    SPANISH,
    PORTUGUESE,
    HUNGARIAN,
    THAI,
    WEST_AFRICAN,
)
