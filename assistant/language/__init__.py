"""Vietnamese text: normal forms, sentences, figures, dates, periods. Pure; no I/O."""
