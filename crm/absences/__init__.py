"""Who is away until when, and who stands in."""
