"""Short forms of given names: ``Katalin`` and ``Kati`` are forms of one."""

from linkage.transliteration import fold

_SHORT = """
aleksandra sandra sasha alexandra lexi alex aleks olya | alexander aleksandr alex sasha sacha
sander | anastasia nastya nastia ana stasia | andreea andrea deea | andrew andy drew | anna ann
anne annie anja ania | annelies anneleen lies | anthony antony tony toon | antonia toni tonia |
barbara barb babs basia bori | benjamin ben benny | catharina catherine katherine kathryn katrien
kathy cathy kate katie katya trien | katarina ekaterina katya katia | katalin kati kata | charles
charlie chuck karel | charlotte lotte charlie | christina christine cristina kristina hristina
tina chris chrissy krisztina kriszti | christopher chris kris | christian chris | daniel dan danny
| daniela dani | david dave | deborah debbie deb | donald don donny | dorothy dot dottie dolly |
edward ed eddie ted ned | elena lena helena elenka lenka ileana | elisabeth elizabeth liz lizzie
beth betty betsy eliza lisa elise els liesbeth lies elisaveta erzsebet bozsi | emily em emmy |
eugene gene | evelien eveline evi | florentina florina tina | frances fran francine | francisco
paco pancho | francisca paca | frank francis franky franklin | frederick fred freddy | gabriela
gabi gaby | gabriella gabi | gerald gerry jerry | gregory greg | guadalupe lupe | harold harry hal
| henry harry hank | ildiko ildi | ioana ionela oana | ivanka vanya vania | jacob jake |
jacqueline jackie | james jim jimmy jamie | janet jan | jeffrey jeff geoff | jennifer jen jenny |
jessica jess jessie | johanna joke jo jopie hanna | john jack johnny jon | jonathan jon johnny |
jose pepe | josefina josephine | josie pepa fina jo | joseph joe joey jef | joshua josh | judith
judy judit | juliana julia julie iuliana | kenneth ken kenny | kimberly kim | larisa lara |
lawrence larry laurence | leonard leo len lenny | leticia lety | lucia lucy luz | lyudmila lyuda
mila ludmila | magdalena magda lena magdolna | margaret margareta margriet griet greet maggie meg
peggy marge margo margit rita | maria mary marie marija mariya mia | maria masha maja mariska
marika polly molly maris | mariana mari | matthew matt | melissa missy mel | michael mike mick
mickey michel | mihaela mihaela miha ela | monica moni monika | nadezhda nadya nadia | natalia
natalie natasha nata talia nataliya | nicholas nick nico nicky | nicoleta nicole nico nicoletta |
orsolya orsi | pamela pam | patricia pat patty patti tricia trish pati | patrick pat paddy | peter
pete piet pieter | petronela petra nela | philip phil | rafaela rafa | raymond ray | rebecca becky
becca | richard rick dick rich richie | robert rob bob bobby robbie bert | roberta robbie bobbie |
roxana roxi | ronald ron ronny | rosario charo | samantha sam sammy | samuel sam sammy | sandra
sandy | sarah sara sally sadie | saartje sara | silvia silvi sylvia | sofia sofie sophie sofi
zsofia zsofi sonya sonia | stanislava stanka | stefania stefi stephanie steph stefanie | steven
stephen steve stefan | susan suzanne sue susie suzy zsuzsanna | susanna zsuzsanna zsuzsa zsuzsi |
svetlana sveta lana | tatiana tanya tania tatyana | teresa theresa terry tess tessa | teresa
terezia | theodore ted teddy theo | thomas tom tommy | timothy tim | tsvetelina tsveta | valentina
valia vali | valentina tina | veronica vero ronnie | victoria vicky vicki viktoria viki tori |
vincent vince vinnie | violeta viola | virginia ginny | walter walt wally | william will bill
billy willy liam wim willem | yordanka dani dana | zachary zach zack | yulia julia
"""
"""Given names and their short forms, a group between bars. Fewer rather than doubtful ones."""


def _short_forms() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(_SHORT.split("|")):
        for name in group.split():
            groups.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


_GROUPS = _short_forms()
_NONE: frozenset[int] = frozenset()


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether two folded given names are forms of one: ``Katalin`` and ``Kati``."""
    groups = _GROUPS.get(one)
    return groups is not None and not groups.isdisjoint(_GROUPS.get(other, _NONE))
