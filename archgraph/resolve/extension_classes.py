"""Classes of widespread extension modules: in: a module and a name, out: the class as those packages make it.

An installed extension module is code of the analysed environment and never loaded. Of a few packages whose compiled
classes many code bases inherit from, the hierarchy is carried here, as `type.__mro__` tells it; it has been the same for
years (numpy 1.20 to 2.4, lxml 4 to 6, greenlet 1 to 3, PyYAML 5 to 6, psycopg2 2.8 and 2.9, msgspec 0.18 to 0.22,
pydantic-core 2, pyarrow 19 to 26, shapely 2.0 to 2.2, traits 6 and 7, wrapt 1.14 to 2.5). Their members are not known.
"""

from __future__ import annotations

from functools import cache

from archgraph.resolve.builtin_model import CClass, builtin_class
from archgraph.resolve.c3 import merged

_NUMPY = {
    "": "generic ndarray dtype flatiter broadcast",
    "generic": "number flexible bool bool_ datetime64 object_",
    "number": "integer inexact",
    "integer": "signedinteger unsignedinteger",
    "signedinteger": "int8 int16 int32 int64 longlong timedelta64",
    "unsignedinteger": "uint8 uint16 uint32 uint64 ulonglong",
    "inexact": "floating complexfloating",
    "floating": "float16 float32 longdouble",
    "floating builtins.float": "float64",
    "complexfloating": "complex64 clongdouble",
    "complexfloating builtins.complex": "complex128",
    "flexible": "character void",
    "builtins.bytes character": "bytes_",
    "builtins.str character": "str_",
}
_NUMPY_ALIASES = {
    "double": "float64",
    "float_": "float64",
    "single": "float32",
    "half": "float16",
    "cdouble": "complex128",
    "complex_": "complex128",
    "csingle": "complex64",
    "intc": "int32",
    "uintc": "uint32",
    "short": "int16",
    "ushort": "uint16",
    "byte": "int8",
    "ubyte": "uint8",
    "string_": "bytes_",
    "unicode_": "str_",
}
_LXML = {
    "": "ElementClassLookup QName Resolver XInclude XSLT XSLTAccessControl XSLTExtension CDATA DocInfo _BaseErrorLog "
    "_BaseParser _Element _ElementMatchIterator _ElementTree _SaxParserTarget _Validator _XPathEvaluatorBase "
    "iterparse iterwalk xmlfile",
    "builtins.Exception": "Error",
    "Error": "LxmlError",
    "LxmlError": "C14NError DTDError DocumentInvalid LxmlRegistryError ParserError RelaxNGError SchematronError "
    "SerialisationError XIncludeError XMLSchemaError XPathError XSLTError",
    "LxmlError builtins.SyntaxError": "LxmlSyntaxError",
    "LxmlSyntaxError": "ParseError",
    "LxmlSyntaxError XPathError": "XPathSyntaxError",
    "ParseError": "XMLSyntaxError",
    "XPathError": "XPathEvalError",
    "XPathEvalError": "XPathFunctionError XPathResultError",
    "XSLTError": "XSLTApplyError XSLTExtensionError XSLTParseError",
    "XSLTError SerialisationError": "XSLTSaveError",
    "_Element": "ElementBase __ContentOnlyElement",
    "__ContentOnlyElement": "_Comment _Entity _ProcessingInstruction",
    "_Comment": "CommentBase",
    "_Entity": "EntityBase",
    "_ProcessingInstruction": "PIBase",
    "ElementClassLookup": "ElementDefaultClassLookup FallbackElementClassLookup",
    "FallbackElementClassLookup": "AttributeBasedElementClassLookup CustomElementClassLookup "
    "ElementNamespaceClassLookup ParserBasedElementClassLookup PythonElementClassLookup",
    "_BaseParser": "_FeedParser",
    "_FeedParser": "HTMLParser XMLParser",
    "HTMLParser": "HTMLPullParser",
    "XMLParser": "ETCompatXMLParser XMLPullParser",
    "_SaxParserTarget": "TreeBuilder",
    "_Validator": "DTD RelaxNG Schematron XMLSchema",
    "_XPathEvaluatorBase": "XPath XPathElementEvaluator",
    "XPath": "ETXPath",
    "XPathElementEvaluator": "XPathDocumentEvaluator",
    "_BaseErrorLog": "PyErrorLog _ListErrorLog",
}
_PSYCOPG = {
    "": "connection cursor lobject",
    "cursor": "ReplicationCursor",
    "connection": "ReplicationConnection",
    "builtins.Exception": "Error Warning",
    "Error": "DatabaseError InterfaceError",
    "DatabaseError": "DataError IntegrityError InternalError NotSupportedError OperationalError ProgrammingError",
}
_PYARROW = {
    "": "_Weakrefable",
    "_Weakrefable": "Buffer DataType Field MemoryPool Message NativeFile RecordBatchReader Scalar Schema _CRecordBatchWriter "
    "_PandasConvertible _RecordBatchFileReader",
    "DataType": "BaseExtensionType",
    "BaseExtensionType": "ExtensionType",
    "RecordBatchReader": "_RecordBatchStreamReader",
    "_CRecordBatchWriter": "_RecordBatchStreamWriter",
    "_RecordBatchStreamWriter": "_RecordBatchFileWriter",
    "_PandasConvertible": "Array ChunkedArray",
    "Array": "ExtensionArray",
    "Scalar": "ExtensionScalar",
    "builtins.Exception": "ArrowException",
    "builtins.ValueError ArrowException": "ArrowInvalid",
}
_PACKAGES = {
    "numpy": _NUMPY,
    "lxml.etree": _LXML,
    "yaml._yaml": {"": "CParser CEmitter"},
    "greenlet": {"": "greenlet", "builtins.BaseException": "GreenletExit", "builtins.Exception": "error"},
    "psycopg2.extensions": _PSYCOPG,
    "msgspec._core": {"": "_StructMixin"},
    "msgspec": {
        "msgspec._core._StructMixin": "Struct",
        "builtins.Exception": "MsgspecError",
        "MsgspecError": "EncodeError",
        "MsgspecError builtins.ValueError": "DecodeError",
        "DecodeError": "ValidationError",
    },
    "pydantic_core._pydantic_core": {
        "": "Url MultiHostUrl",
        "builtins.ValueError": "PydanticCustomError ValidationError",
    },
    "pyarrow.lib": _PYARROW,
    "pyarrow._flight": {"pyarrow.lib._Weakrefable": "FlightServerBase"},
    "shapely.errors": {"builtins.Exception": "ShapelyError", "ShapelyError": "GEOSException"},
    "traits.ctraits": {"": "CHasTraits cTrait"},
    "_wrappers": {
        "": "ObjectProxy",
        "ObjectProxy": "CallableObjectProxy PartialCallableObjectProxy _FunctionWrapperBase",
        "_FunctionWrapperBase": "BoundFunctionWrapper FunctionWrapper",
    },
}
"""Where run-time names begin → bases, those of the same place without it → the classes that have them. Bases elsewhere
have their whole name."""

