"""Compares a document in XML with the same one in JSON, member by member."""

import xml.etree.ElementTree as ElementTree

SPACE = "{urn:claimpipe:claim-batch:1}"


def differences(document, xml_path):
    """What differs, as lines; none where both say the same, names and order included."""
    root = ElementTree.parse(xml_path).getroot()
    found = []
    _compare(document, root, "claim_batch", found)
    if root.tag != f"{SPACE}claim_batch":
        found.append(f"the root is {root.tag}")
    return found


def _compare(value, element, path, found):
    if isinstance(value, dict):
        present = {key: item for key, item in value.items() if item is not None}
        names = [child.tag.removeprefix(SPACE) for child in element]
        if names != list(present):
            found.append(f"{path}: {names} in XML, {list(present)} in JSON")
            return
        for child, (key, item) in zip(element, present.items()):
            _compare(item, child, f"{path}/{key}", found)
    elif isinstance(value, list):
        if len(element) != len(value):
            found.append(f"{path}: {len(element)} in XML, {len(value)} in JSON")
        for index, (child, item) in enumerate(zip(element, value), 1):
            _compare(item, child, f"{path}[{index}]", found)
    else:
        written = str(value).lower() if isinstance(value, bool) else str(value)
        if len(element) or (element.text or "") != written:
            found.append(f"{path} differs")
