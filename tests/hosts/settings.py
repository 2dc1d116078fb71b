"""Settings for hosts that cannot be run here: Azure's JSON and IIS's XML.

In: a folder with what was published for both. Out: nothing, or the first thing that is not as
the hosts' documentation says. Invariant: read by Python's own parsers, not by ours.
"""

import json
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

work = Path(sys.argv[1])
CLIENTS = ["acme", "acme-zorg", "smit"]

config = json.loads((work / "azure/vp.example.nl/staticwebapp.config.json").read_text())
assert set(config) <= {"routes", "globalHeaders", "responseOverrides", "mimeTypes"}, set(config)


def azure(path):
    """Headers as documented: the first route that matches, then what is said everywhere."""
    for route in config["routes"]:
        pattern = route["route"]
        assert pattern.endswith("*") and pattern.count("*") == 1, pattern
        if path.startswith(pattern[:-1]):
            return config["globalHeaders"] | route["headers"]
    return config["globalHeaders"]


for client in CLIENTS:
    for page in ["", "index.html", "assets/x.vcf"]:
        policy = azure(f"/{client}/{page}")["Content-Security-Policy"]
        assert policy.endswith(f"'self' https://{client}.sharepoint.com"), policy
    assert len(azure(f"/{client}/")) == 5
assert azure("/")["Content-Security-Policy"].endswith("'none'")
assert config["mimeTypes"][".vcf"] == "text/vcard"
assert (work / "azure/vp.example.nl" / config["responseOverrides"]["404"]["rewrite"][1:]).exists()

root = xml.parse(work / "iis/vp.example.nl/web.config").getroot()
assert root.tag == "configuration"
places = {place.get("path"): place.find("system.webServer") for place in root.findall("location")}
assert sorted(places) == CLIENTS, places
for place, server in [("", root.find("system.webServer")), *places.items()]:
    entries = list(server.find("httpProtocol/customHeaders"))
    names = [entry.get("name") for entry in entries if entry.tag == "add"]
    # What is inherited is removed first: the same name twice is a fault in IIS.
    for at, entry in enumerate(entries):
        assert entry.tag == ("remove", "add")[at % 2], entry.tag
        assert entry.get("name") == entries[at - at % 2].get("name")
    assert len(names) == len(set(names)) == 5, names
    policy = next(e.get("value") for e in entries if e.get("name") == names[0] and e.tag == "add")
    assert policy.endswith(f"https://{place}.sharepoint.com" if place else "'none'"), policy
    error = server.find("httpErrors/error")
    page = error.get("path").replace("\\", "/")
    assert error.get("responseMode") == "File" and error.get("statusCode") == "404"
    assert page.startswith(place) and (work / "iis/vp.example.nl" / page).exists(), page
types = {entry.get("fileExtension") for entry in root.iter("mimeMap")}
assert types == {".pdf", ".svg", ".vcf", ".vtt", ".webp"}, types
print("settings: Azure's and IIS's files say what they should")
