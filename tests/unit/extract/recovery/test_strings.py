"""Strings in broken files: no class is read from one, and a lost quote spoils only its own string."""

from tests.recovered import expect


def test_a_class_in_a_string_or_a_comment_is_no_class():
    expect(
        '''
        code = """
        class A:
            import x
        """
        # class B: pass
        text = 'class C: pass'
        def f(:
            """
            class D:
                pass
            """
        ''',
        '''
        code = """
        class A:
            import x
        """
        text = 'class C: pass'
        def f():
            """
            class D:
                pass
            """
        ''',
    )


def test_an_unterminated_string_ends_with_its_line():
    expect("x = foo('abc)\nimport a\ny = 'def\nclass A: pass\n", "x = foo('abc')\nimport a\ny = 'def'\nclass A: pass")
