def formulas_as_mathml():
    """Let nbconvert render formulas as MathML, which browsers show without a script."""
    from latex2mathml.converter import convert
    from nbconvert.filters.markdown_mistune import IPythonRenderer

    def formula(display):
        def render(self, text):
            try:
                return convert(text, display=display)
            except Exception:  # the converter's errors have no common kind; the source is better than no page
                return f"<code>{self.escape_html(text)}</code>"

        return render

    IPythonRenderer.inline_math = formula("inline")
    IPythonRenderer.block_math = IPythonRenderer.multiline_math = formula("block")


