"""Classes called and subscripted: in: a class and arguments, out: an instance, a class (of a metaclass), an alias.

Subscripts follow `__class_getitem__` (PEP 560): typing's aliases for generic classes, `types.GenericAlias` for
builtins and collections, a class of its own for pydantic's models.
"""

from __future__ import annotations

from msgspec.structs import replace

from archgraph.model.expr import Subscript, text_of
from archgraph.resolve.known import Known
from archgraph.resolve.known_classes import make_class
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.metaclasses import hands_on_bases
from archgraph.resolve.values import (
    CLASSES,
    Alias,
    Class,
    ClassValue,
    Constant,
    Form,
    FunctionValue,
    Instance,
    Items,
    MadeClass,
    Place,
    Unknown,
    Value,
    doubt_of,
    doubtful,
)

TYPE_VARIABLES = ("typing.TypeVar", "typing_extensions.TypeVar")


class Instances:
    """What classes give when they are called or subscripted."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def instantiated(self, of: Class, arguments: Arguments, place: Place) -> Value:
        """`of(...)`."""
        ancestors = [self._machine.name_of(each) for each in self._machine.mro(of)]
        if "builtins.type" in ancestors:
            return self._class_made(of, arguments, place)
        if "enum.Enum" in ancestors and len(arguments.positional) > 1:
            name = arguments.positional[0]
            text = str(name.value) if isinstance(name, Constant) else "?"
            return MadeClass(f"{place.unit.name}.{text}", place.unit, place.line or 0, (of,))
        made = arguments.positional
        if ancestors[0] in TYPE_VARIABLES:  # two of one name are two: the place tells them apart
            made = (*made, Constant(f"{place.unit.name}:{place.line}"))
        return doubtful(Instance(of, made), doubt_of(of))

    def _class_made(self, metaclass: Class, arguments: Arguments, place: Place) -> Value:
        """`metaclass(name, bases, namespace)`."""
        maker = self._machine.attribute(metaclass, "__new__")
        call = Known(self._machine, place, metaclass, arguments)
        if not isinstance(maker, FunctionValue) or hands_on_bases(maker):
            return make_class(call, metaclass, arguments.positional)
        return self._machine.run(maker, arguments._replace(positional=(metaclass, *arguments.positional)))

    def subscript(self, value: Value, index: Value, text: str) -> Value:
        """`value[index]`."""
        if isinstance(value, Items):
            return _item(value, index)
        if isinstance(value, Alias):
            return Alias(value.origin, value.typing, value.named, text, doubt_of(value))
        if isinstance(value, CLASSES):
            return self._of_class(value, index, text)
        if isinstance(value, Form):
            return value
        if isinstance(value, Unknown):
            return Unknown(value.doubt, value.name)
        return Unknown("an item of something that is not known")

    def _of_class(self, value: Class, index: Value, text: str) -> Value:
        doubt = doubt_of(value)
        getter = self._machine.attribute(value, "__class_getitem__")
        if isinstance(getter, FunctionValue):
            owner = getter.unit.name
            if owner in ("typing", "typing_extensions"):
                return Alias(value, typing=True, named=False, text=text, doubt=doubt)
            if owner.startswith("pydantic."):
                return self._model(value, index, text)
            made = self._machine.run(FunctionValue(getter.unit, getter.scope, getter.frame, value), Arguments((index,)))
            if isinstance(made, MadeClass) and made.name.endswith(".?"):
                # its name is computed: it is called as written
                return replace(made, name=f"{self._machine.name_of(value)}{text}")
            if isinstance(made, (*CLASSES, Alias)):
                return made
            return doubtful(value, f"what {self._machine.name_of(value)}[...] gives is not known")
        return Alias(value, typing=self._machine.is_generic(value), named=False, text=text, doubt=doubt)

    def _model(self, value: Class, index: Value, text: str) -> Value:
        """pydantic makes a class for each set of arguments; for the model's own parameters it gives the model itself
        (`BaseModel.__class_getitem__` of pydantic/main.py)."""
        unit = value.unit if isinstance(value, (ClassValue, MadeClass)) else None
        given = index.items if isinstance(index, Items) else (index,)
        if unit is None:
            return value
        own = self._parameters(value) if isinstance(value, ClassValue) else ()
        if all(map(self._is_type_variable, given)) and (not own or own == given):
            return value
        return MadeClass(f"{self._machine.name_of(value)}{text}", unit, 0, (value,))

    def _parameters(self, value: ClassValue) -> tuple[Value, ...]:
        """The type variables of a generic class in the order of its bases, those of `Generic[...]` alone where it is
        listed; () when it lists none that are known."""
        unit = value.unit
        scope = unit.outline.scopes[value.scope]
        place = Place(unit, scope.parent, scope.line, value.frame)
        found: dict[Value, None] = {}
        for base in unit.outline.classes[unit.class_fact(value.scope)].bases:
            if isinstance(base, Subscript):
                index = self._machine.evaluate(place, base.index)
                given = index.items if isinstance(index, Items) else (index,)
                variables = dict.fromkeys(filter(self._is_type_variable, given))
                if text_of(base.value).rpartition(".")[2] == "Generic":
                    return tuple(variables)
                found.update(variables)
        return tuple(found)

    def _is_type_variable(self, value: Value) -> bool:
        return isinstance(value, Instance) and self._machine.name_of(value.of) in TYPE_VARIABLES


def _item(value: Items, index: Value) -> Value:
    position = index.value if isinstance(index, Constant) and not value.doubt else None
    if isinstance(position, int) and -len(value.items) <= position < len(value.items):
        return value.items[position]
    return Unknown("an item of a sequence")
