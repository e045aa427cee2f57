"""Practice for new staff: situations to decide, which comes next, what has been covered, and a certificate at the end.

Values and pure functions only. What somebody practised is a ``Progress`` that their session holds; nothing is kept on the server.
"""
