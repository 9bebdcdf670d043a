"""The base of what an owner sends about a person, as JSON or as a form."""

from chassis.web import Body


class PersonalBody(Body):
    """Prints nothing: no name may reach a log or an exception."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __repr_args__(self) -> tuple[()]:
        return ()
