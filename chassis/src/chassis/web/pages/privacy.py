"""The privacy notices per role, readable by anybody and linked from every page (DP-17)."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web.authorisation import R, Table
from chassis.web.pages.languages import mark
from chassis.web.pages.site import page
from chassis.web.roles import TrustDomain

PATH = "/privacy"

TABLE: Table = {"what happens with data": (R(f"GET {PATH}", anybody=True),)}

WHO = mark("Wie ziet wat?")
HOW_LONG = mark("Hoe lang bewaren we het?")
RIGHTS = mark("Welke rechten heb je?")
YOURSELF = mark("Wat bewaren we over jou?")

Notice = Sequence[tuple[str, str]]

NOTICES: Mapping[TrustDomain, tuple[str, Notice]] = {
    TrustDomain.EIGENAAR: (
        mark("Voor eigenaars, beheerders en wie er werkt"),
        (
            (
                WHO,
                mark(
                    "Een eigenaar ziet alleen eigen panden en wat hij of zij zelf invulde. De"
                    " politie ziet alle aangiften. Van aangiften ziet de stad alleen aantallen."
                    " De stad ziet wel wie een aanvraag doet, en de naam van iemand over wie de"
                    " politie haar een vaststelling geeft. Hulporganisaties zien niets."
                ),
            ),
            (
                HOW_LONG,
                mark(
                    "In een bestand dat je ophaalt, ga je hoogstens drie maanden terug. We wissen"
                    " het na een dag. Een aangifte blijft bij de politie zolang de wet dat"
                    " toelaat."
                ),
            ),
            (
                YOURSELF,
                mark(
                    "We schrijven op wanneer je je aanmeldt en wat je aangeeft, wijzigt of"
                    " ophaalt. We gebruiken daarvoor een code, niet je naam."
                ),
            ),
            (
                RIGHTS,
                mark(
                    "Je mag vragen wat er over jou in staat en fouten laten verbeteren. Wat de"
                    " politie bewaart, vraag je aan het Controleorgaan op de politionele"
                    " informatie (COC). Dat is gratis."
                ),
            ),
        ),
    ),
    TrustDomain.POLITIE: (
        mark("Voor de politie"),
        (
            (
                WHO,
                mark(
                    "Je ziet personen alleen als je functie dat nodig heeft, en met een doel. Een"
                    " afgeschermde fiche opent alleen voor de recherche en voor wie ze afschermde."
                    " Anderen hebben het akkoord van een tweede persoon nodig. Zorggegevens zie je"
                    " nooit."
                ),
            ),
            (
                HOW_LONG,
                mark(
                    "De termijnen van de wet op het politieambt gelden. Dit systeem wist personen"
                    " niet vanzelf. Een bestand dat je ophaalt, wissen we na een dag."
                ),
            ),
            (
                YOURSELF,
                mark(
                    "Elke keer dat je iemand bekijkt, komt dat in een logboek: wie, wanneer, wie"
                    " bekeken werd en waarom. De functionaris voor gegevensbescherming leest dat"
                    " na."
                ),
            ),
            (
                RIGHTS,
                mark(
                    "Vraagt iemand wat over haar of hem bewaard wordt? Verwijs door naar het"
                    " Controleorgaan op de politionele informatie (COC). Over je eigen logboek"
                    " vraag je uitleg aan de functionaris voor gegevensbescherming."
                ),
            ),
        ),
    ),
    TrustDomain.STAD: (
        mark("Voor medewerkers van de stad"),
        (
            (
                WHO,
                mark(
                    "Je ziet alleen dossiers die bij je functie horen. Beleid en verslagen werken"
                    " met aantallen. Waarom de politie een dossier laat wachten, zie je niet."
                ),
            ),
            (
                HOW_LONG,
                mark(
                    "Is een zaak over een boete of een sanctie gesloten, dan wissen we vanzelf de"
                    " personen, brieven en stukken op de dag die het register noemt. Een dossier"
                    " over geschiktheid verliest zijn personen vanzelf, tien jaar na het einde."
                ),
            ),
            (
                YOURSELF,
                mark(
                    "Elke keer dat je iemands naam, adres, brief of stuk bekijkt, komt dat met je"
                    " code in een logboek."
                ),
            ),
            (
                RIGHTS,
                mark(
                    "Iedereen mag vragen wat de stad over haar of hem bewaart. Stuur zo'n vraag"
                    " door naar de functionaris voor gegevensbescherming van de stad."
                ),
            ),
        ),
    ),
    TrustDomain.ZORG: (
        mark("Voor zorg- en hulporganisaties"),
        (
            (
                WHO,
                mark(
                    "Je eigen organisatie ziet wat je doorgeeft. De studiedienst kan de rijen van"
                    " een jaar ophalen, zonder namen en met een doel dat in een logboek komt. De"
                    " rest van de stad ziet aantallen, en kleine aantallen niet. De politie ziet"
                    " niets."
                ),
            ),
            (
                HOW_LONG,
                mark(
                    "Rijen over cliënten wissen we vanzelf als hun termijn voorbij is. De termijnen"
                    " staan bij Vernietigingen. De cijfers blijven."
                ),
            ),
            (YOURSELF, mark("We schrijven met een code op wanneer je iets doorgeeft of leest.")),
            (
                RIGHTS,
                mark(
                    "Cliënten richten zich tot jouw organisatie. Een klacht gaat naar de"
                    " Gegevensbeschermingsautoriteit of de Vlaamse Toezichtcommissie."
                ),
            ),
        ),
    ),
}

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def get_privacy(request: Request) -> Response:
    domains = sorted(request.app.state.domains)
    return page(request, "house/privacy.html", notices=[NOTICES[domain] for domain in domains])
