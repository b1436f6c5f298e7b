"""Methods that a slipped neighbour drew out of their class."""

from tests.recovered import expect


def test_methods_below_one_that_slipped_go_back_into_the_class_with_it():
    expect(
        """
        class A:
            def f(self):
                return 1

        def g(self):
            x = 1
            return x

            def h(self):
                return 2

            limit = 3

        y = = 1
        """,
        """
        class A:
            def f(self):
                return 1

            def g(self):
                x = 1
                return x

            def h(self):
                return 2
            limit = 3
        y = ...
        """,
    )


def test_a_function_that_is_used_where_it_stands_stays_a_closure():
    source = """
        class A:
            def f(self):
                return 1

        def g(self):
            x = 1

            def h(self):
                return x
            return h

        y = = 1
        """
    expect(source, source.replace("y = = 1", "y = ..."))
