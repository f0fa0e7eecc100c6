"""Pages: what people look at in a browser, each one self-contained HTML file.

A page asks nothing of any other place: styles and script are in it, and its
policy (CSP) forbids all else.  Whatever comes from an article, a translation or
a glossary is escaped by the templates.
"""
