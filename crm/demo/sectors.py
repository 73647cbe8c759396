"""The trades that buy from us: how they are called, what stands where, who works there."""

from dataclasses import dataclass


def _list(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(","))


@dataclass(frozen=True, slots=True)
class Sector:
    """``names`` hold ``{n}`` for a surname and ``{p}`` for a place name; ``places`` have their preposition."""

    key: str
    share: int
    names: tuple[str, ...]
    places: tuple[str, ...]
    dirt: tuple[str, ...]
    families: tuple[str, ...]
    roles: tuple[str, ...]
    tags: tuple[str, ...]


SECTORS = (
    Sector(
        "kwekerij",
        24,
        _list("Kwekerij {n}, {n} Tomaten B.V., Kwekerij {n} & Zonen, Orchideeënkwekerij {n}, {n} Potplanten, Gebr. {n} Paprika’s, Rozenkwekerij {n}, Kwekerij {p}"),
        _list("in kas 1, in kas 2, in kas 3, in kas 5, in de substraatunit, bij het bassin, in het ketelhuis, bij de drainput, in de oude schuur, aan de kop van kas 4"),
        _list("algen, steenwolresten, bladresten, ijzerslib"),
        _list("pomp, pomp, doseer, filter, klep, regel, dompel"),
        _list("eigenaar, teeltchef, technische dienst, inkoop, bedrijfsleider, administratie"),
        _list("glastuinbouw, seizoen, onderhoudscontract"),
    ),
    Sector(
        "zuivel",
        10,
        _list("Zuivelhoeve {p}, Kaasmakerij {n}, Melkveebedrijf {n}, Boerderijzuivel {p}, Maatschap {n}, IJsboerderij {p}"),
        _list("in de kaasmakerij, bij de pekelbaden, in het ketelhuis, bij de CIP-installatie, in de melkstal, bij de bron, bij de ontvangst"),
        _list("melkvet, kalk, eiwitresten, roest"),
        _list("pomp, wissel, klep, doseer, regel, filter"),
        _list("bedrijfsleider, kaasmaker, onderhoud, eigenaar, kwaliteit, administratie"),
        _list("voedsel, hygiënisch, onderhoudscontract"),
    ),
    Sector(
        "wasserij",
        8,
        _list("Wasserij {n}, Stoomwasserij {n}, Wasserij {p}, Linnenservice {n}, Textielservice {p}"),
        _list("bij wasstraat 1, bij wasstraat 2, in de waterbehandeling, in het ketelhuis, bij de tunnelwasser, bij de warmteterugwinning"),
        _list("pluizen, kalk, vezels, zeepresten"),
        _list("pomp, wissel, filter, doseer, regel, klep"),
        _list("bedrijfsleider, technische dienst, directeur, planner, inkoop"),
        _list("warm water, onderhoudscontract, spoed"),
    ),
    Sector(
        "jachthaven",
        8,
        _list("Jachthaven {p}, Jachtwerf {n}, Watersport {n}, Jachthaven ’t {p}, Scheepswerf {n}"),
        _list("op steiger A, op steiger C, bij de botenwasplaats, in het sanitairgebouw, bij het vuilwaterstation, in de winterberging"),
        _list("wier, slib, visdraad, mosselen"),
        _list("dompel, dompel, druk, pomp, klep"),
        _list("havenmeester, eigenaar, onderhoud, receptie, administratie"),
        _list("seizoen, waterkant"),
    ),
    Sector(
        "vve",
        12,
        _list("VvE {p}, VvE {p} II, VvE Residentie {p}, VvE {p}straat 12-88, VvE De {n}hof"),
        _list("in toren A, in toren B, in de technische ruimte, in de parkeergarage, op het dak, in de kelder"),
        _list("kalk, roest, bouwstof"),
        _list("druk, druk, pomp, dompel, wissel, regel"),
        _list("beheerder, voorzitter, huismeester, penningmeester, planning"),
        _list("wonen, onderhoudscontract, vaste prijs"),
    ),
    Sector(
        "aannemer",
        12,
        _list("Aannemersbedrijf {n}, {n} Installatietechniek, Bouwbedrijf Gebr. {n}, Loodgietersbedrijf {n}, Grondwerken {n}, {n} Infra B.V."),
        _list("op het werk aan de dijk, op de bouw, bij de bemaling, in de bouwkeet, bij het gemaal, in de werkplaats"),
        _list("zand, cementresten, leem, blad"),
        _list("dompel, dompel, klep, pomp, druk"),
        _list("uitvoerder, werkvoorbereider, inkoop, eigenaar, magazijn, crediteuren"),
        _list("projecten, huur"),
    ),
    Sector(
        "loonbedrijf",
        6,
        _list("Loonbedrijf {n}, Loon- en grondverzetbedrijf {n}, {n} Agro, Akkerbouwbedrijf {n}"),
        _list("op de wasplaats, bij de mestsilo, in de werkplaats, bij de beregening, op het land achter de dijk"),
        _list("mest, zand, stro, klei"),
        _list("pomp, dompel, filter, klep"),
        _list("eigenaar, werkplaats, planner, administratie"),
        _list("seizoen, agrarisch"),
    ),
    Sector(
        "machine",
        8,
        _list("Machinefabriek {n}, Constructiewerken {n}, {n} Verspaning, Metaalbewerking {p}, Technisch bureau {n}"),
        _list("in hal 1, in hal 2, bij de testbank, bij het koelcircuit, bij de snijtafel, in de compressorruimte"),
        _list("spanen, koelemulsie, slijpstof, olie"),
        _list("pomp, regel, klep, filter, wissel"),
        _list("inkoop, technische dienst, werkvoorbereiding, directeur, magazijn"),
        _list("industrie, projecten"),
    ),
    Sector(
        "recreatie",
        6,
        _list("Camping {p}, Zwembad De {p}, Bungalowpark {p}, Sauna {n}, Zwemschool {n}"),
        _list("in het filterhuis, bij het peuterbad, in het sanitairgebouw, bij de bronpomp, in de technische kelder"),
        _list("haren, blad, kalk, algen"),
        _list("filter, doseer, pomp, druk, dompel"),
        _list("beheerder, technische dienst, eigenaar, receptie, badmeester"),
        _list("seizoen, zwemwater"),
    ),
    Sector(
        "huis",
        10,
        (),
        _list("in de kelder, in de kruipruimte, in de garage, bij de vijver, in de tuin, in de bijkeuken"),
        _list("blad, zand, kalk, algen"),
        _list("dompel, druk, dompel, filter"),
        _list(","),
        _list("particulier, vijver, beregening"),
    ),
)
BY_KEY = {sector.key: sector for sector in SECTORS}
