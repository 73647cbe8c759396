"""First names, surnames and places that sound Dutch and belong to nobody in particular."""
# ruff: noqa: E501 - one text per line

from random import Random

from crm.demo.grammar import listed

WOMEN = listed(
    "Annelies, Femke, Willemijn, Marieke, Saskia, Ellen, Jolanda, Nienke, Tineke, Fatima, Anouk, Hanneke, Loes, Petra, Wilma, Renée"
    ", Inge, Mirjam, Carla, Sietske, Roos, Chantal, Noor, Esther, Gerda, Ilse, Jannie, Linda, Maaike, Naomi, Özlem, Samira, Truus, Yvonne"
    ", Zeynep, Marja, Geertje, Bianca, Floor, Lotte"
)
MEN = listed(
    "Kees, Dirk-Jan, Wim, Peter, Arjan, Jeroen, Gert-Jan, Mohammed, Bas, Rob, Piet, Hans, Marco, Sjaak, Theo, André, René, Wouter, Klaas"
    ", Bert, Cor, Dennis, Erik, Frank, Gijs, Hendrik, Ivo, Jaap, Koen, Leo, Maarten, Niels, Otto, Pascal, Rinus, Stefan, Teun, Ümit"
    ", Vincent, Willem, Xander, Yusuf, Zeger, Jan-Willem, Sander, Harm"
)
SURNAMES = listed(
    "van den Berg, Hoogland, Steenbeek, Te Winkel, Kuipers, de Groot, van Dam, ter Braak, Vermeulen, Oosterhuis, van der Meer,"
    "Jansen, Bakx, de Waard, Pronk, van ’t Veer, Zwart, Kooijman, Hofstede, van Es, Dijkgraaf, op den Kamp, Moerman, Visscher,"
    "van Wijngaarden, Boersma, de Jong-Huisman, Schouten, Lammers, Tuinstra, van Beek, Verkerk, Noordam, Roelofs, den Hartog,"
    "Witteveen, Klaassen, van Loon, Groeneveld, Post, Hendriks, de Bruijn, Ketelaar, Slob, Duivesteijn, van der Knaap, Zuidgeest,"
    "Arkesteijn, van Leeuwen, Koppert, Bentvelsen, Haaring, Brouwer, Nijland, ter Horst, Wolters, van Rossum, Bijl, Mulder,"
    "Peeters, Gommers, van Gils, Luijten, Sprangers, Oude Luttikhuis, Kamphuis, Weghorst, Nijhuis, Lansink, Postma, Dijkstra,"
    "Hoekema, Zijlstra, Wiersma, de Haan, Reitsma, van der Wal, Terpstra, Bosma, Faber, Elzinga, Meijerink, Roosendaal, Snoeren,"
    "van Hoof, Verhagen, Timmers, Aarts, Coolen, van den Heuvel, Habraken, Claassen, Driessen, Smeets, Wijnands, Ramaekers, Ploum,"
    "Maas, Vroomen, el Idrissi, Yılmaz, Demir, Benali, Chowdhury, Nguyễn, Kowalska, Silva, Engelen, Tromp, Baars, Lodewijk, Sterk,"
    "Blom, van Vliet, Kortekaas, Heemskerk, Olsthoorn, Persoon, Valstar, van der Ende, Solleveld, Scholtes, Kroon, Wagemaker,"
    "Ruiter, Schilder, Tol, Veerman, Keizer, Bregman, Conijn, Hartevelt, Slagter, Ooms, Rietveld, Korevaar, de Rooij, Vonk,"
    "van Houwelingen, Verduin, Boogaard, Francke, Minderhoud, Goedhart, de Visser, Poortvliet, Wisse, Dekker, Flikweert, Bal,"
    "Capelle, van Damme, d’Hondt, Lievens, ’s-Gravendijk, Hagendoorn, Veldkamp, Esselink, Wassink, Reusink, Garritsen, Hulshof,"
    "Kuenen, Tiemessen, Rutten, Janssens, Gerritzen, Lubbers, Assink, Kuiper, Mensink, Bloemendal, Polman, Heijink, Borgers,"
    "van de Kerkhof, Schepers, Daamen, Ligthart, Zandbergen, Oskam, Boon, de With, Mostert, Kers, Vink, Uittenbogaard, Kool"
)
PLACE_NAMES = listed(
    "De Punt, Oudewater, Parkzicht, De Hoge Wal, Zonnehoek, Waterland, De Eendracht, Bergzicht, De Vlinder, Zeewijk, Lindenhof,"
    "De Kievit, Rietdijk, Noorderlicht, De Drie Eiken, Molenzicht, Havenkwartier, De Brink, Zuiderveld, De Hoeksteen, Elzenhage,"
    "Vijverzicht, De Koperwiek, Merelhof, De Wielewaal, Sluiszicht, Duinrand, De Grutto, Kastanjehof, De Overtuin, Westerdok,"
    "Oosterkade, De Aalscholver, Hoge Venne, De Regenboog, Dorpsweide, Kerkzicht, De Terp, Hollandia, De Zwaan, Bosrijk,"
    "De Heuvel, Weidegang, Amstelhoek, De Linie, Singelhof, De Reiger, IJsselzicht, De Boomgaard, Vechtstede, De Meent"
)
STREETS = listed(
    "Dorpsstraat, Molenweg, Kerklaan, Industrieweg, Nieuweweg, Havenkade, Zuideinde, Tuinderslaan, Veilingweg, Ambachtsweg, Lindelaan"
    ", Stationsstraat, Parallelweg, Dijkweg, Eikenlaan, Handelsweg, Polderweg, Oosteinde, Westerkade, Schoolstraat, Middelweg"
)


def bare(surname: str) -> str:
    """As it begins a company's name: ``Van den Berg``."""
    return surname[:1].upper() + surname[1:]


def slug(text: str) -> str:
    """For web and mail addresses: ``Kwekerij Van den Berg`` -> ``kwekerijvandenberg``."""
    plain = text.lower().translate(PLAIN)
    return "".join(mark for mark in plain if mark.isascii() and mark.isalnum())


PLAIN = str.maketrans("éëèêçöüóáàäåïíıñễôøşğß", "eeeecouoaaaaiiineoosgs")


def person(rng: Random) -> tuple[str, str, bool]:
    """First name, surname and whether it is a woman's name."""
    female = rng.random() < 0.45
    return rng.choice(WOMEN if female else MEN), rng.choice(SURNAMES), female
