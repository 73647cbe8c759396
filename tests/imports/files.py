"""Files that several tests import."""

CUSTOMERS = (
    "number;name;kind;status;owner_email;phone;email;website;street;postcode;city;country;kvk_number;vat_number;"
    "tags;note\n"
    "10001;De Waard Pompen B.V.;organisatie;klant;;0174-123461;info@waardpompen.example;waardpompen.example;"
    "Dijkweg 3;2691ab;’s-Gravenzande;NL;12345678;;pompen, onderhoud;Belt liefst voor tienen\n"
    "10002;Familie De Vries;particulier;prospect;;06-12345678 / 0174 123462;;;"
    "Lindelaan 8;1234 AB;Delft;Nederland;;;;\n"
)
