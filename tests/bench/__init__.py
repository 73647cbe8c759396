"""`make bench`: how fast the pages are over HTTP, on files of different sizes."""
