"""改革创新: cases of innovation listed, loaded from Excel or entered; what they are worth by the scheme's list."""
