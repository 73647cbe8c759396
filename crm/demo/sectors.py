"""The trades that buy from us: how they are called, what stands where, who works there."""
# ruff: noqa: E501 - one text per line

from dataclasses import dataclass

from crm.demo.grammar import listed


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
        listed(
            "Kwekerij {n}, {n} Tomaten B.V., Kwekerij {n} & Zonen, Orchideeënkwekerij {n}, {n} Potplanten, Gebr. {n} Paprika’s, Rozenkwekerij {n}, Kwekerij {p}"
        ),
        listed(
            "in kas 1, in kas 2, in kas 3, in kas 5, in de substraatunit, bij het bassin, in het ketelhuis, bij de drainput, in de oude schuur, aan de kop van kas 4"
        ),
        listed("algen, steenwolresten, bladresten, ijzerslib"),
        listed("pomp, pomp, doseer, filter, klep, regel, dompel"),
        listed("eigenaar, teeltchef, technische dienst, inkoop, bedrijfsleider, administratie"),
        listed("glastuinbouw, seizoen, onderhoudscontract"),
    ),
    Sector(
        "zuivel",
        10,
        listed(
            "Zuivelhoeve {p}, Kaasmakerij {n}, Melkveebedrijf {n}, Boerderijzuivel {p}, Maatschap {n}, IJsboerderij {p}"
        ),
        listed(
            "in de kaasmakerij, bij de pekelbaden, in het ketelhuis, bij de CIP-installatie, in de melkstal, bij de bron, bij de ontvangst"
        ),
        listed("melkvet, kalk, eiwitresten, roest"),
        listed("pomp, wissel, klep, doseer, regel, filter"),
        listed("bedrijfsleider, kaasmaker, onderhoud, eigenaar, kwaliteit, administratie"),
        listed("voedsel, hygiënisch, onderhoudscontract"),
    ),
    Sector(
        "wasserij",
        8,
        listed("Wasserij {n}, Stoomwasserij {n}, Wasserij {p}, Linnenservice {n}, Textielservice {p}"),
        listed(
            "bij wasstraat 1, bij wasstraat 2, in de waterbehandeling, in het ketelhuis, bij de tunnelwasser, bij de warmteterugwinning"
        ),
        listed("pluizen, kalk, vezels, zeepresten"),
        listed("pomp, wissel, filter, doseer, regel, klep"),
        listed("bedrijfsleider, technische dienst, directeur, planner, inkoop"),
        listed("warm water, onderhoudscontract, spoed"),
    ),
    Sector(
        "jachthaven",
        8,
        listed("Jachthaven {p}, Jachtwerf {n}, Watersport {n}, Scheepswerf {n}"),
        listed(
            "op steiger A, op steiger C, bij de botenwasplaats, in het sanitairgebouw, bij het vuilwaterstation, in de winterberging"
        ),
        listed("wier, slib, visdraad, mosselen"),
        listed("dompel, dompel, druk, pomp, klep"),
        listed("havenmeester, eigenaar, onderhoud, receptie, administratie"),
        listed("seizoen, waterkant"),
    ),
    Sector(
        "vve",
        12,
        listed("VvE {p}, VvE {p} II, VvE Residentie {p}, VvE {p}straat 12-88, VvE De {n}hof"),
        listed("in toren A, in toren B, in de technische ruimte, in de parkeergarage, op het dak, in de kelder"),
        listed("kalk, roest, bouwstof"),
        listed("druk, druk, pomp, dompel, wissel, regel"),
        listed("beheerder, voorzitter, huismeester, penningmeester, planning"),
        listed("wonen, onderhoudscontract, vaste prijs"),
    ),
    Sector(
        "aannemer",
        12,
        listed(
            "Aannemersbedrijf {n}, {n} Installatietechniek, Bouwbedrijf Gebr. {n}, Loodgietersbedrijf {n}, Grondwerken {n}, {n} Infra B.V."
        ),
        listed(
            "op het werk aan de dijk, op de bouw, bij de bemaling, in de bouwkeet, bij het gemaal, in de werkplaats"
        ),
        listed("zand, cementresten, leem, blad"),
        listed("dompel, dompel, klep, pomp, druk"),
        listed("uitvoerder, werkvoorbereider, inkoop, eigenaar, magazijn, crediteuren"),
        listed("projecten, huur"),
    ),
    Sector(
        "loonbedrijf",
        6,
        listed("Loonbedrijf {n}, Loon- en grondverzetbedrijf {n}, {n} Agro, Akkerbouwbedrijf {n}"),
        listed("op de wasplaats, bij de mestsilo, in de werkplaats, bij de beregening, op het land achter de dijk"),
        listed("mest, zand, stro, klei"),
        listed("pomp, dompel, filter, klep"),
        listed("eigenaar, werkplaats, planner, administratie"),
        listed("seizoen, agrarisch"),
    ),
    Sector(
        "machine",
        8,
        listed("Machinefabriek {n}, Constructiewerken {n}, {n} Verspaning, Metaalbewerking {p}, Technisch bureau {n}"),
        listed("in hal 1, in hal 2, bij de testbank, bij het koelcircuit, bij de snijtafel, in de compressorruimte"),
        listed("spanen, koelemulsie, slijpstof, olie"),
        listed("pomp, regel, klep, filter, wissel"),
        listed("inkoop, technische dienst, werkvoorbereiding, directeur, magazijn"),
        listed("industrie, projecten"),
    ),
    Sector(
        "recreatie",
        6,
        listed("Camping {p}, Zwembad {p}, Bungalowpark {p}, Sauna {n}, Zwemschool {n}"),
        listed("in het filterhuis, bij het peuterbad, in het sanitairgebouw, bij de bronpomp, in de technische kelder"),
        listed("haren, blad, kalk, algen"),
        listed("filter, doseer, pomp, druk, dompel"),
        listed("beheerder, technische dienst, eigenaar, receptie, badmeester"),
        listed("seizoen, zwemwater"),
    ),
    Sector(
        "huis",
        10,
        (),
        listed("in de kelder, in de kruipruimte, in de garage, bij de vijver, in de tuin, in de bijkeuken"),
        listed("blad, zand, kalk, algen"),
        listed("dompel, druk, dompel, filter"),
        listed(","),
        listed("particulier, vijver, beregening"),
    ),
)
BY_KEY = {sector.key: sector for sector in SECTORS}
