//! Portable Markdown.
