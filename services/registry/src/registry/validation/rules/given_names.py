"""Given names that are common in the city, folded: a code that holds one is a name, not a code.

Names of many languages, from memory of what is common and of nobody in particular. A code of
letters alone is refused whatever the letters are; this list is for names with a number behind them.
"""

_NAMES = """
    aaron adam adrian adriana agnes agota ahmed aicha aisha alba alejandra alejandro
    aleksandra alexander alexandra alexandru alice alina aline amelia amina amira ana
    anastasia andrea andreea andrei andres angela angelica anita anja ann anna anne annelies
    anouk antoine antonia antonio aurelia axel barbara bart beata beatriz bianca bilal
    bogdan boris brenda bruna bruno camila camille carla carlos carmen carolina caroline
    catalina catarina catherine cecilia celine chantal charlotte christian christina
    christine claire clara claudia claudiu constantin corina cornelia cristian cristina
    daniel daniela danielle david dennis desislava diana diego dimitar dimitri dominique
    dorina eduard eduardo elena eleonora eline elisa elisabeth elise elitsa elke ella els
    emilia emilio emily emma eric erik erika erzsebet ester esther eva evelina evelyn fabian
    fabiana fatima fatma felicia fernanda fernando filip florence florentina francesca
    francisco frank frederik gabriel gabriela gabriella georgi georgiana gerard gheorghe
    gloria grace greet guilherme hanna hannah hans hassan helena hilde hugo ibrahim ildiko
    ileana ilse ines ingrid ioana ion ionela ionut irena irina isabel isabela isabelle ivan
    ivana ivanka jacqueline jan jana jasmina jasmine javier jean jelena jennifer jessica
    joana joanna joao johan johanna jolien jonas jorge jose joseph joyce juan juana judith
    julia julian juliana julie karel karen karim karin karolina katalin katarina katerina
    kathleen katrien katya kevin khadija kim koen kristina kristof larisa laura lauren
    laurence lea leila lena leon leonie leticia lidia lieve liliana lina linda lisa livia
    liza loredana lorena lotte louis louise luca lucas lucia luciana lucie luis luisa luiza
    lukas luna madalina magdalena malika manon marc marcel marcela marcelo marco maria
    mariam mariana marie marija marina mario mariya mark marleen marta martha martin martina
    mary mateo mathias matthias maya melanie melissa mercy michael michel michelle miguel
    mihaela mihai milan milena mirela mohamed mohammed monica monika monique mustafa nadia
    nadine nancy natalia natalie natasha nele nicola nicolae nicole nicoleta nikolay nina
    noor nora octavia olga olivia omar oscar pablo pamela patricia patrick paul paula
    paulina paulo pavel pedro peter petra petya philippe pieter rachel rachid radka rafael
    raluca ramona raquel raul rebecca regina renata rene ricardo rita robert roberta roberto
    rodica rosa rosalia roxana ruben ruth sabrina said samira samuel sandra sanne sara sarah
    sebastian sergio sharon silvia simona simone sofia sofie sonia sophie stefan stefania
    stefanie stephanie steven stoyan susana suzanne svetlana sylvia szilvia tamara tanya
    tatiana teodora teresa thaisa theresa thomas tim timea tina tom tomas tsvetelina
    valentina valeria vanessa vanya vera veronica veronika veronique victor victoria viktor
    viktoria violeta viorica virginia vladimir wendy willem wim xavier yana yasmin yasmina
    yolanda youssef yusuf yvonne zahra zoe zsofia zsuzsanna
"""
GIVEN_NAMES = frozenset(_NAMES.split())
SHORT = 4
"""Letters up to which a name may stand in a random code by chance."""
