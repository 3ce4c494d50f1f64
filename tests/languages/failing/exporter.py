"""An exporter that fails as the name of the application says. A comment names what
fails there.
"""

import datetime
import os
import sys
import time
from time import time as imported

import deeper
from portcullis import Diagnostic, Exporter, File, Rejected, SettingError, TemplateError
from portcullis import component

BUILT = datetime.datetime.now()


class Failing(Exporter):
    name = "failing"
    summary = "Fails as the name of the application says"
    templates = {"page": "{{ a }}\n{{ b"}

    def export(self, export):  # none listed awaited
        return globals()[export.app.name](export)


def raise_(_):
    yield {}["key"]  # raise_


def loop(_):
    while True:
        yield from ()


def memory(_):
    everything = []
    while True:
        everything.append(bytearray(1 << 20))
        yield from ()


def recurse(_):
    return recurse(_)  # recurse


def rubbish(_):
    yield 7  # rubbish


def path(_):
    yield File(7, "text")  # path


def content(_):
    yield File("a", None)  # content


def half(_):
    yield File("a", "\ud800")  # half


def flag(_):
    yield File("a", "text", executable="no")  # flag


def changed(_):
    file = File("a", "text")
    file.path = 7  # changed
    yield file


def said(_):
    yield Diagnostic(7)  # said


def nested(_):
    yield deeper.outer()


def none(_):
    pass


def listed(_):
    return [File("a", "text"), 7]


async def awaited(_):
    yield File("a", "text")


def module(_):
    import absent  # module

    yield absent


def file(_):
    yield File("a", open("target.mk").read())  # file


def leave(_):
    sys.exit(3)  # leave
    yield


def end(_):
    os._exit(1)  # end
    yield


def listing(_):
    yield File("a", str(os.listdir(".")))  # listing


def exists(_):
    yield File("a", str(os.path.exists("target.mk")))  # exists


def clock(_):
    given = datetime.datetime(2020, 1, 2) < BUILT and time.strftime("%Y", time.gmtime(0))
    yield File("a", f"{given} {datetime.datetime.now()}")  # clock


def now(_):
    yield File("a", str(imported()))  # now


def day(_):
    yield File("a", str(datetime.date.today()))  # day


def answer(_):
    print("lost", file=sys.__stderr__)
    yield File("a", input("Which? "))  # answer


def syntax(_):
    exec("a = = 1")  # syntax
    yield


def stopped(_):
    raise StopIteration  # stopped
    yield


def unchecked(_):
    class Own(File):
        def __post_init__(self):
            pass

    yield Own("a", 7)  # unchecked


def far(_):
    raise TemplateError("page", 2**40, "too far")  # far
    yield


def spoiled(_):
    error = SettingError("depth", "too deep")
    error.key = 7
    raise error  # spoiled
    yield


def unmade(_):
    class Own(TemplateError):
        def __init__(self):
            pass

    raise Own  # unmade
    yield


def wrong_reason(_):
    class Own(Rejected):
        def __str__(self):
            return 7

    raise Own  # wrong_reason
    yield


def leaving(_):
    class Own(Exception):
        def __str__(self):
            sys.exit()

    raise Own  # leaving
    yield


def foreign(_):
    from componentize_py_types import Err

    raise Err(7)  # foreign
    yield


def reason(_):
    raise Rejected  # reason
    yield


def wordless(_):
    class Wordless(Exception):
        def __str__(self):
            raise OSError

    raise Wordless  # wordless
    yield


def long(_):
    raise ValueError("x" * 100_000)  # long
    yield


def setting(_):
    raise SettingError("depth", "too deep")
    yield


def template(export):
    yield File("a", export.render("page", a=1))


def value(export):
    yield File("a", export.render("page", b=1))


def no_template(export):
    yield File("a", export.render("pages"))  # no_template


Exporting = component("failing", "0.1.0", [Failing()])
