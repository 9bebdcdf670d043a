"""New versions of legal terms: one person proposes, another one puts them in force."""
