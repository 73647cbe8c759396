"""The digest: what is new at somebody's customers, in the words of the colleagues who were there."""
