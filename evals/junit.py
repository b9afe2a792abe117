"""JUnit: a report as the XML that continuous integration shows, one test for each article."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.report import Report


def junit(report: Report) -> str:
    """A failure for each article without a record, the figures as properties of the suite."""
    suite = Element(
        "testsuite",
        name=f"evals {report.system}",
        tests=str(report.articles),
        failures=str(len(report.failures)),
    )
    properties = SubElement(suite, "properties")
    for name, figure in report.figures.items():
        value = "n/a" if figure.f1 is None else f"{figure.f1:.4f}"
        SubElement(properties, "property", name=f"f1 {name}", value=value)
    for article in report.covered:
        case = SubElement(suite, "testcase", classname=report.system, name=article)
        if article in report.failures:
            SubElement(case, "failure", message=_allowed(report.failures[article]))
    indent(suite)
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _allowed(words: str) -> str:
    """The words without what XML 1.0 has no place for: control characters, lone surrogates."""
    return "".join(one if one.isprintable() else " " for one in words)
