"""The page's own theme: calm blue on paper, and only fonts that the machine has."""

from __future__ import annotations

import gradio as gr
from gradio.themes import Base, Color

# Readable Vietnamese on Windows (Segoe UI), macOS, Android (Roboto) and Linux (Noto, DejaVu).
SYSTEM_FONTS = (
    "system-ui",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "DejaVu Sans",
    "Arial",
    "sans-serif",
)

_INK = Color(
    name="ink",
    c50="#eef4fb", c100="#d9e6f5", c200="#b3cdeb", c300="#82acdc", c400="#4f86c6", c500="#2b66ab",
    c600="#1d4f8c", c700="#173f70", c800="#133257", c900="#0f2742", c950="#0a1a2d",
)  # fmt: skip
_PAPER = Color(
    name="paper",
    c50="#f8f9fb", c100="#f0f2f6", c200="#e1e5ec", c300="#c8cfda", c400="#818c9f", c500="#667085",
    c600="#4b5565", c700="#384150", c800="#232a36", c900="#171c25", c950="#0f131a",
)  # fmt: skip


def office_theme() -> Base:
    """Light and dark; text on every fill keeps a contrast of at least 4.5 to 1."""
    theme = Base(
        primary_hue=_INK,
        secondary_hue=_INK,
        neutral_hue=_PAPER,
        text_size=gr.themes.sizes.text_md,
        spacing_size=gr.themes.sizes.spacing_md,
        radius_size=gr.themes.sizes.radius_md,
        font=SYSTEM_FONTS,
        font_mono=SYSTEM_FONTS,  # monospaced fonts draw stacked Vietnamese marks badly
    )
    return theme.set(
        body_background_fill="*neutral_100",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_color="*neutral_200",
        block_border_color_dark="*neutral_800",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_800",
        block_title_text_color_dark="*neutral_100",
        block_title_text_weight="600",
        block_shadow="none",
        input_background_fill="white",
        input_background_fill_dark="*neutral_950",
        input_border_width="1px",
        # What shows where a box is keeps 3 to 1 against what is around it (WCAG 1.4.11).
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        input_border_color_focus="*primary_500",
        input_border_color_focus_dark="*primary_400",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_300",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_200",
        link_text_color_hover="*primary_700",
        link_text_color_hover_dark="*primary_100",
        link_text_color_active="*primary_600",
        link_text_color_active_dark="*primary_200",
        link_text_color_visited="*primary_600",
        link_text_color_visited_dark="*primary_200",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*primary_50",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_700",
        button_secondary_text_color="*primary_700",
        button_secondary_text_color_dark="*primary_200",
        input_radius="*radius_md",
        input_padding="8px 10px",
        input_shadow="none",
        input_shadow_focus="0 0 0 2px *primary_100",
        button_border_width="1px",
        button_large_text_weight="600",
        button_medium_text_weight="600",
        button_small_text_weight="500",
    )
