"""What a colleague must hear of: names in texts, questions, surprises, dates."""
