"""Groups of family names, to see whether the matcher is as good for everybody; for nothing else.

A name belongs to the group whose common names it is one of, or ends as. It says nothing of where
anybody comes from, and is asked only of answers of the blind sample: counts alone are shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from linkage.names import tokens

OTHER = "-"
"""Names that end as those of no group do, or of several."""
_LONGEST, _SHORTEST = 5, 2
"""Letters of an ending."""
_PART = 0.6
"""The part of the listed names with an ending that must be of one group."""
_AT_LEAST = {5: 1, 4: 1, 3: 2, 2: 4}
"""Listed names with an ending of so many letters, at the least."""

_COMMON = {
    "slavic": """
    Ivanov Ivanova Petrov Petrova Smirnov Smirnova Kuznetsova Popov Popova Sokolova Lebedev
    Kozlova Novikova Morozova Volkov Pavlova Semenova Golubeva Vinogradov Bogdanova Vorobyov
    Fedorova Mikhailova Belyaev Tarasova Medvedev Antonova Shevchenko Kovalenko Bondarenko
    Tkachenko Kravchenko Oliynyk Kovalchuk Koval Polishchuk Bondar Moroz Lysenko Marchenko
    Rudenko Savchuk Melnyk Georgieva Dimitrova Nikolova Hristova Stoyanova Todorova Ilieva
    Angelova Yordanova Koleva Zaitsev Dostoyevsky Chaikovskaya Belinskaya Tchaikovsky Nowak
    Kowalska Kowalski Wiśniewska Wójcik Kowalczyk Kamińska Lewandowska Zielińska Szymańska
    Woźniak Dąbrowska Kozłowska Mazur Jankowska Kwiatkowska Krawczyk Kaczmarek Piotrowska
    Grabowska Pawlak Michalska Król Nowakowska Wieczorek Jabłońska Wróbel Majewska Olszewska
    Stępień Malinowska Jaworska Dudek Adamczyk Pawłowska Górska Sikora Walczak Rutkowska Zając
    Szewczyk Baran Szczepański Błaszczyk Marciniak Wasilewski Borkowski Jovanović Petrović
    Marković Nikolić Đorđević Stojanović Pavlović Ilić Stanković Milošević Popović Živković
    Savić Tomić Todorović Mitrović Lukić Janković Simić Horvat Kovačević Babić Nováková
    Svobodová Dvořáková Procházka Černá Novotná Hájek Sedláček""",
    "romanian": """
    Popa Popescu Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Rusu Constantin Marin Mihai
    Ciobanu Șerban Lazăr Florea Dobre Dinu Munteanu Moldovan Moldoveanu Ungureanu Cojocaru Tudor
    Georgescu Vasilescu Stănescu Diaconu Ene Nistor Olteanu Barbu Toma Preda Sandu Neagu
    Dragomir Lupu Oprea Nedelcu Petrescu Voicu Croitoru Crăciun Manole Pană Anghel Ardelean
    Mocanu Iordache Pavel Enache Tănase Ursu Bălan Grigore Filip Cazacu Costache Petcu Dănilă
    Apostol Rotaru Ceban Lungu Munteanu Vieru Țurcan Botnaru Pântea Albu Ilie Cozma Suciu Avram
    Nicolae Roșca Păun Stanciu""",
    "iberian": """
    García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Gómez Díaz Vásquez
    Jiménez Muñoz Núñez Peña Castañeda Ordóñez Quiñones Zambrano Céspedes Arango Bermúdez
    Londoño Torres Rojas Moreno Vargas Ortiz Castillo Gutiérrez Mendoza Romero Herrera Medina
    Aguilar Suárez Delgado Morales Reyes Ramos Cruz Flores Rivera Guerrero Molina Castro Álvarez
    Fernández Domínguez Serrano Blanco Navarro Iglesias Santana Polanco Encarnación Rosario
    Mejía Guzmán Ureña Batista Almonte Tejada Silva Santos Oliveira Souza Sousa Rodrigues
    Ferreira Alves Pereira Lima Gomes Costa Ribeiro Carvalho Martins Gonçalves Araújo Magalhães
    Simões Guimarães Cardoso Teixeira Nogueira Barbosa Almeida Nascimento Fernandes Soares
    Vieira Lopes Dias Rocha Moreira Nunes Mendes Cavalcanti Monteiro Correia Pinto Azevedo
    Machado Fonseca Marques Moura Barros Freitas Pinheiro Coelho Henriques Figueiredo Salazar
    Cordero Valencia Restrepo Giraldo Cárdenas Quintero Bedoya Carrillo Montero Trujillo
    Jaramillo Bonilla Padilla Marín Calderón Cabrera Ibarra Segura Valdez""",
    "hungarian": """
    Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász
    Lakatos Mészáros Oláh Simon Rácz Szűcs Fekete Szilágyi Török Fehér Balázs Gál Kis Szalai
    Kocsis Orsós Pintér Fodor Szekeres Hegedűs Lukács Gulyás Biró Király László Katona Jakab
    Bogdán Balog Sándor Boros Fazekas Kelemen Antal Somogyi Váradi Fülöp Orosz Vincze Veres
    Hegedüs Deák Budai Pap Bálint Pál Illés Szőke Vörös Vass Bognár Lengyel Fábián Bodnár Szücs
    Hajdu Halász Máté Székely Kozma Gáspár Pásztor Bakos Dudás Virág Major Soós Orbán Hegedű
    Novák Barta Nemes Tamás Faragó Kerekes Borbély Szentgyörgyi Erdélyi Újvári Kővári Szigeti
    Losonczi Debreceni Rádi Hevesi Zombori Zsigmondi""",
    "albanian": """
    Hoxha Shehu Krasniqi Gashi Berisha Morina Shala Bytyqi Thaçi Hasani Kryeziu Osmani Rexhepi
    Ahmeti Sopjani Hyseni Zeqiri Kastrati Salihu Islami Limani Mustafa Halili Rama Ramadani
    Dervishi Leka Gjoka Marku Prifti Çela Kola Deda Prenga Doda Gjoni Ndoj Nikolli Pjetri Lleshi
    Meta Basha Bardhi Muça Koçi Dushku Haxhiu Çeliku Lika Murati Selimi Bajrami Veliu Xhaferi
    Sadiku Zogaj Selmani Pacolli Kelmendi Elezi Avdiu Beqiri Demiri Ismaili Jashari Kurti
    Mehmeti Maloku Nuhiu Qerimi Ukaj Uka Zymberi Gjergji Tahiraj Hoxhaj Metaj Lekaj Nikaj Vukaj
    Kuqi Toçi Bushi Allushi Kodra Bala Cani Mema Lala Duka Malaj Sinani Rrapi Xhafa Mulaj
    Brahimaj Gjini Ndreca Preçi""",
    "dutch": """
    Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Desmet Pauwels Hermans
    Vandamme Aerts Michiels Segers Devos Cools Lemmens Verhoeven Vandenbroeck Smets Vermeulen
    Coppens Baeten Hendrickx Dubois Verstraete Declercq Declerck Martens Stevens Bogaerts
    Verbeke Verlinden Devriendt Vanhoutte Vandevelde Vandenberghe Dewitte Janssen Jansen Bakker
    Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Smits Kok Jacobs
    Vries Berg Koning Hoekstra Huisman Postma Kuiper Veenstra Kramer Scholten Willemsen Hofman
    Schouten Molenaar Dewaele Callens Vandewalle Lippens Roelandts Geerts Claeys Thijs Nijs
    Wuyts Vandeput Boonen Swinnen Verheyen Moens Engelen Cuypers Nuyts Christiaens Vercammen
    Verbruggen Matthys Lauwers Vanhove Dierckx Timmermans Cornelis Bosmans Raeymaekers Ceulemans
    Meulemans Hoevenaars Verbist Lambrechts""",
    "french": """
    Martin Bernard Lambert Petit Durand Leroy Moreau Laurent Lefebvre Michel Dupont Fontaine
    Rousseau Girard Lefèvre Mercier Denis Collignon Noël Roux Vincent Fournier Morel Bonnet
    François Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin
    Morin Mathieu Clément Gauthier Dumont Chevalier Robin Masson Gérard Boyer Lemaire Duval Joly
    Gautier Roger Roche Roy Noel Meyer Lucas Meunier Jean Marchand Dufour Blanchard Marie
    Barbier Brun Dumas Brunet Schmitt Leroux Colin Pierre Renard Arnaud Rolland Caron Aubert
    Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix
    Fabre Dupuis Olivier Hubert Carpentier Guillaume Dubois Delcourt Beaumont Duchamp Bellegarde
    Marchal Deneuve Charpentier Berger Pelletier Rivière Boucher Beaulieu Tremblay Gagnon
    Bouchard Fortin Gagné Pelletier Lavoie Desjardins Poirier Thibault""",
    "thai": """
    Saetang Saelim Saelee Saeheng Srisuk Thongdee Chaiyasit Suwannarat Rattanapon Phonphat
    Kaewmanee Wongsawat Boonmee Boonsong Somboon Sukjai Jaidee Chanthara Chantarat Phromma
    Phrommin Sombat Charoensuk Charoenphon Thongchai Thongsuk Inthasak Nakhon Panyawong
    Ratanaporn Siriwat Siriphong Sawangwong Somsri Suksawat Thepsiri Wattana Wongsa Yodying
    Saengthong Saengchan Kongkaew Khamdee Phetcharat Phuangphet Chaiwong Duangjai Intharaprasit
    Kittisak Limthong Manirat Nuanchan Prasert Ruangrit Sriwichai Tangsiri Udomsak Wichian
    Yimyam Buakaew Bunnag Chinnawat Klinhom Promsri""",
    "west_african": """
    Mensah Owusu Asante Boateng Osei Agyemang Appiah Adjei Amoah Amponsah Annan Ansah Antwi
    Asamoah Okafor Okonkwo Adeyemi Obi Eze Okoro Nwosu Nwankwo Nnamdi Osagie Omoregie Igbinedion
    Ehigiator Aghedo Osaro Idahosa Uwaifo Iyamu Aigbe Osayande Edosa Obaseki Adebayo Ogunleye
    Olawale Oyelaran Balogun Afolabi Akande Bello Sani Onyekachi Onyeka Ugwu Uche Okeke Okoye
    Chukwu Anyanwu Ifeanyi Ekwueme Diallo Traoré Camara Koné Touré Keita Coulibaly Sissoko Diop
    Ndiaye Fofana Bangura Kamara Sesay Conteh Koroma Kouassi Kouamé Nguessan Mbeki Tchoumi Ngo
    Fongang Ebot Tabi Nkwenti Achu Ndifor Opoku Ofori Frimpong Acheampong Addo Quaye Donkor
    Baidoo Sarpong Gyamfi Osariemen Osazuwa Erhabor Aghayere Egharevba Ogbebor Osunde Omoruyi
    Igbinovia""",
    "arabic": """
    Alaoui Idrissi Bennani Tazi Fassi Amrani Cherkaoui Benjelloun Berrada Filali Naciri Saidi
    Ouali Haddad Benali Bouazza Mansouri Ziani Belhaj Lahlou Chraibi Sebti Kadiri Rami Hamdi
    Elamrani Bouzid Benhamou Boumediene Mebarki Hamidi Slimani Brahimi Bouchareb Belkacem
    Messaoudi Meziane Cherif Khelifi Trabelsi Hammami Jaziri Gharbi Ayari Mejri Chebbi Ferjani
    Mohamed Ahmed Mahmoud Hassan Hussein Ibrahim Ismail Mustafa Khalil Said Saleh Salem Nasser
    Farouk Fathy Elsayed Abdallah Abdelrahman Abdelkader Alhamad Alhassan Aljabouri Alzahrani
    Alqahtani Alghamdi Alharbi Khoury Hadad Nassar Maalouf Gemayel Shami Halabi Homsi Masri
    Najjar Qassem Darwish Sabbagh Tlili Bouazizi Benyoussef Errachidi Lamrani Zerouali Touzani
    Ouchen Ouahabi Aitali Bouhaddou Yacoubi Marouki Alami Bakkali Daoudi Rahmani Othmani Amari
    Barkani Yassini Nouri Karimi Sabri Jabri Sahraoui Hamdaoui Hamdani Kettani Bouabid""",
    "east_asian": """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng
    Liang Xie Song Tang Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng
    Wei Su Lü Ding Ren Shen Yao Lu Fu Zhong Cui Tan Fan Liao Shi Jin Jia Xia Fang Zou Xiong Bai
    Meng Qin Qiu Hou Yan Xue Lei Long Hao Kong Shao Mao Wan Gu Lai Kang Yin Qian Niu Hong Gong
    Chang Cheung Chan Wong Lam Lau Chow Ng Kwok Leung Ho Yeung Tsang Tse Cheng Kwan Fong Yip Mak
    Ouyang Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Yoo
    Nguyen Tran Le Pham Huynh Hoang Phan Vu Vo Dang Bui Do Ngo Duong Ly Vuong Trinh Dinh Lam Ha
    Doan Mai Truong Thai Cao Luong Dao Luu Quach Tiêu Van""",
    "turkish": """
    Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan
    Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler
    Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse
    Yüksel Ateş Aksoy Karaca Uçar Duman Kartal Coşkun Uysal Durmaz Sönmez Yalman Karataş Aktürk
    Demirtaş Erdem Gündoğdu Kocaoğlu Topal Karadağ Akgül Bayram Ekinci Gökçe Tunç Eren Özcan
    Kahraman Sezer Soylu Toprak""",
}


@cache
def _listed() -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Groups by whole name, and by ending; a name that two groups have counts in both."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for group, common in _COMMON.items():
        for word in set(tokens(common)):
            names[word][group] += 1
            for length in range(_SHORTEST, _LONGEST + 1):
                if len(word) > length:
                    endings[word[-length:]][group] += 1
    return dict(names), dict(endings)


def group_of(family: Iterable[str]) -> str:
    """The group of a folded family name; :data:`OTHER` where none fits better than the others."""
    for word in family:
        group = _group(word)
        if group != OTHER:
            return group
    return OTHER


def _group(word: str) -> str:
    names, endings = _listed()
    if word in names:
        return _clearest(names[word], 1)
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        shared = endings.get(word[-length:])
        if shared and len(word) > length:
            group = _clearest(shared, _AT_LEAST[length])
            if group != OTHER:
                return group
    return OTHER


def _clearest(groups: Counter[str], least: int) -> str:
    ((group, count), *_) = groups.most_common(1)
    whole = groups.total()
    return group if count >= least and count > _PART * whole else OTHER