_METACLASSES = {"msgspec.Struct": "msgspec._core.StructMeta"}

_MODULES = {
    "numpy": "numpy",
    "numpy._core": "numpy",
    "numpy.core": "numpy",
    "lxml.etree": "lxml.etree",
    "yaml._yaml": "yaml._yaml",
    "greenlet": "greenlet",
    "psycopg2": "psycopg2.extensions",
    "msgspec": "msgspec",
    "pydantic_core": "pydantic_core._pydantic_core",
    "pyarrow.lib": "pyarrow.lib",
    "pyarrow._flight": "pyarrow._flight",
    "shapely.lib": "shapely.errors",
    "traits.ctraits": "traits.ctraits",
    "wrapt._wrappers": "_wrappers",
}
"""Modules and packages whose compiled names lead there."""


def extension_class(module: str, name: str) -> CClass | None:
    """The class that a module of an extension has under a name; None when it is not one of those carried here."""
    prefix = _MODULES.get(module)
    package = module
    while prefix is None and package:
        package = package.rpartition(".")[0]
        prefix = _MODULES.get(package)
    if prefix is None:
        return None
    return named(f"{prefix}.{_NUMPY_ALIASES.get(name, name) if prefix == 'numpy' else name}")


@cache
def named(name: str) -> CClass | None:
    """The class of that run-time name."""
    bases = _bases().get(name)
    if bases is None:
        return None
    known = [each for each in map(_any, bases) if each is not None]
    mro = merged([*(each.mro for each in known), bases])
    return CClass(name, (name, *mro), bases, _METACLASSES.get(name, "builtins.type"))


def _any(name: str) -> CClass | None:
    module, _, last = name.rpartition(".")
    return builtin_class(last) if module == "builtins" else named(name)


@cache
def _bases() -> dict[str, tuple[str, ...]]:
    """Run-time name → run-time names of the bases."""
    found: dict[str, tuple[str, ...]] = {}
    for prefix, hierarchy in _PACKAGES.items():
        for bases, names in hierarchy.items():
            full = tuple(base if "." in base else f"{prefix}.{base}" for base in bases.split())
            found.update((f"{prefix}.{name}", full or ("builtins.object",)) for name in names.split())
    return found
