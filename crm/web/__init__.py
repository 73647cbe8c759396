"""What all views share: rendering, log-in, CSRF, headers, languages, error pages."""
