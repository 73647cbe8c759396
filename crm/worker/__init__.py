"""The process that does what is put down for later, and the page that shows how it fares."""
