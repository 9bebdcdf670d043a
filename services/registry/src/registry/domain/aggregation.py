"""From the rows of a delivery to tables of counts, and the names that reporting reads.

Cells (``contracts.registry.Cell``) are published per organisation and period with these names.
A total leaves the dimension out. Zeros are published as 0; an empty value is suppressed.

=========================  ===========================================  =======================
measure                    sets of dimensions                           unit
=========================  ===========================================  =======================
clienten                   {} {branche} {gender} {leeftijd}             distinct persons with
                           {nationaliteit} {eerste_contact}             at least one contact
                           {branche gender}
begeleidingen              {} {branche}                                 distinct persons in
                                                                        guidance
contacten                  {} {soort} {aard} {plaats} {branche}         contacts, also those of
                           {aard soort} {branche soort}                 anonymous persons
                           {plaats soort} {plaats aard=consultatie}
doorverwijzingen           {} {doorverwijzing} {branche}                referrals, all of them
                                                                        individual
activiteiten               {type} {type maand} {type aard}              moments or acts;
                                                                        never without ``type``
samenwerkingscontacten     {} {partner} {aard} {aard partner} {maand}   contacts with partners
websitestatistiek          {site maat} {site maat maand}                visits, views; not
                           {site maat=bezoeken taal}                    persons
=========================  ===========================================  =======================

``branche`` is the client's main branch (CL-BRANCH and ``risico_instroom``, ``gestopt``,
``onbekend``; contacts of anonymous persons count as ``onbekend``), so the branches add up to the
total. ``maand`` is ``JJJJ-MM``. ``doorverwijzing`` shows ``andere`` with referrals to a specialised
centre for trafficking victims inside it: those are counted only in totals (handbook §6.4).
``aard`` only follows ``type`` where the format has one (outreachmoment, maatschappelijk_herstel).
``websitestatistiek`` has ``unieke_bezoekers`` per month only, since they do not add up.

How the indicators of line 1 come out of the cells (``organisation`` is the event's):

* IND-1-01 clienten {branche}, per organisation; never added up over organisations (A19).
* IND-1-02 contacten {soort=medisch}; IND-1-03 contacten {soort=psychosociaal};
  by branch ``{branche soort}``, by place ``{plaats soort}``.
* IND-1-04, 1.1-05, 1.2-06, 1.3-05 begeleidingen {} and doorverwijzingen {} (and their sum),
  by target ``{doorverwijzing}``, by branch ``{branche}``.
* IND-1.1-01 (GHAPRO), 1.2-05 (BOYS), 1.3-01 (FREECLINIC) clienten {} and each breakdown.
* IND-1.1-02, 1.2-04, 1.3-02 contacten {} and {aard}, by kind ``{aard soort}``, by place
  ``{plaats}``.
* IND-1.1-03 contacten {aard=consultatie plaats=vast}; IND-1.1-04 {aard=consultatie plaats=mobiel}.
* IND-1.1-06, 1.2-07, 1.3-04 samenwerkingscontacten {} and {aard}, {partner}.
* IND-1.2-01 activiteiten {type=dropin}, {type=vormingsmoment}.
* IND-1.2-02 activiteiten {type=internetpermanentie}, {type=online_sessie}.
* IND-1.2-03 activiteiten {type=outreachmoment}, by scene ``{type aard}``.
* IND-1.2-08 activiteiten {type=doktersconsultatie}, {type=swab2know}.
* IND-1.2-09 websitestatistiek, ``site`` boysproject or info4escorts.
* IND-1.3-03 activiteiten {type=maatschappelijk_herstel}, by ``aard``.
"""

CLIENTEN = "clienten"
BEGELEIDINGEN = "begeleidingen"
CONTACTEN = "contacten"
DOORVERWIJZINGEN = "doorverwijzingen"
ACTIVITEITEN = "activiteiten"
SAMENWERKINGSCONTACTEN = "samenwerkingscontacten"
WEBSITESTATISTIEK = "websitestatistiek"

BRANCHE = "branche"
GENDER = "gender"
LEEFTIJD = "leeftijd"
NATIONALITEIT = "nationaliteit"
EERSTE_CONTACT = "eerste_contact"
SOORT = "soort"
AARD = "aard"
PLAATS = "plaats"
DOORVERWIJZING = "doorverwijzing"
TYPE = "type"
MAAND = "maand"
PARTNER = "partner"
SITE = "site"
MAAT = "maat"
TAAL = "taal"
