"""Where the text for a model goes: to this machine, or to another that somebody else may run."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.drafting.providers import split_model
from assistant.settings import Settings

#: Each provider's own address, and the variables by which its client is sent elsewhere.
_HOSTS = {
    "openai": ("api.openai.com", ("OPENAI_API_BASE", "OPENAI_BASE_URL")),
    "anthropic": ("api.anthropic.com", ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL")),
    "google_genai": ("generativelanguage.googleapis.com", ("GOOGLE_GEMINI_BASE_URL",)),
    "ollama": ("127.0.0.1", ("OLLAMA_HOST",)),
}
#: Ollama runs models with these tags on its own servers, though it is asked on this machine.
_OLLAMA_CLOUD = ("-cloud", ":cloud")
_PROVIDER_NAMES = {
    "openai": "OpenAI hoặc máy chủ tương thích",
    "anthropic": "Anthropic",
    "google_genai": "Google",
    "ollama": "Ollama",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """``own_host``: the provider's own address, where its list prices hold."""

    provider: str
    name: str
    host: str
    own_host: bool

    @property
    def local(self) -> bool:
        return is_loopback(self.host)

    @property
    def told(self) -> str:
        """ "openai (api.openai.com)" """
        return f"{self.provider} ({self.host})"

    @property
    def provider_name(self) -> str:
        return _PROVIDER_NAMES[self.provider]


def destination_of(model: str, settings: Settings) -> Destination:
    """Where text for ``model`` goes.

    An address that is not plainly this machine's own counts as another machine, also inside the
    office's network.

    Raises:
        UserError: ``model`` is no provider string.
    """
    provider, name = split_model(model)
    own, variables = _HOSTS[provider]
    if provider == "ollama" and name.endswith(_OLLAMA_CLOUD):
        return Destination(provider, name, "ollama.com", own_host=True)
    # Google's client takes no address from the settings (see ``build_model``).
    given = settings.model_base_url if provider != "google_genai" else ""
    given = given or next((value for v in variables if (value := os.environ.get(v, ""))), "")
    host = _host(given) if given.strip() else own
    return Destination(provider, name, host, own_host=host == own)


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine under one of its plain names."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _host(address: str) -> str:
    """The host of an address with or without a scheme; the address itself when it has none."""
    written = address.strip()
    parts = urlsplit(written if "://" in written else f"//{written}")
    return parts.hostname or written
