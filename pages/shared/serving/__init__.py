"""What stands around the pages: addresses for programs, headers, log, and who gets in."""
