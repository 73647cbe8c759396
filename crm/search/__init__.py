"""Finding customers, people and contacts by name, number or word. Sole importer of whoosh."""
