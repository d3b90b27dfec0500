"""Trợ lý báo cáo: a drafting assistant for Vietnamese commune offices."""

__version__ = "0.1.0"
