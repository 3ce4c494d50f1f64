"""Another file of the author's."""


def outer():
    return [inner(one) for one in [{}]]


def inner(one):
    return one["absent"]  # nested
