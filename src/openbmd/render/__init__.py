"""A telling as page, terminal, PDF, notebook, JSON, CSV and XLSX: each written once for all studies."""
