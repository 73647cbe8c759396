"""The customer that everybody speaks with all the time; its contacts are not told but grown."""

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, person, points

COMPANY = CompanyDraft(
    number="10011",
    name="Glastuinbouwcombinatie De Westpolder",
    kind="organisation",
    sector="kwekerij",
    owner=NAMED["Joost"],
    since=2004,
    website="https://www.dewestpolder.example",
    kvk="00098831",
    vat="NL990012840B01",
    note=(
        "Vier locaties: altijd vragen voor welke het is.\n"
        "Storingen via de groepsapp van Klaas, niet via de mobiel van de monteurs.\n"
        "Facturen per locatie splitsen."
    ),
    tags=("glastuinbouw", "onderhoudscontract", "grote klant"),
    addresses=[
        AddressDraft("Tuinderslaan 200", "2678 LM", "De Lier"),
        AddressDraft("Oosteinde 14", "2671 HB", "Naaldwijk", "delivery"),
        AddressDraft("Polderweg 77", "2641 NK", "Pijnacker", "delivery"),
    ],
    points=points("0174 12 34 00", "info@dewestpolder.example"),
    people=[
        person("Klaas Zuidgeest", "hoofd techniek", "06 12 34 56 10", "klaas@dewestpolder.example"),
        person("Nienke Valstar", "inkoop", "06 12 34 56 13", "inkoop@dewestpolder.example"),
        person("Peter Solleveld", "locatie Naaldwijk", "06 12 34 56 14"),
        person("Samira Benali", "locatie Pijnacker", "06 12 34 56 15", "s.benali@dewestpolder.example"),
        person("André van der Ende", "directeur", email="directie@dewestpolder.example"),
        person("Wilma Kortekaas", "crediteuren", email="crediteuren@dewestpolder.example", work="0174 12 34 03"),
        person("Teun Olsthoorn", "teeltchef", "06 12 34 56 16"),
        person("Pascal Arkesteijn", "magazijn", work="0174 12 34 05"),
    ],
)
STORY = Story(COMPANY, (), crowd=True)
