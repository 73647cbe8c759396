"""What makes the notes of the bench as long and as rich in words as those of a real file.

The demo's texts repeat 5,000 words in notes of 19. In a file of a million contacts stand some 60,000 words in notes
of some 45: compounds, names of things, slips of the fingers. A few are everywhere, most stand in a handful of notes.
"""

from itertools import accumulate
from random import Random

from crm.demo.grammar import Template, listed

FIRST = listed(
    "pomp,filter,klep,kas,water,leiding,druk,lucht,olie,gas,stoom,koel,warmte,riool,regen,bron,vijver,kelder,dak,vloer,muur,wand,"
    "deur,poort,hek,motor,kabel,stroom,meet,regel,schakel,stuur,bedien,noodstop,alarm,zekering,lager,as,tand,ketting,riem,veer,"
    "bout,moer,flens,koppel,slang,buis,mantel,rooster,zeef,slib,zand,kalk,roest,verf,lijm,kit,glas,staal,koper,kunststof,rubber,"
    "beton,hout,magazijn,rit,vracht,pallet,doos,krat,etiket,pakbon,order,offerte,factuur,prijs,korting,krediet,contract,garantie,"
    "schade,klacht,dossier,project,bouw,sloop,keuring,onderhoud,inspectie,storing,reparatie,montage,kweek,oogst,melk,was,bad,brand,"
    "sproei,doseer,meng,roer,vacuüm,hef,kraan,lift,trap,licht,geluid,trilling,toeren,tempo,week,maand,winter,zomer,nacht,proef"
)
LAST = listed(
    "kast,huis,plaat,deksel,rand,ring,bus,blok,beugel,steun,voet,kop,hals,punt,lijn,laag,kamer,ruimte,put,bak,tank,vat,ketel,"
    "toren,wagen,kar,rek,schap,paneel,bord,scherm,knop,hendel,wiel,rol,trommel,spoel,draad,klem,stekker,contact,meter,teller,"
    "melder,sensor,voeler,wijzer,schaal,toets,kaart,boek,map,lijst,formulier,rapport,verslag,bericht,brief,aanvraag,opdracht,"
    "afspraak,termijn,planning,ploeg,dienst,dag,beurt,ronde,gang,route,kosten,tarief,toeslag,post,bedrag,rekening,regeling,"
    "voorwaarde,eis,norm,test,proef,meting,waarde,stand,verlies,lek,breuk,scheur,slijtage,vervuiling,verstopping,uitval,set,"
    "pakket,partij,voorraad,levering,zending,verpakking,aansluiting,afvoer,toevoer,doorvoer,afdichting,bevestiging,bediening,"
    "beveiliging,bekleding,isolatie,behandeling,reiniging,vervanging,uitbreiding,verbouwing"
)
BEGIN = listed("bra,kor,vel,tri,mon,sal,per,dun,hol,gra,nef,zor,wil,tas,ker,lum,pos,ril,fan,cor,jen,vos,mid,aal")
MIDDLE = listed("va,no,ti,re,lu,mo,da,si,ke,po,ra,fi,be,zo,na,du")
END = listed("lux,tex,ma,ra,tron,flo,mat,pak,sen,dor,vik,lan,nor,tix,gal,zon,berg,stra,huizen,dam")

SENTENCES = tuple(map(Template, (
    "Bij het nalopen van de {a} bleek ook de {b} toe aan een beurt, die is meteen meegenomen op dezelfde bon.",
    "Ze vragen of de {a} nog dit kwartaal geleverd kan worden, anders nemen ze genoegen met een {b} van {merk}.",
    "Over de {a} is destijds afgesproken dat wij de {b} op voorraad houden; dat staat in de map bij {code}.",
    "De {a} van {merk} past niet op de {b} die er nu in zit, dus eerst opmeten voordat we iets bestellen.",
    "Wat de {a} betreft: het ligt aan de {b}, niet aan de {c}, dat hebben we samen aan de telefoon nagekeken.",
    "Volgende keer graag ook een {a} meenemen, want de {b} in de hoek bij de {c} houdt het niet lang meer.",
    "Genoemd als voorbeeld: de {a} bij de buren, waar {merk} vorig jaar de hele {b} heeft vervangen.",
    "Referentie {code}: {a} en {b} op één regel zetten, de {c} apart, zo wil de boekhouding het hebben.",
    "Hun eigen mensen doen de {a} zelf, alleen voor de {b} en de {c} moeten wij iemand sturen.",
    "Het verslag van de {a} is nog niet binnen; zonder dat stuk kan de {b} niet worden afgetekend.",
    "Tekening {code} laat de {a} aan de verkeerde kant zien, de {b} zit in werkelijkheid naast de {c}.",
    "Met {merk} hebben ze goede ervaringen, maar de {a} was na een jaar al aan vervanging toe door de {b}.",
    "Eerst wordt de {a} gedaan, daarna pas de {b}, want anders staat de hele {c} een dag stil.",
    "Let op de {a}: die is bij de vorige ronde vergeten en stond wel op de lijst van de {b}.",
)))  # fmt: skip
SLIPS = 0.01  # of the compounds are mistyped
SECOND = 0.35  # of the notes get two sentences more, the others one


class Vocabulary:
    """Some 30,000 words, drawn as words occur in texts: the higher its rank, the rarer a word (Zipf)."""

    def __init__(self) -> None:
        rng = Random(7)
        nouns = [
            first + last + ending for first in FIRST for last in LAST for ending in ("", "", "en") if first != last
        ]
        brands = [begin + middle + end for begin in BEGIN for middle in MIDDLE for end in END]
        rng.shuffle(nouns)
        rng.shuffle(brands)
        self.nouns, self.brands = list(dict.fromkeys(nouns)), brands
        self._weights = {len(words): _zipf(len(words)) for words in (self.nouns, self.brands)}

    def noun(self, rng: Random) -> str:
        """A compound, now and then with two letters in each other's place."""
        word = self._draw(rng, self.nouns)
        if rng.random() < SLIPS:
            at = rng.randrange(1, len(word) - 2)
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word

    def brand(self, rng: Random) -> str:
        """The name of a make."""
        return self._draw(rng, self.brands).capitalize()

    def more(self, rng: Random) -> str:
        """Some 26 words to follow a note."""
        facts = {
            **{slot: self.noun(rng) for slot in "abc"},
            "merk": self.brand(rng),
            "code": f"{rng.choice('ABDFKMPRT')}{rng.randrange(10, 99)}-{rng.randrange(1000, 99999)}",
        }
        first, second = rng.sample(SENTENCES, 2)
        if rng.random() > SECOND:
            return first.render(rng, facts)
        again = facts | {slot: self.noun(rng) for slot in "abc"}
        return f"{first.render(rng, facts)} {second.render(rng, again)}"

    def _draw(self, rng: Random, words: list[str]) -> str:
        return rng.choices(words, cum_weights=self._weights[len(words)])[0]


def _zipf(count: int) -> list[float]:
    """Running totals of 1 / (rank + 20): the first stand in one note of 25, the last in one of a hundred thousand."""
    return list(accumulate(1 / (rank + 20) for rank in range(count)))
