"""``python app.py`` opens the page."""

import sys

from assistant.ui import main

if __name__ == "__main__":
    sys.exit(main())
