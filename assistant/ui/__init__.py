"""The web page: ``serve`` opens it. Gradio is imported only when that is called."""

from assistant.ui.serve import main, serve

__all__ = ["main", "serve"]
