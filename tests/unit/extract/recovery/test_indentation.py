"""Lines at the wrong column: they belong where Python's author meant them."""

import pytest

from tests.recovered import expect


def test_a_stray_line_does_not_cut_a_function_from_its_body():
    expect(
        """
        class A:
            def f(self):
                '''Text.'''
            pass
                from x import late
                return late

            def g(self):
            pass
                import later
        """,
        """
        class A:
            def f(self):
                '''Text.'''
                from x import late
                return late

            pass

            def g(self):
                import later
            pass
        """,
    )


def test_a_return_at_the_wrong_column_belongs_to_the_function_above():
    expect(
        """
        class A:
            def f(self):
                x = 1
            return x

            def g(self):
                return 2
        """,
        """
        class A:
            def f(self):
                x = 1
                return x

            def g(self):
                return 2
        """,
    )


@pytest.mark.parametrize("blank", ["", " ", "  ", "     ", "        "])
def test_a_method_header_that_slipped_is_still_a_method(blank):
    expect(
        f"""
class A:
    def f(self):
        return 1

{blank}def g(self):
        x = 1
        return 2

    def h(self):
        return 3
""",
        """
        class A:
            def f(self):
                return 1
            def g(self):
                x = 1
                return 2
            def h(self):
                return 3
        """,
    )


def test_a_decorator_tells_where_its_function_belongs():
    expect(
        """
        class A:
            @fixture
         def f():
            '''Text.'''
                return 1

            @fixture
            def g(self):
                return 2
        """,
        """
        class A:
            @fixture
            def f():
                return 1
            '''Text.'''
            @fixture
            def g(self):
                return 2
        """,
    )


def test_prose_that_begins_like_a_definition_is_none():
    expect(
        """
        class A:
            def f(self): pass
        class without a name
        def
            def g(self): pass
        """,
        """
        class A:
            def f(self): pass
            def g(self): pass
        """,
    )


def test_a_decorator_tells_where_a_function_on_one_line_belongs():
    expect(
        """
        class A:
            @overload
        def f(self, a: int) -> int: ...

            @overload
            def f(self, a: str) -> str: ...
        """,
        """
        class A:
            @overload
            def f(self, a: int) -> int: ...

            @overload
            def f(self, a: str) -> str: ...
        """,
    )


def test_tabs_and_blanks_mixed_are_measured_as_python_does():
    expect(
        "class A:\n    def f(self):\n\tx = 1\n        y = 2\n\treturn x\n    def g(self):\n        return 3\n",
        "class A:\n    def f(self):\n        x = 1\n        y = 2\n        return x\n    def g(self):\n        return 3\n",
    )


def test_a_function_of_comments_only_is_a_function_without_statements():
    expect("def f():\n    # later\n\ndef g():\n    return 1\n", "def f():\n    pass\ndef g():\n    return 1")


def test_a_function_goes_on_behind_a_dedented_line():
    expect(
        """
        def decorate(f):
            def wrapper(self):
                a = 1
         if a:
                    b = 2
                def inner():
                    pass
                return b
            return wrapper
        """,
        """
        def decorate(f):
            def wrapper(self):
                a = 1
                if a:
                    b = 2
                def inner():
                    pass
                return b
            return wrapper
        """,
    )


def test_a_definition_whose_first_line_is_gone_stands_where_it_stood():
    expect(
        """
        def make(x):
            return x


        class A:
                self.x = 1

            def f(self):
                return 1


        def after(x):
                y, x

            return 2
        """,
        """
        def make(x):
            return x

        class A:
            self.x = 1

            def f(self):
                return 1

        def after(x):
            y, x
            return 2
        """,
    )


def test_a_class_behind_a_guarded_import_is_not_drawn_into_it():
    expect(
        """
        try:
            import x
        except ImportError:
            pass


        class A:
                '''Of something that is gone.'''
                return None
            def f(self):
                return 1
        """,
        """
        try:
            import x
        except ImportError:
            pass

        class A:
            '''Of something that is gone.'''
            return None

            def f(self):
                return 1
        """,
    )


def test_decorators_and_body_tell_the_column_of_a_header_that_slipped_to_another_one():
    expect(
        """
        class Test:
            def setup():
                class Root:
                    @expose
                    def f(self):
                        return 1

                    @expose
                def g(self):
                        return 2

                    @expose
                    def h(self):
                        return 3
        """,
        """
        class Test:
            def setup():
                class Root:
                    @expose
                    def f(self):
                        return 1

                    @expose
                    def g(self):
                        return 2

                    @expose
                    def h(self):
                        return 3
        """,
    )
