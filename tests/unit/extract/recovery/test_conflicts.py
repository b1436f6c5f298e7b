"""Merge-conflict markers: each side goes on where the conflict began."""

from tests.recovered import expect


def test_the_second_side_of_a_conflict_does_not_stand_in_a_class_that_the_first_side_opened():
    expect(
        """
        class A:
            def f(self):
        <<<<<<< HEAD
                return 1

        class B:
            def b(self):
                return 2
        ||||||| base
        =======
                return 3

            def g(self):
                return 4
        >>>>>>> other

            def h(self):
                return 5
        """,
        """
        class A:
            def f(self):
                return 1
                return 3

            def g(self):
                return 4

            def h(self):
                return 5

        class B:
            def b(self):
                return 2
        """,
    )


def test_what_follows_a_conflict_with_an_empty_side_goes_on_with_the_other():
    expect(
        """
        class A:
            x = 1
        <<<<<<< HEAD

        class B:
            y = 1
        =======
        >>>>>>> other

            def f(self):
                return 1
        """,
        """
        class A:
            x = 1

        class B:
            y = 1

            def f(self):
                return 1
        """,
    )


def test_a_line_of_equals_signs_outside_of_a_conflict_changes_nothing():
    expect(
        """
        class A:
            x = 1
        =======
            y = 2
        """,
        """
        class A:
            x = 1
            y = 2
        """,
    )
